var obeyed=/[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|(?<=##)\[/g;function renderJson(report){return asJson(report)}function asJson(data){return`${JSON.stringify(data,null,2).replace(obeyed,character=>`\\u${character.charCodeAt(0).toString(16).padStart(4,"0")}`)}
`}export{renderJson,asJson};
