import { expect, test } from "@jest/globals";
import { discover } from "../../src/input/discover.ts";
import { lintApps } from "../../src/lint/lint-apps.ts";
import { builtinRules } from "../../src/policy/builtin.ts";
import { memoryHost } from "../input/memory-host.ts";

/** When the storage of a database is not encrypted, as the finding says it. */
function whenUnencrypted(byDefault: boolean): string | null | undefined {
  const template = `Parameters:
  Encrypt: {Type: String, Default: ${byDefault}, AllowedValues: [true, false]}
Resources:
  Db: {Type: AWS::RDS::DBInstance, Properties: {Engine: mysql, StorageEncrypted: !Ref Encrypt}}
`;
  const report = lintApps(
    discover(memoryHost({ "app.yaml": template }), []),
    builtinRules().filter(({ id }) => id === "USR008"),
    { version: "0.0.0", asOf: "2026-11-22", parameters: new Map(), stackTags: new Map() },
  );
  return report.findings[0]?.guard;
}

test("a finding that the default does not have says so", () => {
  expect(whenUnencrypted(true)).toBe("Encrypt=false (not by default)");
  expect(whenUnencrypted(false)).toBe("Encrypt=false");
});
