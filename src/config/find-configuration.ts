/**
 * A folder -> the configuration that it has by itself.
 */
import type { Host } from "../input/app.ts";

const names = ["stackplumb.yaml", "stackplumb.yml"];

export function configurationIn(host: Host): string | undefined {
  return names.find((name) => host.kindOf(name) === "file");
}
