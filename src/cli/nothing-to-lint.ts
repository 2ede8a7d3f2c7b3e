/** Why a discovery without any template is no green run. */
export function nothingToLint(paths: readonly string[]): string {
  const where = paths.length === 0 ? "the working directory" : paths.join(", ");
  return `nothing to lint: no CloudFormation or SAM template and no cdk.out could be read in ${where}`;
}
