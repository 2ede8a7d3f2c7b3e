import { describe, expect, test } from "@jest/globals";
import type { ReportArchitecture, ReportChange, ReportException, ReportRequirement } from "../../src/lint/report.ts";
import { type MarkdownOptions, renderMarkdown, renderSummaryPage } from "../../src/report/render-markdown.ts";
import { readMarkdown } from "./read-markdown.ts";
import { component, flow, lostAt } from "./sample-architecture-report.ts";
import { at, change, finding, report } from "./sample-report.ts";

const options: MarkdownOptions = {
  budget: 60_000,
  place: ({ file }) => ({ path: file, address: null }),
  label: null,
  elsewhere: "the job summary",
  unknownFails: false,
};

const fresh = finding({ fingerprint: "n", change: "new" });
const old = finding({ fingerprint: "o", change: "existing", severity: "warning", message: "Orders stands alone" });
const gone = finding({ fingerprint: "g", change: "fixed", message: "Inbox was public" });

const loss: ReportChange["losses"][number] = {
  stack: "data",
  logicalId: "Orders",
  type: "AWS::DynamoDB::Table",
  how: "replaced",
  cause: "TableName changes",
  location: at(31, 1, 2, "data.yaml"),
};

const exception: ReportException = {
  kind: "ignore",
  subject: "MET002",
  effect: "MET002 is not counted for Uploads",
  reason: "Another stack allows it",
  owner: "team-media",
  until: "2027-01-31",
  location: at(4, 1, 2, "stackplumb.yaml"),
};

describe("compared with a base, the comment", () => {
  test("is headed by what the change brings, and says what it is compared with", () => {
    const text = renderMarkdown(report([fresh, old], { change: change({ fixed: [gone] }) }), options);
    const [headline, , first] = text.split("\n");
    expect(headline).toBe("### \u274c Stackplumb: 1 new error");
    expect(first).toMatch(
      /^Compared with the merge base with main \(`1a2b3c4`\): 1 new, 1 existing, 1 fixed\. Judged 9 of 10 /,
    );
  });

  test("only lists what was there before, and names what is fixed", () => {
    const text = renderMarkdown(report([fresh, old], { change: change({ fixed: [gone] }) }), options);
    expect(text).toContain("<summary>1 finding was there before</summary>");
    expect(text).toContain("- \u26a0\ufe0f `shop.yaml:3` `MET002` notification without permission: `Uploads`");
    expect(text).not.toContain("stands alone");
    expect(text).toContain("**\u2705 1 finding is fixed**\n\n- `MET002` Inbox was public");
  });

  test("is about everything where everything decides", () => {
    const text = renderMarkdown(report([fresh, old], { change: change() }), { ...options, onlyNew: false });
    expect(text.split("\n")[0]).toBe("### \u274c Stackplumb: 1 error, 1 warning");
    expect(text.indexOf("### New")).toBeLessThan(text.indexOf("### There before"));
    expect(text).toContain("stands alone");
    expect(text).not.toContain("was there before");
  });

  test("is clear where nothing is new, and says whether anything is left", () => {
    expect(renderMarkdown(report([old], { change: change() }), options)).toMatch(
      /^### \u2705 Stackplumb: nothing new\n/,
    );
    const clear = renderMarkdown(report([], { change: change({ fixed: [gone] }) }), options);
    expect(clear).toMatch(/^### \u2705 Stackplumb: all clear\n/);
    expect(clear).toContain("1 finding is fixed");
    expect(renderMarkdown(report([], { change: change() }), options)).toContain("(`1a2b3c4`): no findings.");
  });

  test("counts a finding of which the change is not told as new: it may decide", () => {
    const text = renderMarkdown(report([finding()], { change: change() }), options);
    expect(text.split("\n")[0]).toBe("### \u274c Stackplumb: 1 new error");
  });

  test("counts unknowns that decide only: new ones, where those do", () => {
    const unknowns = (["new", "existing", "existing"] as const).map((is, i) =>
      finding({ fingerprint: `u${i}`, verdict: "unknown", change: is }),
    );
    const strict = { ...options, unknownFails: true };
    const compared = report(unknowns, { change: change() });
    expect(renderMarkdown(compared, strict)).toMatch(/^### \u274c Stackplumb: 1 new unknown\n/);
    expect(renderMarkdown(compared, { ...strict, onlyNew: false })).toMatch(/^### \u274c Stackplumb: 3 unknown\n/);
    expect(renderMarkdown(compared, options)).toMatch(/^### \u2705 Stackplumb: all clear\n/);
  });

  test("says why there is no base, where one was asked for", () => {
    expect(renderMarkdown(report([]), { ...options, noBase: "the history is not there" })).toContain(
      "Not compared with a base: the history is not there. Judged 9",
    );
    expect(renderMarkdown(report([]), options)).not.toContain("ompared");
  });

  test("warns of what deploying replaces or deletes, though nothing else is wrong", () => {
    const losses = [loss, { ...loss, logicalId: "Inbox", how: "deleted", cause: "", location: null } as const];
    const text = renderMarkdown(report([], { change: change({ losses }) }), options);
    expect(text).toMatch(/^### \u26a0\ufe0f Stackplumb: 2 stateful resources at risk\n/);
    expect(text).toContain(
      "- `data.yaml:31` `Orders` (`AWS::DynamoDB::Table`) of `data` **is replaced**: `TableName` changes\n- `Inbox` (`AWS::DynamoDB::Table`) of `data` **is deleted**",
    );
    expect(readMarkdown(text).html.join("")).not.toContain("2 stateful");
  });

  test("always shows what the change itself asks for less, with reason, owner and end", () => {
    const exceptions = [exception, { ...exception, reason: null, owner: null, until: null }];
    const text = renderMarkdown(report([], { change: change({ exceptions }), exceptions }), options);
    expect(text).toMatch(/^### \u2139\ufe0f Stackplumb: no findings, but 2 new exceptions\n/);
    expect(text).toContain("**This change asks for less: 2 new exceptions**");
    expect(text).toContain(
      "- `stackplumb.yaml:4` `MET002` is not counted for Uploads: Another stack allows it (owner `team-media`, until `2027-01-31`)",
    );
    expect(text).toContain("**no reason is given** (without end)");
    expect(text).not.toContain("in force");
  });

  test("lists the exceptions in force where nobody knows which are new, and on the page", () => {
    const title = "<summary>1 exception is in force</summary>";
    expect(renderMarkdown(report([], { exceptions: [exception] }), options)).toContain(title);
    const compared = report([], { exceptions: [exception], change: change() });
    expect(renderSummaryPage(compared, options)).toContain(title);
  });
});

const row = (address: string, status: ReportRequirement["status"], more: Partial<ReportRequirement> = {}) => ({
  ...({ address, kind: "flow", title: `the title of ${address}`, status, severity: "error", guard: null } as const),
  ...{ message: status === "present" ? "" : `why ${address} is so`, nodes: ["a.yaml/Web"], finding: null },
  ...more,
});

const requirements = [
  row("flow.a", "violated", { guard: "IsProd=true" }),
  row("flow.b", "present"),
  row("flow.c", "unknown"),
  row("flow.d", "violated", { finding: "n" }),
  row("flow.e", "present", { kind: "quality", title: "what would be wrong" }),
];

const shop: ReportArchitecture = {
  ...{ name: "shop", title: "", version: "1", app: "a.yaml", environment: null, enforced: true },
  counts: { total: 5, proven: 2, missing: 0, violated: 2, unknown: 1, relaxed: 0 },
  components: [],
  unbound: [],
  flows: [],
  requirements,
};

const changed = (
  address: string,
  before: ReportRequirement["status"] | null,
  after: ReportRequirement["status"] | null,
) => ({ architecture: "shop", app: "a.yaml", environment: null, address, title: "", before, after });

describe("conformance to an architecture", () => {
  test("is a line of counts, and folded what does not hold; what a finding tells is not told again", () => {
    const text = renderMarkdown(report([], { architectures: [shop, { ...shop, enforced: false }] }), options);
    expect(text).toContain(
      [
        "<details><summary>\u274c <code>shop</code> (<code>a.yaml</code>): 2 of 5 proven, 2 violated, 1 unknown</summary>",
        "",
        "- \u274c `flow.a` is violated when `IsProd=true`: why `flow.a` is so",
        "- \u2753 `flow.c` cannot be decided: why `flow.c` is so",
        "- \u274c `flow.d` is violated: \u201cthe title of `flow.d`\u201d",
        "",
        "</details>",
      ].join("\n"),
    );
    expect(text.match(/<code>shop/g)).toHaveLength(1);
  });

  test("is compared: how many were proven, and first what changed", () => {
    const compared = change({
      requirements: [
        changed("flow.d", "present", "violated"),
        changed("flow.b", "missing", "present"),
        changed("flow.e", null, "present"),
        changed("flow.f", "present", null),
      ],
    });
    const text = renderSummaryPage(report([], { architectures: [shop], change: compared }), options);
    expect(text).toContain("2 of 5 proven, 0 missing (\u22121), 2 violated (+1), 1 unknown</summary>");
    expect(text.match(/^- (?:\S+ )?`flow.*$/gm)).toEqual([
      "- \u274c `flow.d` is violated (held before): \u201cthe title of `flow.d`\u201d",
      "- \u2705 `flow.b` holds (was missing before): \u201cthe title of `flow.b`\u201d",
      "- \u274c `flow.a` is violated when `IsProd=true`: why `flow.a` is so",
      "- \u2753 `flow.c` cannot be decided: why `flow.c` is so",
      "- `flow.f` is no longer asked for (held before)",
    ]);
    const short = renderMarkdown(report([], { architectures: [shop], change: compared }), options);
    expect(short.match(/^- (?:\S+ )?`flow.*$/gm)).toHaveLength(3);
    expect(short).toContain("\n2 others do not hold, as before.\n");
    const better = change({ requirements: [changed("flow.b", "missing", "present")] });
    expect(renderMarkdown(report([], { architectures: [shop], change: better }), options)).toContain(
      "2 of 5 proven (was 1), 0 missing (\u22121), 2 violated, 1 unknown",
    );
  });

  test("that is asked for the first time is so called, and lists what does not hold only", () => {
    const first = change({ requirements: requirements.map(({ address, status }) => changed(address, null, status)) });
    const text = renderMarkdown(report([], { architectures: [shop], change: first }), options);
    expect(text).toContain("2 of 5 proven, 2 violated, 1 unknown; asked for the first time</summary>");
    expect(text.match(/^- \S+ `flow.*$/gm)).toHaveLength(3);
    expect(text).toContain("`flow.c` cannot be decided (newly asked for): why `flow.c` is so");
  });

  test("that is no longer asked for is said", () => {
    const compared = change({ requirements: [changed("flow.a", "present", null), changed("flow.b", "missing", null)] });
    const text = renderMarkdown(report([], { change: compared }), options);
    expect(text).toMatch(/^### \u2139\ufe0f Stackplumb: no findings, but 2 requirements are no longer asked for\n/);
    expect(text).toContain(
      "- \u26a0\ufe0f `shop` (`a.yaml`): the app is gone, or is not held to it any more; 2 requirements are no longer asked for, of which 1 held",
    );
  });

  test("is drawn, folded, where the picture shows what does not hold; on the page wherever there is something to draw", () => {
    const components = [{ name: "users", title: "", optional: false, nodes: ["a.yaml/Users"], possible: [], tied: [] }];
    const bad = row("users.X1", "violated", { kind: "quality" });
    const drawn = report([], { architectures: [{ ...shop, components, requirements: [bad] }] });
    expect(readMarkdown(renderMarkdown(drawn, options)).kinds).toContain("code:mermaid");
    const whole = report([], { architectures: [{ ...shop, components, requirements: [row("flow.b", "present")] }] });
    expect(readMarkdown(renderMarkdown(whole, options)).kinds).not.toContain("code:mermaid");
    const ofNobody = {
      ...shop,
      components,
      requirements: [row("network.X1", "violated", { kind: "quality", nodes: [] })],
    };
    const undrawn = renderMarkdown(report([], { architectures: [ofNobody] }), options);
    expect(undrawn).toContain("`network.X1` is violated");
    expect(readMarkdown(undrawn).kinds).not.toContain("code:mermaid");
    expect(readMarkdown(renderSummaryPage(whole, options)).kinds).toContain("code:mermaid");
  });

  test("says which flow breaks with which zone, where the change is about flows or there is none", () => {
    const components = [component("users", ["Users"])];
    const lost = lostAt("Users", "Users", "Users stands in one zone");
    const survival = { required: true, worst: lost, zones: [{ ...lost, zone: "zone 1" }] };
    const flows = [{ ...flow("a", "app", "users", []), survival }];
    const textOf = (address: string | null): string => {
      const compared = address === null ? null : change({ requirements: [changed(address, "present", "violated")] });
      const architectures = [{ ...shop, requirements: [row("flow.a", "violated"), row("users.X1", "violated")] }];
      const one = report([], {
        architectures: architectures.map((a) => ({ ...a, components, flows })),
        change: compared,
      });
      return renderMarkdown(one, options);
    };
    const line = "- \u274c `a` breaks without `zone 1`: `Users` stands in one zone";
    expect(textOf(null)).toContain(line);
    expect(textOf("flow.a")).toContain(line);
    expect(textOf("users.X1")).not.toContain("zone 1");
  });

  test("counts what only needs what is missing", () => {
    const hanging = [
      row("component.db", "missing", { kind: "component", nodes: [] }),
      row("flow.x", "missing", { nodes: [] }),
      row("flow.y", "missing", { nodes: [] }),
      row("db.X1", "missing", { kind: "quality", nodes: [] }),
      row("flow.x.X2", "missing", { kind: "quality" }),
      row("db.X3", "unknown", { kind: "quality", nodes: [] }),
    ];
    const text = renderMarkdown(report([], { architectures: [{ ...shop, requirements: hanging }] }), options);
    expect(text).toContain(
      [
        "- \u274c `component.db` is missing: why `component.db` is so",
        "- \u274c what needs what is missing: 2 flows, 2 qualities",
        "- \u2753 what needs what is not known to be there: 1 quality",
      ].join("\n"),
    );
  });

  test("that apps only look like is a fold, where nobody holds them to any", () => {
    const alike = { ...shop, enforced: false };
    const text = renderMarkdown(report([], { architectures: [alike] }), options);
    expect(text).toContain("<summary>Looks like <code>shop</code>: 2 of 5 proven, 2 violated, 1 unknown</summary>");
    expect(text).toContain("`architectures: [shop]` in `stackplumb.yaml`");
    const two = renderMarkdown(report([], { architectures: [alike, { ...alike, app: "b.yaml" }] }), options);
    expect(two).toContain("<summary>Looks like <code>shop</code></summary>");
    expect(two).toContain("- `shop` (`b.yaml`): 2 of 5 proven, 2 violated, 1 unknown");
    expect(renderMarkdown(report([], { architectures: [alike, shop] }), options)).not.toContain("Looks like");
  });

  test("is not named for a folder outside the repository", () => {
    const elsewhere = renderMarkdown(report([], { architectures: [{ ...shop, app: "../assemblies/head" }] }), options);
    expect(elsewhere).toContain("<code>shop</code>: 2 of 5 proven");
  });

  test("that is whole is a line", () => {
    const whole = { ...shop, requirements: [row("flow.b", "present")] };
    const counts = { total: 1, proven: 1, missing: 0, violated: 0, unknown: 0, relaxed: 0 };
    expect(renderMarkdown(report([], { architectures: [{ ...whole, counts }] }), options)).toContain(
      "\n- \u2705 `shop` (`a.yaml`): 1 of 1 proven\n",
    );
  });
});

describe("what goes first where there is little room", () => {
  const findings = Array.from({ length: 40 }, (_, i) => ({ ...fresh, fingerprint: `n${i}`, location: at(i + 1, 1) }));
  const olds = Array.from({ length: 90 }, (_, i) => ({ ...old, fingerprint: `o${i}`, location: at(i + 1, 1) }));
  const evidence = [{ message: "it is so", location: at(1, 1) }];
  const whole = report([...findings.map((one) => ({ ...one, related: evidence })), ...olds], {
    architectures: [shop],
    change: change({
      losses: [loss],
      exceptions: [exception],
      requirements: [changed("flow.a", "present", "violated"), changed("flow.c", "present", "unknown")],
    }),
  });
  const shownIn = (budget: number) => {
    const text = renderMarkdown(whole, { ...options, budget });
    return {
      old: text.match(/^- \u26a0\ufe0f/gm)?.length ?? 0,
      evidence: text.match(/step of evidence/g)?.length ?? 0,
      rows: text.match(/^- \S+ `flow\./gm)?.length ?? 0,
      findings: text.match(/^- `shop\.yaml:\d+` `Uploads` notifies/gm)?.length ?? 0,
      notices: text.match(/is replaced|is not counted/g)?.length ?? 0,
    };
  };

  test("is the list of what was there before, then evidence, then conformance, then findings; never what must be seen", () => {
    const seen = Array.from({ length: 90 }, (_, i) => shownIn(22_000 - 200 * i));
    const first = (is: (room: ReturnType<typeof shownIn>) => boolean) => seen.findIndex(is);
    const steps = [
      first((room) => room.old < 90),
      first((room) => room.evidence < 25),
      first((room) => room.rows < 2),
      first((room) => room.findings < 40),
    ];
    expect(steps.every((step, i) => step > (steps[i - 1] ?? -1))).toBe(true);
    expect(seen.filter((room) => room.evidence < 25).map((room) => room.old)).not.toContain(1);
    expect(seen.every(({ notices }) => notices === 2)).toBe(true);
  });
});
