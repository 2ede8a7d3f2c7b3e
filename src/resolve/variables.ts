/**
 * What guards are made of: the variable that an undecided value stands for, and variables for what cannot be decided.
 *
 * Invariant: one thing is one variable, whoever asks for it first.
 */
import { atom, type Guard, type Variable } from "./guard.ts";
import type { Parameters } from "./parameters.ts";
import type { Decided } from "./value.ts";

interface Name {
  readonly stack: string;
  readonly name: string;
}

export class Variables {
  readonly #stack: string;
  readonly #parameters: Parameters;
  readonly #truths = new Map<string, { readonly variable: Variable; readonly holds: boolean }>();

  constructor(stack: string, parameters: Parameters) {
    this.#stack = stack;
    this.#parameters = parameters;
  }

  /** When a value that is not known has this text; undefined where it stands for no variable. */
  equals(value: Decided, text: string): Guard | undefined {
    const name = nameOf(value) ?? (text === "" ? nameOfList(value) : undefined) ?? this.#throughOf(value);
    if (name === undefined) return undefined;
    if (name.stack === this.#stack && this.#parameters.has(name.name)) return this.#parameters.equals(name.name, text);
    return atom({ id: `${name.stack}/${name.name}`, label: name.name, values: undefined }, text);
  }

  /**
   * A variable that is true or false. Who asks first labels it, and says by `holds` which of the two the label means;
   * the guard is the one of what is asked for.
   */
  truth(id: string, label: string, holds: boolean): Guard {
    let known = this.#truths.get(id);
    if (known === undefined) {
      known = { variable: { id, label, values: ["true", "false"] }, holds };
      this.#truths.set(id, known);
    }
    return atom(known.variable, String(known.holds));
  }

  /** What a parameter of this stack brings and is known by no other name: a value of Parameter Store, an import. */
  #throughOf(value: Decided): Name | undefined {
    if (value.kind !== "unknown" || value.derived !== undefined || value.many === true) return undefined;
    return value.from === undefined ? undefined : { stack: this.#stack, name: value.from };
  }
}

/** The parameter or pseudo parameter, of this stack or another, whose text a value is. */
function nameOf(value: Decided): Name | undefined {
  switch (value.kind) {
    case "identity":
      return value.symbol.kind === "pseudo" ? value.symbol : undefined;
    case "secret":
      return value.source === "parameter" ? { stack: value.stack ?? "", name: value.name } : undefined;
    case "unknown":
      return value.derived === undefined && value.reason.kind === "parameter" ? value.reason : undefined;
    default:
      return undefined;
  }
}

/**
 * The list parameter whose items a value joins, or whose first item it is: that is empty where the parameter's text is.
 * (A text of nothing but commas would be another such text; nobody means it.)
 */
function nameOfList(value: Decided): Name | undefined {
  if (value.kind !== "unknown" || !/^(?:Join|Select 0)/.test(value.derived?.how ?? "")) return undefined;
  const [list] = value.derived?.of ?? [];
  if (list?.kind !== "unknown" || list.derived !== undefined || list.reason.kind !== "parameter-list") return undefined;
  return list.reason;
}
