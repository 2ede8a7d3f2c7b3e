import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { parseSource } from "../../src/source/parse.ts";
import type { TagForms } from "../../src/source/tag-form.ts";
import { nodesOf, plain } from "./tree.ts";

const tags: TagForms = new Map([
  ["!Ref", { key: "Ref", partedAtDot: false }],
  ["!GetAtt", { key: "Fn::GetAtt", partedAtDot: true }],
]);

const yaml = `# A queue and who may send to it
AWSTemplateFormatVersion: 2010-09-09
Parameters:
  Name: {Type: String, Default: "jobs"}   # flow
Resources:
  Queue: &queue
    Type: AWS::SQS::Queue
    Properties:
      QueueName: !Ref Name
      DelaySeconds: 010
      Tags:
      - Key: purpose
        Value: >-
          folded
          text
      -
  Other:
    <<: *queue
    DependsOn: [Queue, ]
Outputs:
  Arn:
    Value: !GetAtt Queue.Arn
    Description: 'it''s
      long'
`;
const json = `{
  "Resources": {
    "Topic": {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": "a \\"b\\" \\u00e9", "N": [1, -2.5e3, true, null]}}
  }
}
`;

/** Cuts, insertions and swaps at random places. */
function mutated(base: string): fc.Arbitrary<string> {
  const piece = fc.constantFrom(
    ..."-:?,[]{}#&*!|>'\"%@`\\ \t\n\r~<=\0\ufeff\u00e9",
    "\n  ",
    ": ",
    "- ",
    "*queue",
    "&a ",
    "!Ref ",
    "---\n",
    "...\n",
    "\r\n",
    "\ud83d\ude00",
    "{{x}}",
  );
  const edit = fc.record({ at: fc.nat(base.length), cut: fc.nat(12), insert: fc.array(piece, { maxLength: 3 }) });
  return fc.array(edit, { maxLength: 4 }).map((edits) => {
    let text = base;
    for (const { at, cut, insert } of edits) text = text.slice(0, at) + insert.join("") + text.slice(at + cut);
    return text;
  });
}

function check(text: string): void {
  const { file, root, diagnostics } = parseSource("a.yaml", text, tags);
  const length = file.text.length;
  if (root === undefined) expect(diagnostics.some((d) => d.severity === "error")).toBe(true);
  for (const { location } of diagnostics) {
    expect(location).not.toBeNull();
    expect(location?.start.line).toBeGreaterThanOrEqual(1);
    expect(location?.start.column).toBeGreaterThanOrEqual(1);
  }
  if (root === undefined) return;
  for (const node of nodesOf(root)) {
    if (!(node.start >= 0 && node.start <= node.end && node.end <= length)) {
      throw new Error(`${node.kind} ${node.start}-${node.end} leaves the file`);
    }
    const covers = file.text.slice(node.start, node.end);
    if (node.kind === "scalar" && typeof node.value !== "string" && node.text !== "" && !/^['"]/.test(covers)) {
      expect(covers.replace(/\s+/g, " ")).toBe(node.text);
    }
  }
}

describe("parseSource on damaged text", () => {
  test("YAML: nothing is thrown, every node stays in the file, numbers cover their text", () => {
    fc.assert(fc.property(mutated(yaml), check), { numRuns: 400, seed: 7 });
  });

  test("JSON: nothing is thrown, every node stays in the file, numbers cover their text", () => {
    fc.assert(fc.property(mutated(json), check), { numRuns: 400, seed: 11 });
  });

  test("any text at all is read or refused with an error", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 60 }), check), { numRuns: 300, seed: 13 });
  });

  test("what JSON.parse accepts is read alike, and what it refuses is not JSON", () => {
    fc.assert(
      fc.property(mutated(json), (text) => {
        const { format, root } = parseSource("a.json", text);
        const expected = parsed(text);
        if (format === "json" && root !== undefined) expect(plain(root)).toEqual(expected);
        else expect(expected).toBeUndefined();
      }),
      { numRuns: 400, seed: 17 },
    );
  });

  test("all JSON values are read as JSON.parse reads them", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.nat(3), (value, indent) => {
        const text = JSON.stringify([value], null, indent);
        expect(plain(parseSource("a.json", text).root)).toEqual(JSON.parse(text));
      }),
      { numRuns: 200, seed: 19 },
    );
  });
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
