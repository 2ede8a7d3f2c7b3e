var reportHint="Please report it; STACKPLUMB_DEBUG=1 shows where it happened.";function stackTrace(error,{environment}){if(!environment.STACKPLUMB_DEBUG||!(error instanceof Error))return"";let cause=error.cause instanceof Error?`caused by ${error.cause.stack??""}
`:"";return`${error.stack??""}
${cause}`}export{reportHint,stackTrace};
