/**
 * Random formulas with a truth table of their own: what guards and worlds are held against.
 */
import fc from "fast-check";
import { and, atom, type Guard, not, or, type Variable } from "../../src/resolve/guard.ts";
import { World } from "../../src/resolve/world.ts";

export const variables: readonly Variable[] = [
  { id: "s/Flag", label: "Flag", values: ["true", "false"] },
  { id: "s/Env", label: "Env", values: ["dev", "test", "prod"] },
  { id: "s/Free", label: "Free", values: undefined },
  { id: "s/Other", label: "Other", values: undefined },
];

const constants = (variable: Variable): readonly string[] => variable.values ?? ["a", "b"];

export type Assignment = ReadonlyMap<string, string>;

/** Every combination of values; a variable without a domain is also something that no formula names. */
export const assignments: readonly Assignment[] = variables.reduce<readonly Assignment[]>(
  (sofar, variable) =>
    sofar.flatMap((one) =>
      [...constants(variable), ...(variable.values ? [] : ["other"])].map(
        (value) => new Map([...one, [variable.id, value]]),
      ),
    ),
  [new Map()],
);

/** A formula as it is meant, and as guard.ts makes it. */
export interface Formula {
  readonly guard: Guard;
  readonly isTrue: (assignment: Assignment) => boolean;
}

const literal: fc.Arbitrary<Formula> = fc
  .constantFrom(...variables)
  .chain((variable) => fc.constantFrom(...constants(variable)).map((value) => ({ variable, value })))
  .map(({ variable, value }) => ({
    guard: atom(variable, value),
    isTrue: (assignment: Assignment) => assignment.get(variable.id) === value,
  }));

export const formula: fc.Arbitrary<Formula> = fc.letrec<{ formula: Formula }>((tie) => ({
  formula: fc.oneof(
    { depthSize: "medium", withCrossShrink: true },
    literal,
    tie("formula").map((f) => ({ guard: not(f.guard), isTrue: (a: Assignment) => !f.isTrue(a) })),
    fc.array(tie("formula"), { maxLength: 4 }).map((of) => ({
      guard: and(...of.map(({ guard }) => guard)),
      isTrue: (a: Assignment) => of.every((f) => f.isTrue(a)),
    })),
    fc.array(tie("formula"), { maxLength: 4 }).map((of) => ({
      guard: or(...of.map(({ guard }) => guard)),
      isTrue: (a: Assignment) => of.some((f) => f.isTrue(a)),
    })),
  ),
})).formula;

/** A world that decides some of what an assignment says, in the assignment's sense. */
export function worldOf(assignment: Assignment, decided: readonly Variable[] = variables): World {
  let world = World.open;
  for (const variable of decided) {
    const value = assignment.get(variable.id) ?? "";
    for (const constant of constants(variable)) {
      world = world.with({ variable, value: constant }, constant === value) ?? impossible();
    }
  }
  return world;
}

function impossible(): never {
  throw new Error("an assignment is consistent");
}

/** Whether an assignment is one of the cases that a world stands for. */
export function isIn(assignment: Assignment, world: World): boolean {
  return world.decisions.every(({ variable, left, isNot }) => {
    const value = assignment.get(variable.id) ?? "";
    return left === undefined ? !isNot.has(value) : left.has(value);
  });
}
