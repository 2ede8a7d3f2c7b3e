import { describe, expect, test } from "@jest/globals";
import type { ReportArchitecture, ReportSurvival } from "../../src/lint/report.ts";
import { renderConformance } from "../../src/report/render-conformance.ts";
import { architecture, component, flow, holds, lostAt, requirement } from "./sample-architecture-report.ts";

const style = { colour: false, width: 100, unicode: false };

const shop = architecture({
  components: [component("users", ["Database"]), component("cache", [], { optional: true }), component("edge", [])],
  unbound: ["a.yaml/Other"],
  requirements: [
    requirement("component.users"),
    requirement("component.cache"),
    requirement("component.edge", { status: "missing", message: "edge is missing" }),
    requirement("flow.visit"),
    requirement("flow.save", {
      status: "violated",
      message: "App cannot | connect",
      guard: "IsProd=true",
      nodes: ["a"],
    }),
    requirement("flow.browse", { status: "missing", message: "there is no edge", finding: "f3" }),
    requirement("users.USR006"),
    requirement("users.USR007", { status: "violated", title: "A password", message: "long", finding: "f1" }),
    requirement("users.USR009", { status: "unknown", title: "A standby", message: "nobody knows", finding: "f2" }),
    requirement("edge.SEC003", { status: "missing", message: "edge is missing" }),
  ],
});

function table(one: ReportArchitecture, verbose = false, width = 100): readonly string[] {
  return renderConformance([one], { ...style, width }, verbose)[0] ?? [];
}

describe("an architecture that an app is held to", () => {
  test("is a table of what does not hold and why, the gravest first, and of what is there, folded", () => {
    expect(table(shop)).toEqual([
      "== shop (a.yaml) 4 of 10 proven, 3 missing, 2 violated, 1 unknown",
      "  missing   component.edge  edge is missing",
      "  violated  flow.save       App cannot | connect (when IsProd=true)",
      "  violated  users.USR007    A password",
      "  unknown   users.USR009    nobody knows",
      "  missing   what needs it: 1 flow: browse; 1 quality",
      "  present   users: Database",
      "  present   1 flow: visit",
      "  present   1 quality",
      "  no part of it: Other",
    ]);
  });

  test("is listed in full where everything is asked for", () => {
    const lines = table(shop, true);
    expect(lines).toContain("  missing   edge.SEC003      edge is missing");
    expect(lines).toContain("  present   component.cache  none, and none is needed");
    expect(lines).toContain("  present   users.USR006     users.USR006");
  });

  test("names what plays several parts once", () => {
    const twice = architecture({
      components: [component("inbox", ["Photos"]), component("uploads", ["Photos"])],
      requirements: [requirement("component.inbox"), requirement("component.uploads")],
    });
    expect(table(twice)[1]).toBe("  present   inbox, uploads: Photos");
  });
});

test("what an app only looks like is one line", () => {
  expect(renderConformance([{ ...shop, enforced: false }], { ...style, width: 200 }, false)).toEqual([
    ["a.yaml looks like shop: 4 of 10 proven, 3 missing, 2 violated, 1 unknown; --architecture shop holds it to that"],
  ]);
});

test("of many apps that look like one architecture, a few are told, and how many more there are", () => {
  const alike = Array.from({ length: 8 }, (_, i) => ({ ...shop, app: `app${i}`, enforced: false }));
  const [lines] = renderConformance(alike, { ...style, width: 200 }, false);
  expect(lines).toHaveLength(6);
  expect(lines?.at(-1)).toBe("and 3 more look like shop (--verbose lists them)");
  expect(renderConformance(alike, { ...style, width: 200 }, true)[0]).toHaveLength(8);
});

describe("the loss of a zone", () => {
  const lost = lostAt("Front", "Web", "Web stands in a only");
  const survival = (required: boolean, outcomes: readonly (typeof lost)[], worst = outcomes[0]): ReportSurvival => ({
    ...{ required, worst: worst ?? holds },
    zones: outcomes.map((outcome, i) => ({ zone: `zone ${i + 1} of the region`, ...outcome })),
  });
  const of = (...flows: readonly [id: string, survival: ReportSurvival][]): ReportArchitecture =>
    architecture({ flows: flows.map(([id, one]) => ({ ...flow(id, "a", "b", []), survival: one })) });

  test("is a table of the flows that break, alike ones together, and where each does", () => {
    const lines = table(
      of(
        ["visit", survival(false, [lost, holds])],
        ["serve", survival(true, [lost, holds])],
        ["save", survival(false, [holds, lostAt("Database", "Database", "Database stands in b only")])],
        ["query", survival(false, [holds, holds])],
      ),
    );
    expect(lines.slice(1)).toEqual([
      "",
      "  without        zone 1   zone 2",
      "  visit, serve*  breaks   holds    Front -> Web: Web stands in a only",
      "  save           holds    breaks   Database stands in b only",
      "  * must survive the loss of any zone",
    ]);
  });

  test("is not told where every flow holds", () => {
    expect(table(of(["visit", survival(true, [holds, holds])]))).toHaveLength(1);
  });

  test("may be that of one of several zones, which nobody knows", () => {
    const maybe = { ...lostAt("Database", "Database", "decided at deployment"), outcome: "unknown" } as const;
    const one = lostAt("Database", "Database", "Database stands in one of a, b only");
    expect(table(of(["save", survival(false, [maybe, maybe], one)]))[3]).toBe(
      "  save     maybe    maybe    Database stands in one of a, b only",
    );
    expect(table(of(["save", survival(false, [maybe, holds], maybe)]))[3]).toBe(
      "  save     unknown  holds    decided at deployment",
    );
  });

  test("has its reasons below where they do not fit beside", () => {
    expect(table(of(["visit", survival(false, [lost, holds])]), false, 50).slice(2)).toEqual([
      "  without  zone 1   zone 2",
      "  visit    breaks   holds",
      "      Front -> Web: Web stands in a only",
    ]);
  });
});

describe("what is part of a resource", () => {
  test.each([
    ["Web#LaunchTemplateData.BlockDeviceMappings.0", "Web (BlockDeviceMappings.0)"],
    ["Web#BlockDeviceMappings.1", "Web (BlockDeviceMappings.1)"],
    ["Web", "Web"],
  ])("%s is called %s", (id, name) => {
    const one = architecture({
      components: [component("scratch", [id])],
      requirements: [requirement("component.scratch")],
    });
    expect(table(one)[1]).toBe(`  present   scratch: ${name}`);
  });
});

test("where no zone can be named, a flow is told without a zone", () => {
  const why = "the subnet is declared outside this app";
  const unknown = { outcome: "unknown" as const, hop: null, why, guard: null };
  const lost = {
    ...flow("save", "app", "users", ["App", "Db"]),
    survival: { required: false, worst: unknown, zones: [] },
  };
  expect(table(architecture({ flows: [lost] })).slice(-2)).toEqual(["  without  a zone", `  save     unknown  ${why}`]);
});

test("one finding that two parts of a resource ask for is one row", () => {
  const open = { status: "violated" as const, title: "A bucket is open", message: "Photos is open", finding: "f1" };
  const rows = table(
    architecture({
      requirements: [
        requirement("uploads.UPL005", open),
        requirement("inbox.UPL005", open),
        requirement("inbox.UPL006", { ...open, title: "No block" }),
        requirement("cache.UPL005", { ...open, finding: "f2" }),
      ],
    }),
  );
  expect(rows.slice(1, 4)).toEqual([
    "  violated  uploads.UPL005  A bucket is open (and inbox.UPL005)",
    "  violated  inbox.UPL006    No block",
    "  violated  cache.UPL005    A bucket is open",
  ]);
});
