/** A Host over files that are given as text. */
import type { DirectoryEntry, Host } from "../../src/input/app.ts";

export function memoryHost(files: Readonly<Record<string, string>>): Host {
  const contents = new Map(Object.entries(files));
  const folders = new Map<string, Map<string, "file" | "directory">>([[".", new Map()]]);
  for (const path of contents.keys()) {
    const segments = path.split("/");
    for (let i = 0; i < segments.length; i++) {
      const folder = segments.slice(0, i).join("/") || ".";
      const entries = folders.get(folder) ?? new Map<string, "file" | "directory">();
      entries.set(segments[i] ?? "", i === segments.length - 1 ? "file" : "directory");
      folders.set(folder, entries);
    }
  }
  return {
    readText(path) {
      const text = contents.get(path);
      return text === undefined ? { error: "it does not exist" } : { text };
    },
    list(path): readonly DirectoryEntry[] | undefined {
      const entries = folders.get(path);
      return entries && [...entries].map(([name, kind]) => ({ name, kind }));
    },
    kindOf(path) {
      return contents.has(path) ? "file" : folders.has(path) ? "directory" : undefined;
    },
  };
}
