/** One file in memory, as the folder that it stands in. */
import type { Host } from "../src/input/app.ts";

export function oneFileHost(path: string, text: string): Host {
  return {
    readText: (asked) => (asked === path ? { text } : { error: "it does not exist" }),
    list: (asked) => (asked === "." ? [{ name: path, kind: "file" }] : undefined),
    kindOf: (asked) => (asked === path ? "file" : asked === "." ? "directory" : undefined),
  };
}
