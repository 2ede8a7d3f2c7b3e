function counted(count,singular,plural=`${singular}s`){return`${count} ${count===1?singular:plural}`}export{counted};
