/**
 * The path of a file as the repository knows it; null for what it does not keep: what CDK synthesised stands in `cdk.out`,
 * which is made anew by every build. Where nobody can be asked what is kept, this is how it is.
 */
export function repositoryPath(file: string): string | null {
  return file.split("/").includes("cdk.out") ? null : file;
}
