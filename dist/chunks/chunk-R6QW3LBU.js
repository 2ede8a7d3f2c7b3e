function rulesOf({ownRules,packs}){return packs.length===0?ownRules:[...ownRules,...packs.flatMap(({rules})=>rules)]}export{rulesOf};
