/**
 * Real templates -> damaged ones: what an editor, a merge or a hostile hand makes of them.
 */
import type { Random } from "./random.ts";

/** Damages one of the texts by one to six edits. */
export function mutated(texts: readonly string[], random: Random): string {
  let text = random.pick(texts);
  for (let edits = 1 + random.below(6); edits > 0; edits--) text = random.pick(edit)(text, texts, random);
  return text.slice(0, maximalLength);
}

/** Twice the largest input, so that nothing grows from edit to edit. */
const maximalLength = 60_000;

type Edit = (text: string, texts: readonly string[], random: Random) => string;

const replaceAt = (text: string, at: number, cut: number, insert: string): string =>
  text.slice(0, at) + insert + text.slice(at + cut);

const inLines = (change: (lines: string[], random: Random) => void): Edit => {
  return (text, _texts, random) => {
    const lines = text.split("\n");
    change(lines, random);
    return lines.join("\n");
  };
};

const edit: readonly Edit[] = [
  // A few characters are cut, and others put in their place.
  (text, _texts, random) =>
    replaceAt(text, random.below(text.length), random.below(12), random.pick(characters).repeat(1 + random.below(3))),
  (text, _texts, random) => replaceAt(text, random.below(text.length), random.below(4), random.pick(tokens)),
  // A text ends early, as it does where a disk was full.
  (text, _texts, random) => text.slice(0, random.below(text.length)),
  // Half of one template, half of another: a merge gone wrong.
  (text, texts, random) => text.slice(0, random.below(text.length)) + random.pick(texts).slice(random.below(2000)),
  inLines((lines, random) => lines.splice(random.below(lines.length), 1 + random.below(3))),
  inLines((lines, random) => {
    const from = random.below(lines.length);
    lines.splice(random.below(lines.length), 0, ...lines.slice(from, from + 1 + random.below(6)));
  }),
  // Indentation is lost, gained, or becomes tabs.
  inLines((lines, random) => {
    const at = random.below(lines.length);
    const line = lines[at] ?? "";
    lines[at] = random.pick([line.trimStart(), ` ${line}`, `  ${line}`, line.replace(/^ +/, "\t"), line.slice(1)]);
  }),
  (text, _texts, random) => text.replaceAll("\n", random.pick(["\r\n", "\r", "\n\n", "\n"])),
  // One piece many times over: deep nesting, long lists, many anchors.
  (text, _texts, random) =>
    replaceAt(text, random.below(text.length), 0, random.pick(repeated).repeat(1 + random.below(400))),
];

const characters = [
  ..."-:?,[]{}#&*!|>'\"%@`\\ \t\n\r~<=+.0~$/",
  "\0",
  "\ufeff",
  "\u00e9",
  "\ud83d\ude00",
  "\u2028",
  "\u202e",
];

const tokens = [
  ...[
    "!Ref ",
    "!GetAtt ",
    "!Sub ",
    "!If ",
    "!Join ",
    "!Select ",
    "!FindInMap ",
    "!Equals ",
    "!Unknown ",
    "!!binary ",
    "!",
  ],
  ...[
    "Ref",
    "Fn::If",
    "Fn::Sub",
    "Fn::ForEach::L",
    "Fn::GetAtt",
    "Fn::Transform",
    "AWS::NoValue",
    "__proto__",
    "constructor",
  ],
  ...[
    "${",
    "${!",
    "}",
    "${A}",
    "{{resolve:ssm:a}}",
    "{{resolve:",
    "&a ",
    "*a",
    "<<: *a",
    "<<",
    "---\n",
    "...\n",
    "%YAML 1.1\n",
  ],
  ...[
    ": ",
    "- ",
    "? ",
    "\n  ",
    "|-\n",
    ">+2\n",
    "'",
    '"',
    "\\u0000",
    "\\",
    "1e999",
    "0x7fffffffffffffff",
    "-0",
    "null",
    "~",
  ],
  ...[
    "AWS::S3::Bucket",
    "AWS::Lambda::Function",
    "AWS::Serverless::Function",
    "Condition",
    "DependsOn",
    "Type",
    "Resources:",
  ],
];

const repeated = ["[", "{", "{a: ", "- ", "!If [a, ", "  ", "? ", "&a ", "*a, ", '{"Fn::If":["A",', "a: b\n", "x"];
