import{package_default}from"./chunk-BUDAZQ5Z.js";var version=package_default.version;export{version};
