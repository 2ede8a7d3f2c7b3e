function isPath(name){return/^\.|\/|\.(?:ya?ml|json)$/i.test(name)}export{isPath};
