import { expect, test } from "@jest/globals";
import { importReason } from "../../src/resolve/reason.ts";

test("an import whose name is known is settled by its exporter in the same app", () => {
  expect(importReason("net-SubnetA", "net-SubnetA").settle).toBe(
    "the stack that exports net-SubnetA, in one app with this one (apps in stackplumb.yaml)",
  );
});

test("an import whose name holds parameters is settled by their values too", () => {
  const reason = importReason("x", "${Network}-${Stage}-SubnetA");
  expect(reason.settle).toBe(
    "--parameter Network=... and --parameter Stage=... and the stack that exports ${Network}-${Stage}-SubnetA, in one app with this one (apps in stackplumb.yaml)",
  );
});
