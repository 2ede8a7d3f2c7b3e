var UsageError=class extends Error{name="UsageError"};function isUsageError(error){return error instanceof Error&&error.name==="UsageError"}export{UsageError,isUsageError};
