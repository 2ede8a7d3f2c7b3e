import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "@jest/globals";
import { loadRule } from "../../src/policy/load-rule.ts";
import { referenceSentences } from "../../src/policy/reference-sentences.ts";
import { bestPractice } from "../../src/policy/well-architected.ts";
import { sampleRegistry } from "./sample-facts.ts";

const document = readFileSync(fileURLToPath(new URL("../../docs/reference.md", import.meta.url)), "utf8");

test("the sentences are those of the document, in its order", () => {
  const written = [...document.matchAll(/^- \*\*([A-Z]\d)\*\* (.+)$/gm)].map(([, id, sentence]) => [id, sentence]);
  expect([...referenceSentences]).toEqual(written);
});

describe("a best practice", () => {
  test("has a title and an address", () => {
    expect(bestPractice("REL10-BP01")).toEqual({
      id: "REL10-BP01",
      title: "Deploy the workload to multiple locations",
      url: "https://docs.aws.amazon.com/wellarchitected/latest/framework/rel10-bp01.html",
    });
  });

  test("that is not known is none", () => {
    expect(bestPractice("REL99-BP01")).toBeUndefined();
  });
});

/** What is said about a rule with this reference and this source. */
function said(reference: string, source: string): readonly string[] {
  const text = `id: TST001
name: parts-are-on
title: A part is off
severity: error
source: ${source}
why: Parts that are off do nothing.
on: wholes
as: whole
require: whole.parts.all(p, p.on)
message: "{whole.name} has a part that is off"
fix: {cloudformation: Turn it on., sam: Turn it on., cdk: Turn it on.}
references: [${reference}]
examples:
  - {flags: a part is off, template: "Resources: {}"}
  - {accepts: all are on, template: "Resources: {}"}
`;
  return loadRule("rules/test.yaml", text, sampleRegistry).diagnostics.map(({ message }) => message);
}

describe("a rule document", () => {
  test("may refer to what is known, and to any address", () => {
    expect(said("REL10-BP01", "W1")).toEqual([]);
    expect(said("https://example.com/handbook", "the handbook")).toEqual([]);
  });

  test("that refers to a best practice which does not exist is told of one that does", () => {
    expect(said("REL10-BP09", "W1")).toEqual([expect.stringContaining("Did you mean REL")]);
  });

  test("that names a sentence which does not exist is told which there are", () => {
    expect(said("REL10-BP01", "W9")).toEqual([expect.stringContaining("W9 is no sentence of the reference")]);
  });
});
