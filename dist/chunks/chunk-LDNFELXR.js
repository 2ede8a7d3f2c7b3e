function describe({message,location}){if(location===null)return message;let{file,start}=location;return`${file}:${start.line}:${start.column}: ${message}`}export{describe};
