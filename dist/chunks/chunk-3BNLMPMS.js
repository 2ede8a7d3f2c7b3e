var configurationNames=["stackplumb.yaml","stackplumb.yml"];function configurationIn(host){return configurationNames.find(name=>host.kindOf(name)==="file")}export{configurationNames,configurationIn};
