/** Laws of extending: nothing changes where nothing is said, twice is once, and narrower is narrower. */
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Architecture, Need, Range } from "../../../src/policy/architecture/architecture.ts";
import { bare, problemsOf, sound } from "./load-document.ts";

const roles = ["compute.vm", "compute.fn", "compute.container"];
const rules = ["UPL005", "UPL007", "SEC008"];
const needs = [
  "references",
  "reach(80)",
  "reach(80|443)",
  "can(s3:GetObject|PutObject)",
  "can(s3:PutObject)",
  "triggers",
];

interface Document {
  readonly roles: readonly string[];
  readonly count: Range;
  readonly zones: Range | null;
  readonly optional: boolean;
  readonly needs: readonly string[];
  readonly rules: readonly string[];
  readonly severity: string;
  readonly survives: boolean;
}

const range = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.option(fc.integer({ min: 0, max: 3 })))
  .map(([atLeast, more]): Range => ({ atLeast, atMost: more === null ? null : atLeast + more }));

const document: fc.Arbitrary<Document> = fc.record({
  roles: fc.subarray(roles, { minLength: 1 }),
  count: range,
  zones: fc.option(range),
  optional: fc.boolean(),
  needs: fc.subarray(needs, { minLength: 1 }),
  rules: fc.subarray(rules, { minLength: 1 }),
  severity: fc.constantFrom("info", "warning", "error"),
  survives: fc.boolean(),
});

const text = ({ atLeast, atMost }: Range): string => `"${atLeast}${atMost === atLeast ? "" : `..${atMost ?? ""}`}"`;

const write = (name: string, it: Document, extending = ""): string => `kind: Architecture
name: ${name}
${extending}
components:
  app:
    role: [${it.roles.join(", ")}]
    count: ${text(it.count)}
    optional: ${it.optional}
    ${it.zones === null ? "" : `zones: ${text(it.zones)}`}
  files: {role: object}
flows:
  - id: save
    from: app
    to: files
    needs: [${it.needs.join(", ")}]
    severity: ${it.severity}
    ${it.survives ? "survives: zone" : ""}
qualities:
  - {on: files, require: [${it.rules.join(", ")}], severity: ${it.severity}}
`;

const extending = (name: string, of: readonly string[]): string =>
  `kind: Architecture\nname: ${name}\nextends: [${of.join(", ")}]\n`;

/** What an app may be like, as far as these documents ask. */
interface App {
  readonly role: string;
  readonly count: number;
  readonly zones: number;
  readonly has: readonly string[];
  readonly passes: readonly string[];
  readonly survives: boolean;
}

const app: fc.Arbitrary<App> = fc.record({
  role: fc.constantFrom(...roles),
  count: fc.integer({ min: 0, max: 8 }),
  zones: fc.integer({ min: 1, max: 8 }),
  has: fc.subarray(["references", "80", "443", "s3:GetObject", "s3:PutObject", "triggers"], { minLength: 3 }),
  passes: fc.subarray(rules, { minLength: 2 }),
  survives: fc.boolean(),
});

const within = (value: number, { atLeast, atMost }: Range): boolean => value >= atLeast && value <= (atMost ?? value);

function holds(need: Need, { has }: App): boolean {
  if (need.kind === "can") return need.actions.some((action) => has.includes(action));
  return need.kind === "reach" ? need.ports.some((port) => has.includes(`${port}`)) : has.includes(need.kind);
}

function accepts({ components, flows, qualities }: Architecture, it: App): boolean {
  const [part] = components;
  const [flow] = flows;
  if (part === undefined || flow === undefined) return false;
  const counts = (it.count === 0 && part.optional) || within(it.count, part.count);
  const stands = part.zones === null || within(it.zones, part.zones);
  const flows_ = flow.needs.every((need) => holds(need, it)) && (!flow.survivesZone || it.survives);
  const isGood = qualities.every(({ rules: required }) => required.some((rule) => it.passes.includes(rule)));
  return (part.roles as readonly string[]).includes(it.role) && counts && stands && flows_ && isGood;
}

test("a document that says nothing changes nothing", () => {
  fc.assert(
    fc.property(document, (one) => {
      const parent = write("parent", one);
      const child = sound(extending("parent", ["./parent.yaml"]), { "parent.yaml": parent });
      expect(bare(child)).toEqual(bare(sound(parent)));
    }),
  );
});

test("extending a document twice is extending it once, and so is saying again what it says", () => {
  fc.assert(
    fc.property(document, (one) => {
      const others = { "parent.yaml": write("parent", one), "copy.yaml": write("copy", one) };
      const once = bare(sound(extending("shop", ["./parent.yaml"]), others));
      expect(bare(sound(extending("shop", ["./parent.yaml", "./copy.yaml"]), others))).toEqual(once);
      expect(bare(sound(write("shop", one, "extends: ./parent.yaml"), others))).toEqual(once);
    }),
  );
});

test("what extends two documents accepts nothing that one of them refuses, in whichever order", () => {
  fc.assert(
    fc.property(document, document, fc.array(app, { minLength: 20 }), (one, other, apps) => {
      const others = { "a.yaml": write("a", one), "b.yaml": write("b", other) };
      const text = extending("shop", ["./a.yaml", "./b.yaml"]);
      if (problemsOf(text, others).length > 0) return;
      const both = sound(text, others);
      const turned = sound(extending("shop", ["./b.yaml", "./a.yaml"]), others);
      for (const it of apps) {
        expect(accepts(turned, it)).toBe(accepts(both, it));
        expect(accepts(both, it)).toBe(accepts(sound(write("a", one)), it) && accepts(sound(write("b", other)), it));
      }
    }),
    { numRuns: 40 },
  );
});

test("a child is refused, or accepts a part of what its parent accepts", () => {
  let children = 0;
  fc.assert(
    fc.property(document, document, fc.array(app, { minLength: 20 }), (one, other, apps) => {
      const others = { "parent.yaml": write("parent", one) };
      // Half of what a child says is what its parent says, so that not all are refused.
      const near: Document = {
        ...other,
        roles: one.roles.slice(0, 1),
        count: one.count,
        optional: one.optional && other.optional,
        severity: one.severity,
      };
      for (const said of [other, near]) {
        const text = write("shop", said, "extends: ./parent.yaml");
        if (problemsOf(text, others).length > 0) continue;
        children++;
        const child = sound(text, others);
        const parent = sound(write("parent", one));
        for (const it of apps) if (accepts(child, it)) expect(accepts(parent, it)).toBe(true);
      }
    }),
    { numRuns: 60 },
  );
  expect(children).toBeGreaterThan(10);
});
