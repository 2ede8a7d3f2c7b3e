import{parseToml}from"./chunk-AESAJRKR.js";import"./chunk-A2EJQX32.js";export{parseToml};
