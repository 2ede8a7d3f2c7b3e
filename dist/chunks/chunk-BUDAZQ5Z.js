var package_default={version:"0.1.0"};export{package_default};
