/** What a configuration can name where there are no packs and no documents. */

import { ArchitectureFinder } from "../../src/config/find-architectures.ts";
import type { ConfigurationContext } from "../../src/config/read-configuration.ts";
import type { Host } from "../../src/input/app.ts";
import { builtinRules } from "../../src/policy/builtin.ts";

const nothing: Host = {
  readText: () => ({ error: "it does not exist" }),
  list: () => undefined,
  kindOf: () => undefined,
};

export function plainContext(): ConfigurationContext {
  return {
    extend: builtinRules,
    held: () => [],
    finder: new ArchitectureFinder({
      host: nothing,
      rules: builtinRules,
      packs: [],
      edition: () => "2026",
      readDocument: undefined,
    }),
  };
}
