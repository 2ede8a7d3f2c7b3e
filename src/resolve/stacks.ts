/**
 * The stacks of an app -> their values, joined: what one exports another imports, what a parent passes its nested stacks
 * read, and what these return the parent reads.
 *
 * Invariant: nothing is joined that is not certain. An export whose name is decided at deployment, or that two stacks
 * have, stays unknown to who imports it; so does what leads in a circle.
 */
import type { Stack } from "../input/app.ts";
import { childOf, type SourceNode } from "../source/node.ts";
import { canonical } from "./canonical.ts";
import type { Links } from "./links.ts";
import type { ResolvedStack, ResolveInputs } from "./resolved.ts";
import { type OpenStack, openStack, type Resolution } from "./stack.ts";
import type { Value } from "./value.ts";

/**
 * @param stacks the stacks of one app.
 * @param inputsOf what is given to each of them.
 * @returns one resolution a stack, in their order.
 */
export function resolveStacks(
  stacks: readonly Stack[],
  inputsOf: (stack: Stack) => ResolveInputs,
): readonly Resolution[] {
  const joined = new JoinedStacks();
  const opened = stacks.map((stack) => joined.open(stack, inputsOf(stack)));
  return opened.map(({ resolved, diagnose }) => ({ resolved, diagnostics: diagnose() }));
}

interface Export {
  readonly stack: ResolvedStack;
  readonly value: SourceNode | undefined;
}

/** Marks a name that more than one stack exports. */
const ambiguous = Symbol("ambiguous");

class JoinedStacks {
  readonly #stacks = new Map<string, ResolvedStack>();
  #exports: Map<string, Export | typeof ambiguous> | undefined;
  /** Values that are being followed from one stack into another: meeting one again is a circle. */
  readonly #followed = new Set<SourceNode>();

  open(stack: Stack, inputs: ResolveInputs): OpenStack {
    const links: Links = {
      passed: (parameter) => this.#passed(stack, parameter),
      output: (logicalId, name) => this.#output(stack, logicalId, name),
      exported: (name) => this.#exported(name),
      outputOf: (name, output, region) => this.#outputOf(stack, name, output, region ?? stack.region),
    };
    const opened = openStack(stack, inputs, links);
    this.#stacks.set(stack.name, opened.resolved);
    return opened;
  }

  #passed({ parent }: Stack, parameter: string): Value | undefined {
    const outer = parent && this.#stacks.get(parent.stack);
    const declaration = parent && outer?.template.resources.get(parent.logicalId);
    return this.#follow(outer, childOf(childOf(declaration?.properties, "Parameters"), parameter));
  }

  #output(stack: Stack, logicalId: string, name: string): Value | undefined {
    const child = stack.nested.get(logicalId);
    const inner = child && this.#stacks.get(child.name);
    return this.#follow(inner, inner?.template.outputs.get(name)?.value);
  }

  /** Only a stack for the same account and that Region: another one may have a stack of that name. */
  #outputOf({ account }: Stack, name: string, output: string, region: string | undefined): Value | undefined {
    const found = this.#stacks.get(name);
    if (found === undefined || found.stack.account !== account || found.stack.region !== region) return undefined;
    return this.#follow(found, found.template.outputs.get(output)?.value);
  }

  #exported(name: string): Value | undefined {
    const found = this.#exportsByName().get(name);
    return found === undefined || found === ambiguous ? undefined : this.#follow(found.stack, found.value);
  }

  #follow(stack: ResolvedStack | undefined, node: SourceNode | undefined): Value | undefined {
    if (stack === undefined || node === undefined || this.#followed.has(node)) return undefined;
    this.#followed.add(node);
    try {
      return stack.valueOf(node);
    } finally {
      this.#followed.delete(node);
    }
  }

  #exportsByName(): ReadonlyMap<string, Export | typeof ambiguous> {
    if (this.#exports !== undefined) return this.#exports;
    const exports = new Map<string, Export | typeof ambiguous>();
    this.#exports = exports;
    for (const stack of this.#stacks.values()) {
      for (const { exportName, value } of stack.template.outputs.values()) {
        if (exportName === undefined) continue;
        const name = canonical(stack.valueOf(exportName));
        exports.set(name, exports.has(name) ? ambiguous : { stack, value });
      }
    }
    return exports;
  }
}
