import { describe, expect, test } from "@jest/globals";
import type { Diagram } from "../../src/lint/diagram.ts";
import { renderDot } from "../../src/report/render-dot.ts";
import { renderMermaid } from "../../src/report/render-mermaid.ts";

const bucket = { id: "s/B", label: "B", type: "AWS::S3::Bucket", role: "object", group: "s", guard: null };
const fn = {
  id: "s/F",
  label: "F",
  type: "AWS::Lambda::Function",
  role: "compute.fn",
  group: "s",
  guard: "IsProd=true",
};
const outside = { id: "outside: x", label: "parameter Topic", type: "", role: "other", group: null, guard: null };
const diagram: Diagram = {
  groups: [
    { id: "s", label: "shop.yaml" },
    { id: "empty", label: "empty.yaml" },
  ],
  nodes: [bucket, fn, outside],
  edges: [
    { from: "s/B", to: "s/F", kind: "triggers", label: "s3:ObjectCreated:*", guard: "IsProd=true" },
    { from: "s/B", to: "outside: x", kind: "triggers", label: "", guard: null },
    { from: "s/B", to: "nowhere", kind: "references", label: "", guard: null },
  ],
};

const hostile: Diagram = {
  groups: [{ id: "s", label: 'a"] \n end' }],
  nodes: [{ ...bucket, id: 's/"]; x', label: '"]; click n0 "javascript:alert(1)" <b>\\' }],
  edges: [{ from: 's/"]; x', to: 's/"]; x', kind: "triggers", label: "|\n%%{init}%%", guard: null }],
};

describe("a picture in Mermaid", () => {
  test("has a group for each stack, boxes for resources, and dotted arrows for what exists only sometimes", () => {
    expect(renderMermaid(diagram)).toBe(`flowchart LR
  subgraph g0["shop.yaml"]
    n0["B<br/>AWS::S3::Bucket"]
    n1["F<br/>AWS::Lambda::Function<br/>when IsProd=true"]
  end
  n2(["parameter Topic"])
  n0 -.->|"triggers: s3:ObjectCreated:* when IsProd=true"| n1
  n0 -->|"triggers"| n2
`);
  });

  test("keeps what a template says inside its label", () => {
    const text = renderMermaid(hostile);
    expect(text.split("\n")).toHaveLength(6);
    expect(text).not.toMatch(/<b>|%%|\];|javascript:alert\(1\)"/);
    for (const line of text.trimEnd().split("\n").slice(1)) {
      expect((line.match(/"/g) ?? []).length % 2).toBe(0);
    }
  });
});

describe("a picture in DOT", () => {
  test("has a cluster for each stack, and dashed lines for what exists only sometimes", () => {
    expect(renderDot(diagram)).toBe(`digraph stackplumb {
  rankdir=LR;
  node [shape=box];
  subgraph cluster_0 {
    label="shop.yaml";
    "s/B" [label="B\\nAWS::S3::Bucket"];
    "s/F" [label="F\\nAWS::Lambda::Function\\nwhen IsProd=true", style=dashed];
  }
  "outside: x" [label="parameter Topic", shape=oval];
  "s/B" -> "s/F" [label="triggers: s3:ObjectCreated:* when IsProd=true", style=dashed];
  "s/B" -> "outside: x" [label="triggers"];
}
`);
  });

  test("escapes quotation marks and backslashes of a template", () => {
    const text = renderDot(hostile);
    expect(text).toContain('label="\\"]; click n0 \\"javascript:alert(1)\\" <b>\\\\\\nAWS::S3::Bucket"');
    expect(text).toContain('label="a\\"]   end"');
    expect(text.split("\n")).toHaveLength(10);
  });
});
