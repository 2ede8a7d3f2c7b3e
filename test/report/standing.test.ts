import { expect, test } from "@jest/globals";
import type { Report, ReportChange } from "../../src/lint/report.ts";
import { isWorthTelling } from "../../src/report/standing.ts";
import { change, finding, report } from "./sample-report.ts";

const changing = (more: Partial<ReportChange>): Report => report([], { change: change(more) });
const isTold = (one: Report, onlyNew = true, unknownFails = false): boolean =>
  isWorthTelling(one, { onlyNew, unknownFails });

test("a clean change is not worth telling, whatever was there before and whatever it mends", () => {
  const old = finding({ change: "existing" });
  expect(isTold(report([]))).toBe(false);
  expect(isTold(report([old], { change: change({ fixed: [finding()] }) }))).toBe(false);
  expect(isTold(report([old], { change: change() }), false)).toBe(true);
  expect(isTold(report([old]))).toBe(true);
});

test("what decides is, and what could not be read", () => {
  expect(isTold(report([finding({ change: "new" })], { change: change() }))).toBe(true);
  const unknown = report([finding({ verdict: "unknown", change: "new" })], { change: change() });
  expect(isTold(unknown)).toBe(false);
  expect(isTold(unknown, true, true)).toBe(true);
  const error = { code: "yaml-syntax", severity: "error", message: "bad", location: null } as const;
  expect(isTold(report([], { diagnostics: [error] }))).toBe(true);
});

test("a change that asks for less or puts data at risk is, though nothing is wrong", () => {
  const location = finding().location;
  const exception = { kind: "ignore", subject: "", effect: "", reason: null, owner: null, until: null } as const;
  expect(isTold(changing({ exceptions: [{ ...exception, location }] }))).toBe(true);
  const loss = { stack: "", logicalId: "", type: "", how: "deleted", cause: "", location: null } as const;
  expect(isTold(changing({ losses: [loss] }))).toBe(true);
  const requirement = { architecture: "", app: "", environment: null, address: "", title: "" };
  expect(isTold(changing({ requirements: [{ ...requirement, before: "present", after: null }] }))).toBe(true);
  expect(isTold(changing({ requirements: [{ ...requirement, before: null, after: "present" }] }))).toBe(false);
});
