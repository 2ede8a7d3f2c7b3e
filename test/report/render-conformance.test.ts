import { expect, test } from "@jest/globals";
import type { ReportArchitecture, ReportRequirement } from "../../src/lint/report.ts";
import { renderConformance } from "../../src/report/render-conformance.ts";

const style = { colour: false, width: 100, unicode: false };

const row = (more: Partial<ReportRequirement>): ReportRequirement => ({
  ...{ address: "component.users", kind: "component", title: "remembers users", status: "present", severity: "error" },
  ...{ guard: null, message: "", nodes: [], finding: null },
  ...more,
});

const shop: ReportArchitecture = {
  ...{ name: "shop", title: "", version: "1", app: "a.yaml", environment: null, enforced: true },
  counts: { total: 4, proven: 2, missing: 0, violated: 1, unknown: 1, relaxed: 0 },
  components: [
    { name: "users", title: "", optional: false, nodes: ["a.yaml/Database"], possible: [], tied: [] },
  ],
  flows: [],
  unbound: ["a.yaml/Other"],
  requirements: [
    row({}),
    row({
      address: "flow.save",
      kind: "flow",
      status: "violated",
      message: "App cannot | connect",
      guard: "IsProd=true",
    }),
    row({ address: "users.USR006", kind: "quality" }),
    row({ address: "users.USR009", kind: "quality", status: "unknown", message: "nobody knows" }),
  ],
};

test("an architecture is a table: its parts, what does not hold and why, and how much does", () => {
  expect(renderConformance([shop], style, false)).toEqual([
    [
      "== shop (a.yaml) 2 of 4 proven, 1 violated, 1 unknown",
      "  present   component.users  Database",
      "  violated  flow.save        App cannot | connect (when IsProd=true)",
      "  unknown   users.USR009     nobody knows",
      "  and 1 quality that holds",
      "  no part of it: Other",
    ],
    [],
  ]);
});

test("all qualities are listed where everything is asked for", () => {
  expect(renderConformance([shop], style, true)[0]?.join("\n")).toContain("present   users.USR006");
});

test("what an app only looks like is one line", () => {
  expect(renderConformance([{ ...shop, enforced: false }], { ...style, width: 200 }, false)).toEqual([
    ["a.yaml looks like shop: 2 of 4 proven, 1 violated, 1 unknown; --architecture shop holds it to that"],
  ]);
});
