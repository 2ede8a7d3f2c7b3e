/**
 * `--scenario` -> what parameters and conditions are taken to be.
 */
import { pairs } from "./check-options.ts";
import type { Arguments } from "./read-arguments.ts";

export function readScenario({ options }: Arguments): ReadonlyMap<string, string> {
  return pairs("--scenario", "NAME=VALUE", options.get("--scenario") ?? []);
}
