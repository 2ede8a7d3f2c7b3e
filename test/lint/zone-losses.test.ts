/** What is lost without a zone, as data, in words and in pictures. */
import { describe, expect, test } from "@jest/globals";
import type { Diagram } from "../../src/lint/diagram.ts";
import { markLosses, type ZoneLoss } from "../../src/lint/zone-losses.ts";
import { renderDot } from "../../src/report/render-dot.ts";
import { renderMermaid } from "../../src/report/render-mermaid.ts";
import { renderZoneLosses } from "../../src/report/render-zone-losses.ts";

const lost = { id: "app/Web", label: "Web", type: "AWS::EC2::Instance", guard: null, reason: null };
const loss: ZoneLoss = {
  zone: "eu-west-1a",
  lost: [lost, { ...lost, id: "app/Nat", label: "Nat", type: "AWS::EC2::NatGateway", guard: "IsProd=false" }],
  uncertain: [{ ...lost, id: "app/Db", label: "Db", type: "AWS::RDS::DBInstance", reason: "nobody says where it is" }],
  flows: [
    { path: ["Front", "Web", "Db"], outcome: "breaks", hop: "Front -> Web", why: "Web is gone", guard: null },
    {
      path: ["Work", "Db"],
      outcome: "unknown",
      hop: "Work -> Db",
      why: "nobody says where it is",
      guard: "IsProd=true",
    },
  ],
  holding: 1,
  isCut: false,
};

describe("in words", () => {
  test("what is lost comes first, then what breaks, what is not known, and how much holds", () => {
    expect(renderZoneLosses([loss], 200)).toBe(`without eu-west-1a
  lost     Web (AWS::EC2::Instance)
  lost     Nat (AWS::EC2::NatGateway) when IsProd=false
  breaks   Front -> Web -> Db, at Front -> Web: Web is gone
  unknown  Db (AWS::RDS::DBInstance): nobody says where it is
  unknown  Work -> Db when IsProd=true: nobody says where it is
  holds    1 flow
`);
  });

  test("zones are told one by one, and that there are none", () => {
    expect(renderZoneLosses([loss, { ...loss, zone: "eu-west-1b" }], 200)).toContain("\n\nwithout eu-west-1b\n");
    expect(renderZoneLosses([], 200)).toBe("nothing here stands in an Availability Zone\n");
  });

  test("a text of a template cannot steer the terminal", () => {
    expect(renderZoneLosses([{ ...loss, zone: "\u001b[2J" }], 200)).toContain("without \\x1b[2J");
  });
});

describe("in pictures", () => {
  const node = { label: "Web", type: "AWS::EC2::Instance", role: "compute.vm", group: "app", guard: null };
  const diagram: Diagram = {
    groups: [{ id: "app", label: "app" }],
    nodes: [
      { ...node, id: "app/Web" },
      { ...node, id: "app/Db", label: "Db" },
    ],
    edges: [],
  };
  const marked = markLosses(diagram, [loss, { ...loss, zone: "eu-west-1b" }]);

  test("a node says with which zones it goes, and the others say nothing", () => {
    expect(marked.nodes.map(({ lostWith }) => lostWith)).toEqual([["eu-west-1a", "eu-west-1b"], undefined]);
  });

  test("what is lost is marked, and only that", () => {
    expect(renderMermaid(marked)).toContain(
      'n0["Web<br/>AWS::EC2::Instance<br/>lost with eu-west-1a, eu-west-1b"]:::lost',
    );
    expect(renderMermaid(marked)).toContain("classDef lost");
    expect(renderMermaid(diagram)).not.toContain("lost");
    expect(renderDot(marked)).toContain('lost with eu-west-1a, eu-west-1b", color=gray, fontcolor=gray]');
    expect(renderDot(diagram)).not.toContain("gray");
  });
});
