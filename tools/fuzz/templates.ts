/** Templates to damage: every YAML and JSON file below a folder that is not large. */
import { statSync } from "node:fs";
import { filesBelow } from "../files-below.ts";

/** Bytes; a larger file takes long and shows nothing more. */
const largest = 30_000;

export function templatesBelow(folder: string): readonly string[] {
  return filesBelow(folder).filter((path) => statSync(path).size <= largest);
}
