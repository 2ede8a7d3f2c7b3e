import { describe, expect, test } from "@jest/globals";
import { describeGuard } from "../../src/resolve/describe-guard.ts";
import { atom, not } from "../../src/resolve/guard.ts";
import {
  alternativesOf,
  booleanOf,
  choose,
  itemsOf,
  known,
  listIn,
  numberOf,
  readAt,
  textOf,
  valueAt,
} from "../../src/resolve/reading.ts";
import type { Value } from "../../src/resolve/value.ts";
import { Split, World } from "../../src/resolve/world.ts";
import { show, valueOf } from "./given-stack.ts";

const sections = `Parameters:
  Env: {Type: String, AllowedValues: [dev, prod]}
  Ids: {Type: "List<AWS::EC2::Subnet::Id>"}
  Names: {Type: CommaDelimitedList, Default: "a,b"}
Conditions: {P: !Equals [!Ref Env, prod]}`;
const value = (expression: string): Value => valueOf(expression, sections);
const env = { id: "app/Env", label: "Env", values: ["dev", "prod"] };
const prod = World.open.with({ variable: env, value: "prod" }, true) ?? World.open;

const guarded = (items: readonly { guard: Parameters<typeof describeGuard>[0]; value: Value }[]): readonly string[] =>
  items.map((item) => `${describeGuard(item.guard, new Map()) ?? "always"}: ${show(item.value)}`);

describe("a path", () => {
  test("leads through maps and lists, and decides choices on the way", () => {
    const data = value("{A: [{B: !If [P, x, y]}]}");
    expect(show(readAt(data, ["A", 0, "B"], prod))).toBe("x");
    expect(() => readAt(data, ["A", 0, "B"], World.open)).toThrow(Split);
    expect(readAt(data, ["A", 3, "B"], prod).kind).toBe("absent");
    expect(readAt(data, ["C"], World.open).kind).toBe("absent");
  });

  test("over all worlds gives a choice of what stands at its end", () => {
    const data = value("!If [P, {A: 1}, {B: 2}]");
    expect(show(valueAt(data, ["A"]))).toBe("{Env=prod: 1; Env=dev: <absent>}");
  });

  test("into what is unknown is that unknown", () => {
    expect(show(readAt(value("!ImportValue x"), ["A", "B"], World.open))).toBe("<?import x>");
    expect(show(readAt(value("!Ref Ids"), [0], World.open))).toBe("<?*parameter-list Ids>");
  });

  test("into a map or list that may hold more is not absent", () => {
    expect(show(readAt(value("{Fn::Transform: {Name: M}, K: 1}"), ["Other"], World.open))).toMatch(/^<\?macro/);
    expect(show(readAt(value("[a, !Ref Ids]"), [4], World.open))).toBe("<?parameter-list Ids>");
  });
});

describe("alternatives", () => {
  test("are flat, each under all that leads to it", () => {
    const nested = value("!If [P, [a], !Ref Env]");
    expect(guarded(alternativesOf(nested))).toEqual(["Env=prod: [a]", "Env=dev: dev"]);
  });

  test("leave out what conditions exclude", () => {
    expect(guarded(alternativesOf(value("!If [P, !If [P, a, b], c]")))).toEqual(["Env=prod: a", "Env=dev: c"]);
  });

  test("carry what was assumed on the way", () => {
    const variable = { id: "v", label: "v", values: undefined };
    const choice = { ...choose(atom(variable, "x"), known(1), known(2), null), assumed: ["A"] };
    expect(alternativesOf(choice).map(({ value: one }) => one.assumed)).toEqual([["A"], ["A"]]);
  });

  test("beyond sixty-four are one unknown under the rest of the guards", () => {
    const variable = { id: "v", label: "v", values: undefined };
    const many = Array.from({ length: 70 }, (_, i) => i).reduceRight<Value>(
      (otherwise, i) => choose(atom(variable, `x${i}`), known(i), otherwise, null),
      known("rest"),
    );
    const all = alternativesOf(many);
    expect(all).toHaveLength(64);
    expect(all.at(-1)?.value).toMatchObject({ kind: "unknown", reason: { kind: "limit" } });
    const beyond = World.open.with({ variable, value: "x69" }, true);
    expect(beyond?.test(all.at(-1)?.guard ?? not(atom(variable, "x69")))).toBe(true);
  });
});

describe("items", () => {
  test("are flattened where an item stands for several, without absent ones", () => {
    const list = value('[a, !If [P, [b, c], !Ref "AWS::NoValue"], !Ref Names]');
    expect(listIn(list, prod).items.map(show)).toEqual(["a", "b", "c", "a", "b"]);
    expect(guarded(itemsOf(list).items)).toEqual(["always: a", "Env=prod: b", "Env=prod: c", "always: a", "always: b"]);
  });

  test("say which parameters they rest on", () => {
    expect(itemsOf(value("!Ref Names")).items.map((item) => item.value.assumed)).toEqual([["Names"], ["Names"]]);
  });

  test("are open where a list of unknown length is among them, and where the list is unknown", () => {
    for (const open of [itemsOf(value("[a, !Ref Ids]")), listIn(value("[a, !Ref Ids]"), World.open)]) {
      expect(open.items).toHaveLength(1);
      expect(open.open).toMatchObject([{ kind: "parameter-list", name: "Ids" }]);
    }
    expect(listIn(value("!ImportValue x"), World.open)).toMatchObject({ items: [], open: [{ kind: "import" }] });
    expect(listIn(value('!Split [",", !ImportValue x]'), World.open)).toMatchObject({
      items: [],
      open: [{ kind: "import" }],
    });
  });

  test("that are one unknown each are items", () => {
    const { items, open } = listIn(value("[!Select [0, !Ref Ids], !Select [1, !Ref Ids], !ImportValue x]"), World.open);
    expect(items).toHaveLength(3);
    expect(open).toEqual([]);
  });

  test("of a single value are that value, and of nothing none", () => {
    expect(listIn(value("one"), World.open).items.map(show)).toEqual(["one"]);
    expect(listIn(value('!Ref "AWS::NoValue"'), World.open)).toEqual({ items: [], open: [] });
  });
});

describe("scalars", () => {
  test("are read as CloudFormation takes them", () => {
    expect(textOf(known(true))).toBe("true");
    expect(textOf(known(null))).toBeUndefined();
    expect(["true", "True", true, "no", 1].map((v) => booleanOf(known(v)))).toEqual([
      true,
      true,
      true,
      undefined,
      undefined,
    ]);
    expect(["2", 2, " ", "", true, null, "2x", "1e400"].map((v) => numberOf(known(v)))).toEqual([
      2,
      2,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
