/**
 * A folder -> the configuration that it has by itself.
 */
import type { Host } from "../input/app.ts";

export const configurationNames: readonly string[] = ["stackplumb.yaml", "stackplumb.yml"];

export function configurationIn(host: Host): string | undefined {
  return configurationNames.find((name) => host.kindOf(name) === "file");
}
