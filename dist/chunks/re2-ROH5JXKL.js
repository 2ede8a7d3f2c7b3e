import{makeMatcher}from"./chunk-DN4CYPTI.js";import"./chunk-A2EJQX32.js";export{makeMatcher};
