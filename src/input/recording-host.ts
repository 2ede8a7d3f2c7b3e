/**
 * A host -> the same host, which notes the files that are read through it.
 */
import type { Host } from "./app.ts";
import { joinPath } from "./join-path.ts";

/** @param read is given the paths, as `joinPath` gives them */
export function recordingHost(host: Host, read: Set<string>): Host {
  return {
    readText(path) {
      read.add(joinPath(".", path));
      return host.readText(path);
    },
    list: (path) => host.list(path),
    kindOf: (path) => host.kindOf(path),
  };
}
