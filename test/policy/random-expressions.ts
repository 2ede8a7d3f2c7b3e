/** Random well-typed expressions over the vocabulary of sample-facts.ts, as CEL text. */
import fc from "fast-check";

type Type = "bool" | "int" | "string" | "list<string>" | "list<int>" | "list<Part>" | "Part";

/** Variables by type; the subject is a `Whole`, which has everything that a `Part` has. */
interface Scope {
  readonly parts: readonly string[];
  readonly strings: readonly string[];
  readonly ints: readonly string[];
}

const outermost: Scope = { parts: ["it"], strings: [], ints: [] };

export function expressionOf(type: Type, depth = 3): fc.Arbitrary<string> {
  return build(type, depth, outermost);
}

function build(type: Type, depth: number, scope: Scope): fc.Arbitrary<string> {
  const leaf = leafOf(type, scope);
  return depth === 0
    ? leaf
    : fc.oneof({ arbitrary: leaf, weight: 1 }, { arbitrary: innerOf(type, depth - 1, scope), weight: 3 });
}

function leafOf(type: Type, { parts, strings, ints }: Scope): fc.Arbitrary<string> {
  const part = fc.constantFrom(...parts);
  switch (type) {
    case "bool":
      return fc.oneof(
        fc.constantFrom("true", "false"),
        part.map((p) => `${p}.on`),
        part.map((p) => `has(${p}.size)`),
      );
    case "int":
      return fc.oneof(
        fc.integer({ min: -3, max: 3 }).map(String),
        part.map((p) => `${p}.size`),
        ...(ints.length === 0 ? [] : [fc.constantFrom(...ints)]),
      );
    case "string":
      return fc.oneof(
        fc.constantFrom('""', '"a"', '"ab"', '"b"'),
        part.map((p) => `${p}.name`),
        ...(strings.length === 0 ? [] : [fc.constantFrom(...strings)]),
      );
    case "list<string>":
      return part.map((p) => `${p}.tags`);
    case "list<int>":
      return part.map((p) => `${p}.sizes`);
    case "list<Part>":
      return fc.constant("it.parts");
    case "Part":
      return fc.oneof(
        part.filter((p) => p !== "it"),
        fc.constant("it.main"),
      );
  }
}

function innerOf(type: Type, depth: number, scope: Scope): fc.Arbitrary<string> {
  const sub = (of: Type): fc.Arbitrary<string> => build(of, depth, scope);
  const choice = fc.tuple(sub("bool"), sub(type), sub(type)).map(([c, a, b]) => `(${c} ? ${a} : ${b})`);
  switch (type) {
    case "bool":
      return fc.oneof(
        sub("bool").map((a) => `!(${a})`),
        binary("bool", ["&&", "||", "==", "!="], sub),
        binary("int", ["==", "!=", "<", "<=", ">", ">="], sub),
        binary("string", ["==", "!=", "<"], sub),
        binary("list<string>", ["==", "!="], sub),
        fc.tuple(sub("string"), sub("list<string>")).map(([a, b]) => `(${a} in ${b})`),
        fc
          .tuple(sub("string"), fc.constantFrom("startsWith", "endsWith", "contains"), sub("string"))
          .map(([a, f, b]) => `${a}.${f}(${b})`),
        fc.tuple(sub("string"), fc.constantFrom("a+", "^b", "^$", "(a|b)*b$")).map(([a, p]) => `${a}.matches("${p}")`),
        quantified(depth, scope),
        choice,
      );
    case "int":
      return fc.oneof(
        binary("int", ["+", "-", "*", "/", "%"], sub),
        sub("int").map((a) => `-(${a})`),
        fc
          .constantFrom<Type>("list<string>", "list<int>", "list<Part>", "string")
          .chain(sub)
          .map((a) => `${a}.size()`),
        fc.tuple(sub("list<int>"), fc.constantFrom("0", "1")).map(([a, i]) => `${a}[${i}]`),
        choice,
      );
    case "string":
      return fc.oneof(
        binary("string", ["+"], sub),
        fc.tuple(sub("string"), fc.constantFrom("lowerAscii", "upperAscii", "trim")).map(([a, f]) => `${a}.${f}()`),
        sub("list<string>").map((a) => `${a}.join("-")`),
        sub("int").map((a) => `string(${a})`),
        choice,
      );
    case "list<string>":
      return fc.oneof(
        binary("list<string>", ["+"], sub),
        fc.tuple(sub("string"), sub("string")).map(([a, b]) => `[${a}, ${b}]`),
        fc
          .tuple(sub("list<string>"), build("bool", depth, { ...scope, strings: ["s"] }))
          .map(([l, p]) => `${l}.filter(s, ${p})`),
        fc
          .tuple(sub("list<Part>"), build("string", depth, { ...scope, parts: ["p"] }))
          .map(([l, t]) => `${l}.map(p, ${t})`),
      );
    case "list<int>":
      return fc.oneof(
        fc.tuple(sub("int"), sub("int")).map(([a, b]) => `[${a}, ${b}]`),
        fc.tuple(sub("list<int>"), build("int", depth, { ...scope, ints: ["i"] })).map(([l, t]) => `${l}.map(i, ${t})`),
      );
    case "list<Part>":
      return fc
        .tuple(sub("list<Part>"), build("bool", depth, { ...scope, parts: ["p"] }))
        .map(([l, p]) => `${l}.filter(p, ${p})`);
    case "Part":
      return choice;
  }
}

function quantified(depth: number, scope: Scope): fc.Arbitrary<string> {
  const macros = fc.constantFrom("exists", "all", "exists_one");
  return fc.oneof(
    fc
      .tuple(
        build("list<Part>", depth, scope),
        macros,
        build("bool", depth, { ...scope, parts: [...scope.parts, "p"] }),
      )
      .map(([list, macro, body]) => `${list}.${macro}(p, ${body})`),
    fc
      .tuple(
        build("list<string>", depth, scope),
        macros,
        build("bool", depth, { ...scope, strings: [...scope.strings, "s"] }),
      )
      .map(([list, macro, body]) => `${list}.${macro}(s, ${body})`),
  );
}

function binary(of: Type, operators: readonly string[], sub: (of: Type) => fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(sub(of), fc.constantFrom(...operators), sub(of)).map(([a, op, b]) => `(${a} ${op} ${b})`);
}
