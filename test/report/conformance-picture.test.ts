import { describe, expect, test } from "@jest/globals";
import type { ReportArchitecture } from "../../src/lint/report.ts";
import { conformancePicture } from "../../src/report/conformance-picture.ts";
import { markLines } from "../../src/report/picture-marks.ts";
import { renderConformanceDot } from "../../src/report/render-conformance-dot.ts";
import { renderConformanceMermaid, renderNarrowMermaid } from "../../src/report/render-conformance-mermaid.ts";
import { architecture, component, flow, lostAt, requirement } from "./sample-architecture-report.ts";

const shop = architecture({
  components: [
    component("app", ["Web"]),
    component("users", ["Database"]),
    component("edge", []),
    component("uploads", ["Photos"]),
    component("inbox", ["Photos"]),
    component("cache", [], { optional: true }),
  ],
  flows: [
    flow("visit", "internet", "app", ["internet -> Front", "Front -> Web"]),
    flow("save-user", "app", "users", ["Web x Database"]),
    flow("save-upload", "app", "uploads", ["Web -> Photos"]),
    flow("read-back", "app", "uploads", ["Web -> Photos"]),
    flow("browse", "edge", "app", []),
  ],
  requirements: [
    requirement("component.app"),
    requirement("component.users"),
    requirement("component.edge", { status: "missing" }),
    requirement("component.uploads"),
    requirement("component.inbox"),
    requirement("component.cache"),
    requirement("flow.visit"),
    requirement("flow.save-user", { status: "violated" }),
    requirement("flow.save-upload"),
    requirement("flow.read-back"),
    requirement("flow.browse", { status: "missing" }),
    requirement("uploads.UPL006", { status: "violated" }),
    requirement("users.MAZ009|MAZ010", { status: "relaxed" }),
    requirement("security.SEC010", { status: "violated", nodes: ["a.yaml/Web"] }),
  ],
});

type Picture = ReturnType<typeof conformancePicture>;

function boxOf(picture: Picture, name: string): Picture["boxes"][number] {
  const found = picture.boxes.find((box) => box.name === name);
  if (found === undefined) throw new Error(`there is no box ${name}`);
  return found;
}

function arrowsOf(picture: Picture): readonly string[] {
  const name = (id: string): string => picture.boxes.find((box) => box.id === id)?.name ?? id;
  return picture.arrows.map(({ from, to, flows, mark }) => `${name(from)} > ${name(to)}: ${flows}, ${mark.status}`);
}

describe("what is in a picture of an architecture", () => {
  const picture = conformancePicture(shop);

  test("is a box for each component, one for those that are the same thing, and none for what is optional and not there", () => {
    expect(picture.boxes.filter(({ kind }) => kind === "component").map(({ name, bound }) => [name, ...bound])).toEqual(
      [["app", "Web"], ["users", "Database"], ["edge"], ["uploads, inbox", "Photos"]],
    );
  });

  test("is what stands on the ways, and the internet", () => {
    expect(boxOf(picture, "Front").kind).toBe("between");
    expect(boxOf(picture, "internet").kind).toBe("outside");
  });

  test("is an arrow for each hop, one for flows that go together, and the expected one where a flow is missing", () => {
    expect(arrowsOf(picture)).toEqual([
      "internet > Front: visit, present",
      "Front > app: visit, present",
      "app > users: save-user, violated",
      "app > uploads, inbox: save-upload, read-back, present",
      "edge > app: browse, missing",
    ]);
  });

  test("is marked by what is asked of it: itself, its qualities, and what a rule about everything finds in it", () => {
    expect(boxOf(picture, "edge").mark).toEqual({ status: "missing", at: [], about: [], change: "" });
    expect(boxOf(picture, "uploads, inbox").mark).toEqual({
      status: "violated",
      at: [],
      about: ["UPL006"],
      change: "",
    });
    expect(boxOf(picture, "app").mark).toEqual({ status: "violated", at: [], about: ["SEC010"], change: "" });
    expect(boxOf(picture, "users").mark).toEqual({
      status: "relaxed",
      at: [],
      about: ["MAZ009 or MAZ010"],
      change: "",
    });
  });

  test("has a legend of what is drawn, with the counts", () => {
    expect(picture.title).toBe("shop (a.yaml): 8 of 14 proven, 2 missing (dashed), 3 violated (red), 1 relaxed (grey)");
  });

  test("marks the hop that does not survive a zone, and no other", () => {
    const lost = {
      ...flow("visit", "internet", "app", ["internet -> Front", "Front -> Web"]),
      survival: { required: true, worst: lostAt("Front", "Web", "Web stands in a only"), zones: [] },
    };
    const requirements = [requirement("component.app"), requirement("flow.visit", { status: "violated" })];
    const drawn = conformancePicture(
      architecture({ components: [component("app", ["Web"])], flows: [lost], requirements }),
    );
    expect(arrowsOf(drawn)).toEqual(["internet > Front: visit, present", "Front > app: visit, violated"]);
    expect(drawn.arrows[1]?.mark.about).toEqual(["does not survive a zone"]);
  });

  test("draws a flow that only some of a component's things take as broken, and names these", () => {
    const requirements = [
      requirement("component.app"),
      requirement("component.users"),
      requirement("flow.save", { status: "violated" }),
    ];
    const components = [component("app", ["Web", "Jobs"]), component("users", ["Database"])];
    const flows = [flow("save", "app", "users", ["Web -> Database", "Jobs x Database"])];
    const drawn = conformancePicture(architecture({ components, flows, requirements }));
    expect(drawn.arrows).toMatchObject([{ flows: "save", mark: { status: "violated", at: ["Jobs"], about: [] } }]);
    expect(drawn.arrows.flatMap(({ mark }) => markLines(mark))).toEqual(["violated at Jobs"]);
  });

  test("does not name rules of what is not there", () => {
    const requirements = [
      requirement("component.edge", { status: "missing" }),
      requirement("edge.SEC003", { status: "missing", message: "edge is missing" }),
    ];
    const drawn = conformancePicture(architecture({ components: [component("edge", [])], requirements }));
    expect(drawn.boxes[0]?.mark).toEqual({ status: "missing", at: [], about: [], change: "" });
  });

  test("marks what a change made so", () => {
    const of = { architecture: "shop", app: "a.yaml", environment: null, title: "" } as const;
    const drawn = conformancePicture(shop, [
      { ...of, address: "flow.save-user", before: "present", after: "violated" },
      { ...of, address: "flow.read-back", before: "violated", after: "present" },
      { ...of, address: "component.edge", before: null, after: "missing" },
      { ...of, app: "other.yaml", address: "uploads.UPL006", before: "present", after: "violated" },
    ]);
    expect(arrowsOf(drawn)[2]).toBe("app > users: save-user (new), violated");
    expect(arrowsOf(drawn)[3]).toBe("app > uploads, inbox: save-upload, read-back (now holds), present");
    expect(boxOf(drawn, "edge").mark.change).toBe("new");
    expect(boxOf(drawn, "uploads, inbox").mark.change).toBe("");
  });

  test("is bounded, and says how much more there is", () => {
    const nodes = Array.from({ length: 300 }, (_, i) => `N${i}`);
    const many = architecture({
      components: [component("app", nodes), component("users", ["Database"])],
      flows: [
        flow(
          "long",
          "app",
          "users",
          nodes.flatMap((node) => [`${node} -> Q${node}`, `Q${node} -> Database`]),
        ),
      ],
      requirements: [requirement("component.app"), requirement("component.users"), requirement("flow.long")],
    });
    const drawn = conformancePicture(many);
    expect(drawn.boxes).toHaveLength(60);
    expect(drawn.arrows.length).toBeLessThanOrEqual(120);
    expect(boxOf(drawn, "app").bound).toEqual(["N0", "N1", "N2", "+ 297 more"]);
    expect(drawn.boxes.at(-1)?.name).toBe("+ 243 more");
    expect(renderConformanceMermaid([many]).length).toBeLessThan(20_000);
  });
});

describe("a picture of an architecture in Mermaid", () => {
  test("has dashed boxes for what is missing, crossed arrows for what is violated, and says both in words", () => {
    const text = renderConformanceMermaid([shop]);
    expect(text).toContain('a0n2["<b>edge</b><br/>missing"]:::missing');
    expect(text).toContain('a0n0 --x|"save-user<br/>violated"| a0n1');
    expect(text).toContain('a0n2 -.->|"browse<br/>missing"| a0n0');
    expect(text).toMatch(/classDef missing .*stroke-dasharray/);
    expect(text).toContain("linkStyle 2 stroke:#cf222e,stroke-width:3px");
    expect(text).not.toContain("classDef unknown");
  });

  test("goes from top to bottom without a title where it stands beside its counts", () => {
    const [first, ...lines] = renderNarrowMermaid(conformancePicture(shop)).split("\n");
    expect(first).toBe("flowchart TB");
    expect(lines[0]).toBe('  a0n0["<b>app</b><br/>Web<br/>violated: SEC010"]:::violated');
    expect(lines.join("\n")).not.toContain("proven");
  });

  test("numbers the arrows of several architectures through", () => {
    expect(renderConformanceMermaid([shop, shop])).toContain("linkStyle 2,7 stroke:#cf222e,stroke-width:3px");
  });
});

describe("a picture of an architecture in DOT", () => {
  test("has dashed boxes for what is missing, and says what is violated in words", () => {
    const text = renderConformanceDot([shop]);
    expect(text).toMatch(/a0n2 \[label="edge\\nmissing", shape=box, style="dashed"/);
    expect(text).toMatch(/a0n0 -> a0n1 \[label="save-user\\nviolated", style="bold"/);
  });
});

describe("hostile names", () => {
  const evil = [
    '"]; click a0n0 "javascript:alert(1)"',
    "%%{init: {'theme': 1}}%%",
    "<img src=x onerror=1>",
    "end\n  x --> y",
    "a\\",
    "`**b**`|c|",
  ];
  const hostile: ReportArchitecture = architecture({
    ...{ name: evil.join(""), app: evil.join("\n") },
    components: evil.map((name) => component(name, [name])),
    flows: evil
      .map((name) => flow(name, name, evil[0] ?? "", []))
      .map((one, i) => ({
        ...one,
        hops: [
          { from: `a.yaml/${evil[i]}`, to: `b/${evil[evil.length - 1 - i]}`, status: "violated" as const, guard: null },
        ],
      })),
    requirements: evil.flatMap((name) => [
      requirement(`component.${name}`, { kind: "component" }),
      requirement(`flow.${name}`, { kind: "flow", status: "violated" }),
      requirement(`${name}.${name}`, { status: "violated" }),
    ]),
  });

  test("stay inside the labels of Mermaid", () => {
    const line =
      /^ {2,4}(?:subgraph a0\["[^"]*"\]|direction LR|end|a0n\d+(?:\["[^"]*"\]|\(\["[^"]*"\]\))(?::::\w+)?|a0n\d+ (?:-->|--x)\|"[^"]*"\| a0n\d+|style a0 \S+|classDef \w+ \S+|linkStyle [\d,]+ \S+)$/;
    const [first, ...lines] = renderConformanceMermaid([hostile]).trimEnd().split("\n");
    expect(first).toBe("flowchart LR");
    for (const each of lines) expect(each).toMatch(line);
    for (const [, label] of lines.join("\n").matchAll(/"([^"]*)"/g))
      expect(label?.replaceAll(/<br\/>|<\/?b>|#\d+;/g, "")).not.toMatch(/[<>%;`|\\[\]{}#&'"]/);
  });

  test("stay inside the strings of DOT", () => {
    const lines = renderConformanceDot([hostile]).trimEnd().split("\n").slice(3, -1);
    for (const each of lines) {
      const bare = each.replaceAll(/"(?:[^"\\]|\\.)*"/g, "S");
      expect(bare).toMatch(
        /^ {2,4}(?:subgraph cluster_0 \{|label=S; fontname=S;|\}|a0n\d+(?: -> a0n\d+)? \[[\w=S, ]*\];)$/,
      );
    }
  });
});
