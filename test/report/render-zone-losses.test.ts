import { expect, test } from "@jest/globals";
import type { ZoneLoss } from "../../src/lint/zone-losses.ts";
import { renderZoneLosses } from "../../src/report/render-zone-losses.ts";

test("what is the same is told once, and what is not known for one reason is one line", () => {
  const node = (label: string, reason: string) => ({ id: label, label, type: "T", guard: null, reason });
  const way = { path: ["Web", "Db"], hop: "Web -> Db", guard: null, why: "Db stands in a only" };
  const loss: ZoneLoss = {
    zone: "a",
    lost: [],
    uncertain: [node("A", "which is which"), node("C", "nobody knows"), node("B", "which is which")],
    flows: (["breaks", "breaks", "unknown", "unknown"] as const).map((outcome) => ({ ...way, outcome })),
    holding: 0,
    isCut: false,
  };
  expect(renderZoneLosses([loss], 100).split("\n")).toEqual([
    "without a",
    "  breaks   Web -> Db: Db stands in a only",
    "  unknown  A (T), B (T): which is which",
    "  unknown  C (T): nobody knows",
    "  unknown  Web -> Db: Db stands in a only",
    "  holds    0 flows",
    "",
  ]);
});
