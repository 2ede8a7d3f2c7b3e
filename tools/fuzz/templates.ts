/** Templates to damage: every YAML and JSON file below a folder that is not large. */
import { readdirSync, statSync } from "node:fs";

/** Bytes; a larger file takes long and shows nothing more. */
const largest = 30_000;

export function templatesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ya?ml|json|template)$/.test(entry.name))
    .map((entry) => `${entry.parentPath}/${entry.name}`)
    .filter((path) => statSync(path).size <= largest)
    .sort();
}
