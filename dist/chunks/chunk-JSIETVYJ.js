import{printable}from"./chunk-ENALZY4N.js";function dotText(text){return printable(text).replace(/[\\"]/g,"\\$&")}function dotString(text){return`"${dotText(text)}"`}export{dotText,dotString};
