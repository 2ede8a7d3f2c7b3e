import { expect, test } from "@jest/globals";
import { describeValue } from "../../src/lint/describe-value.ts";
import { atom, not } from "../../src/resolve/guard.ts";
import { absent, type Value } from "../../src/resolve/value.ts";
import { reason } from "./sample-judgement.ts";

const known = (value: string): Value => ({ kind: "known", value, origin: null });
const bucket: Value = {
  kind: "identity",
  origin: null,
  symbol: { kind: "attribute", resource: { stack: "s", logicalId: "Uploads" }, attribute: "Arn" },
};
const isProd = atom({ id: "s/Env", label: "Env", values: ["dev", "prod"] }, "prod");

function texts(value: Value): readonly string[] {
  return describeValue(value).map(({ path, text }) => `${path} = ${text}`);
}

test("a value is described leaf by leaf, secrets by their names only", () => {
  const value: Value = {
    kind: "map",
    origin: null,
    entries: new Map<string, Value>([
      ["Name", known("web")],
      ["Arn", { kind: "text", origin: null, parts: [bucket, known("/*")] }],
      ["List", { kind: "list", origin: null, items: [bucket, { kind: "unknown", origin: null, reason: reason("X") }] }],
      ["Password", { kind: "secret", origin: null, source: "parameter", name: "Db" }],
      ["Gone", absent],
    ]),
  };
  expect(texts(value)).toEqual([
    "Name = web",
    "Arn = ${Uploads.Arn}/*",
    "List[0] = ${Uploads.Arn}",
    "List[1] = unknown: parameter X has no value",
    "Password = secret (parameter Db)",
    "Gone = not set",
  ]);
});

test("a choice is described by its alternatives, each under its guard", () => {
  const alternatives = [
    { guard: isProd, value: known("2") },
    { guard: not(isProd), value: known("1") },
  ];
  const described = describeValue({ kind: "choice", origin: null, alternatives });
  expect(described.map(({ text, guards }) => [text, guards])).toEqual([
    ["2", [isProd]],
    ["1", [not(isProd)]],
  ]);
});

test("a value of a thousand levels is described without overflowing", () => {
  let value: Value = known("x");
  for (let i = 0; i < 20_000; i++) value = { kind: "list", origin: null, items: [value] };
  expect(describeValue(value)).toHaveLength(1);
});
