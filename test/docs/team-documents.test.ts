/** What the guides show of a team's first rule and its first architecture is what the commands print, one after the other. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Folder, folder } from "../cli/test-shell.ts";

const shown = /(?:<!-- test (.+?) -> (.*?) -->\n)?```console\n\$ stackplumb ((?:init|test)[^\n]*)\n([\s\S]*?)```/g;

describe.each([
  ["docs/writing-rules.md", "policy/rules/ACME001.yaml"],
  ["docs/writing-architectures.md", "policy/architectures/orders.yaml"],
])("%s", (page, document) => {
  const commands = [...readFileSync(page, "utf8").matchAll(shown)];
  let here: Folder;
  beforeAll(() => {
    here = folder();
  });
  afterAll(() => here.remove());

  test.each(commands.map(([, from, to, command = "", printed = ""]) => [command, from, to, printed] as const))(
    "stackplumb %s prints what is shown (%s, %s)",
    async (command, from, to, printed) => {
      if (from !== undefined && to !== undefined) {
        expect(here.read(document).split(from)).toHaveLength(2);
        here.write(document, here.read(document).replace(from, to));
      }
      expect((await here.run(command.split(" "))).stdout).toBe(printed);
    },
  );

  test("shows how it begins, that all is well, and what is said where it is not", () => {
    expect(commands).toHaveLength(3);
  });
});
