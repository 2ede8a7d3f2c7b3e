var exitStatus={passed:0,failed:1,unusable:2,fault:70};export{exitStatus};
