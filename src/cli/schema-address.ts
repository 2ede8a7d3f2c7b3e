/**
 * Where an editor finds the JSON Schema of a document that is written: in the package where that is installed in the folder,
 * else at the address of this version, so that what an editor says is what this version does.
 */
import type { Host } from "../input/app.ts";
import { version } from "./version.ts";

/** @param path of the document, which the installed package is named from */
export function schemaAddress(host: Host, kind: "architecture" | "rule" | "stackplumb", path: string): string {
  const installed = `node_modules/stackplumb/schemas/${kind}.json`;
  return host.kindOf(installed) === "file"
    ? `${"../".repeat(path.split("/").length - 1)}${installed}`
    : `https://unpkg.com/stackplumb@${version}/schemas/${kind}.json`;
}
