/** Laws of loops: what a loop makes is what a person would have written out, in any order, and no more the second time. */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { canonical, canonicalGuard } from "../../src/resolve/canonical.ts";
import type { ResolvedStack } from "../../src/resolve/resolved.ts";
import { resolved, show } from "./given-stack.ts";
import "../fixed-seed.ts";

type Json = string | number | boolean | readonly Json[] | { readonly [key: string]: Json };
type Items = Readonly<Record<string, string>>;

/** Everything that a stack says, under the names of what it declares. */
function outline(stack: ResolvedStack): unknown {
  const { resources, outputs } = stack.template;
  return {
    resources: Object.fromEntries(
      [...resources].map(([name, { type, condition, properties }]) => [
        name,
        `${type} ${canonicalGuard(stack.guardOf(condition))} ${canonical(stack.valueOf(properties))}`,
      ]),
    ),
    outputs: Object.fromEntries([...outputs].map(([name, { value }]) => [name, canonical(stack.valueOf(value))])),
    conditions: Object.fromEntries([...stack.conditions].map(([name, guard]) => [name, canonicalGuard(guard)])),
    open: [...new Set(stack.open.map(({ kind, name }) => `${kind} ${name}`))],
  };
}

const transform = { Transform: "AWS::LanguageExtensions" };

/** One level of loops: an identifier, its items, and whether they come from a parameter. */
interface Level {
  readonly identifier: string;
  readonly items: readonly string[];
  readonly isParameter: boolean;
}

const level = (identifier: string): fc.Arbitrary<Level> =>
  fc.record({
    identifier: fc.constant(identifier),
    items: fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9]{0,5}$/), { maxLength: 3 }),
    isParameter: fc.boolean(),
  });
const levels = fc
  .tuple(level("One"), level("Two"), level("Three"))
  .chain((all) => fc.shuffledSubarray(all, { minLength: 1 }));

/** A value that speaks of some of the identifiers. */
const value = (names: readonly string[]): fc.Arbitrary<Json> => {
  const name = fc.constantFrom(...names);
  const leaf = fc.oneof(
    name.map((one): Json => ({ Ref: one })),
    name.map((one): Json => ({ "Fn::Sub": `a-\${${one}}-\${AWS::Region}` })),
    fc
      .tuple(name, name)
      .map(([a, b]): Json => ({ "Fn::Join": ["-", [{ Ref: a }, `x&{${b}}`, { Ref: "AWS::StackName" }]] })),
    fc.constantFrom<Json>("plain", "${not a name}", 3, true),
  );
  return fc.letrec<{ node: Json }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc.array(tie("node"), { maxLength: 3 }),
      fc.dictionary(
        fc.oneof(
          name.map((one) => `Key\${${one}}`),
          fc.constantFrom("Size", "Tags"),
        ),
        tie("node"),
        { maxKeys: 3 },
      ),
    ),
  })).node;
};

/** The law's own expansion, which shares nothing with the one that is tested. */
function written(node: Json, items: Items): Json {
  const put = (text: string): string =>
    Object.entries(items).reduce(
      (all, [name, item]) =>
        all.replaceAll(`\${${name}}`, item).replaceAll(`&{${name}}`, item.replace(/[^a-z0-9]/gi, "")),
      text,
    );
  if (typeof node === "string") return put(node);
  if (typeof node !== "object") return node;
  if (Array.isArray(node)) return node.map((item) => written(item, items));
  const entries = Object.entries(node);
  const [only] = entries;
  if (entries.length === 1 && only?.[0] === "Ref" && typeof only[1] === "string" && only[1] in items) {
    return items[only[1]] ?? "";
  }
  return Object.fromEntries(entries.map(([key, one]) => [put(key), written(one, items)]));
}

function combinations(loops: readonly Level[]): readonly Items[] {
  return loops.reduce<readonly Items[]>(
    (all, { identifier, items }) => all.flatMap((one) => items.map((item) => ({ ...one, [identifier]: item }))),
    [{}],
  );
}

/** The body inside its loops. */
function looped(loops: readonly Level[], body: Json): { readonly [key: string]: Json } {
  return loops.reduceRight<Json>((inner, { identifier, items, isParameter }) => {
    const collection: Json = isParameter && items.length > 0 ? { Ref: `Param${identifier}` } : items;
    return { [`Fn::ForEach::Loop${identifier}`]: [identifier, collection, inner] };
  }, body) as { readonly [key: string]: Json };
}

function parametersFor(loops: readonly Level[]): Json {
  return {
    Parameters: Object.fromEntries(
      loops
        .filter(({ isParameter, items }) => isParameter && items.length > 0)
        .map(({ identifier, items }) => [
          `Param${identifier}`,
          { Type: "CommaDelimitedList", Default: items.join(", ") },
        ]),
    ),
  }["Parameters"] as Json;
}

const sample = levels.chain((loops) => {
  const names = loops.map(({ identifier }) => identifier);
  return fc.record({ loops: fc.constant(loops), properties: value(names), inside: value(names) });
});

function templates({ loops, properties, inside }: { loops: readonly Level[]; properties: Json; inside: Json }) {
  const suffix = loops.map(({ identifier }) => `\${${identifier}}X`).join("");
  const body = { [`R${suffix}`]: { Type: "Custom::R", Properties: { P: properties } } };
  const output = { [`O${suffix}`]: { Value: { "Fn::GetAtt": [`R${suffix}`, "Arn"] } } };
  const property = { [`V${suffix}`]: inside };
  const rounds = combinations(loops);
  const all = (one: Json): Json => Object.assign({}, ...rounds.map((items) => written(one, items)));
  const parameters = parametersFor(loops);
  const probe = (of: Json): Json => ({ Probe: { Type: "Custom::R", Properties: { Map: of } } });
  return {
    withLoops: {
      ...transform,
      Parameters: parameters,
      Resources: { ...looped(loops, body), ...(probe(looped(loops, property)) as object) },
      Outputs: looped(loops, output),
    },
    byHand: {
      Parameters: parameters,
      Resources: { ...(all(body) as object), ...(probe(all(property)) as object) },
      Outputs: all(output),
    },
  };
}

describe("loops", () => {
  test("make what a person would have written out", () => {
    fc.assert(
      fc.property(sample, (one) => {
        const { withLoops, byHand } = templates(one);
        expect(outline(resolved(JSON.stringify(withLoops)))).toEqual(outline(resolved(JSON.stringify(byHand))));
      }),
    );
  });

  test("make the same whatever the order of the template's keys", () => {
    const shuffled = (node: Json, turn: number): Json => {
      if (typeof node !== "object") return node;
      if (Array.isArray(node)) return node.map((item) => shuffled(item, turn));
      const entries = Object.entries(node).map(([key, one]): [string, Json] => [key, shuffled(one, turn)]);
      const cut = entries.length === 0 ? 0 : turn % entries.length;
      return Object.fromEntries([...entries.slice(cut), ...entries.slice(0, cut)].reverse());
    };
    fc.assert(
      fc.property(sample, fc.nat(5), (one, turn) => {
        const { withLoops } = templates(one);
        const other = shuffled(withLoops as unknown as Json, turn);
        expect(outline(resolved(JSON.stringify(other)))).toEqual(outline(resolved(JSON.stringify(withLoops))));
      }),
    );
  });

  test("make nothing more when what they made is resolved again", () => {
    fc.assert(
      fc.property(sample, fc.boolean(), (one, isUndecided) => {
        const { withLoops } = templates(one);
        const first = resolved(
          JSON.stringify({
            ...withLoops,
            Parameters: isUndecided
              ? Object.fromEntries(
                  one.loops.map(({ identifier }) => [`Param${identifier}`, { Type: "CommaDelimitedList" }]),
                )
              : withLoops.Parameters,
          }),
        );
        const again = resolved("Resources: {}", {}, { template: first.declared });
        expect(outline(again)).toEqual(outline(first));
      }),
    );
  });

  /** A loop over rows of a mapping, and the same resources with the conditions that a person would give them. */
  test("that depend on allowed values make what conditions would", () => {
    const rows = fc.record({
      a: fc.uniqueArray(fc.constantFrom("x", "y", "z"), { minLength: 1 }),
      b: fc.uniqueArray(fc.constantFrom("x", "y", "z"), { minLength: 1 }),
      c: fc.uniqueArray(fc.constantFrom("x", "y", "z"), { minLength: 1 }),
    });
    fc.assert(
      fc.property(rows, (lists) => {
        const stack = resolved(
          JSON.stringify({
            ...transform,
            Parameters: { Env: { Type: "String", AllowedValues: Object.keys(lists) } },
            Mappings: { M: Object.fromEntries(Object.entries(lists).map(([env, items]) => [env, { items }])) },
            Resources: {
              "Fn::ForEach::L": [
                "N",
                { "Fn::FindInMap": ["M", { Ref: "Env" }, "items"] },
                { "R${N}": { Type: "Custom::R", Properties: { Name: { Ref: "N" } } } },
              ],
            },
          }),
        );
        for (const [env, items] of Object.entries(lists)) {
          const there = [...stack.template.resources.values()].filter(({ condition }) => {
            const guard = stack.guardOf(condition);
            return holdsFor(guard, env);
          });
          expect(there.map(({ logicalId }) => logicalId).sort()).toEqual(items.map((item) => `R${item}`).sort());
          expect(there.map(({ properties }) => show(stack.valueOf(properties))).sort()).toEqual(
            items.map((item) => `{Name: ${item}}`).sort(),
          );
        }
      }),
    );
  });
});

function holdsFor(guard: ReturnType<ResolvedStack["guardOf"]>, env: string): boolean {
  switch (guard.kind) {
    case "atom":
      return guard.atom.value === env;
    case "not":
      return !holdsFor(guard.of, env);
    case "and":
      return guard.of.every((part) => holdsFor(part, env));
    case "or":
      return guard.of.some((part) => holdsFor(part, env));
    default:
      return guard.kind === "true";
  }
}
