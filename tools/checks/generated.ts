/** The step that compares generated files with what would be generated now. */
import { staleFiles } from "../generate.ts";

export async function filesAreGenerated(): Promise<string[]> {
  const stale = await staleFiles();
  return stale.length === 0 ? [] : [...stale.map((path) => `${path} is not up to date`), "run `npm run generate`"];
}
