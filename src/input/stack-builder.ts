/**
 * Template files -> stacks, with the stacks that they nest.
 *
 * Invariant: names are unique in a run, no stack nests itself, and the number of stacks is bounded: a few small
 * templates that nest each other many times over must not become work without end.
 */
import type { Diagnostic } from "../source/diagnostic.ts";
import { type ScalarNode, spanOf } from "../source/node.ts";
import { constructPathsOf } from "../template/dialect.ts";
import type { Stack } from "./app.ts";
import type { AssetFiles } from "./asset-files.ts";
import type { CodePlaces } from "./code-place.ts";
import { type Construct, partByStack } from "./construct-paths.ts";
import { isWithin, joinPath, parentOf } from "./join-path.ts";
import { literalParametersOf, nestedTemplateOf } from "./nested-template.ts";
import type { TemplateFile, TemplateReader } from "./template-reader.ts";

/** What is known of a stack besides its template. */
export interface StackSeed {
  /** Names to call it by; the first that is free is taken. */
  readonly names: readonly string[];
  readonly file: TemplateFile;
  /** The folder that nested templates must stand in; undefined where the host alone decides. */
  readonly boundary?: string;
  /** Constructs of the stack and of all that it nests. */
  readonly constructs?: readonly Construct[];
  /** Which lines of source code made them. */
  readonly code?: CodePlaces;
  /** What the template's cloud assembly will upload. */
  readonly assets?: AssetFiles;
  readonly account?: string | undefined;
  readonly region?: string | undefined;
  readonly parameters?: ReadonlyMap<string, string>;
  readonly tags?: ReadonlyMap<string, string>;
}

const maximalStacks = 5_000;
const maximalNesting = 10;

export class StackBuilder {
  readonly diagnostics: Diagnostic[] = [];
  readonly #reader: TemplateReader;
  readonly #names = new Set<string>();
  readonly #nestedFiles = new Set<string>();
  #stacks = 0;
  #limitNoted = false;

  constructor(reader: TemplateReader) {
    this.#reader = reader;
  }

  /** Whether some stack nests the template of this file. */
  isNested(path: string): boolean {
    return this.#nestedFiles.has(path);
  }

  /** The stack, and behind it the stacks that it nests. */
  build(seed: StackSeed): readonly Stack[] {
    const stacks: Stack[] = [];
    this.#build(seed, undefined, [], stacks);
    return stacks;
  }

  #build(seed: StackSeed, parent: Stack["parent"], ancestors: readonly string[], into: Stack[]): Stack | undefined {
    if (this.#stacks === maximalStacks) {
      this.#noteLimit();
      return undefined;
    }
    this.#stacks += 1;
    const { file } = seed;
    const { resources } = file.template;
    const constructs = partByStack(seed.constructs ?? []);
    const nested = new Map<string, Stack>();
    const stack: Stack = {
      name: this.#freeName(seed.names),
      template: file.template,
      sha256: file.sha256,
      constructPaths: new Map([
        ...[...constructs.own].filter(([logicalId]) => resources.has(logicalId)),
        ...constructPathsOf(resources),
      ]),
      code: seed.code,
      account: seed.account,
      region: seed.region,
      parameters: seed.parameters ?? new Map(),
      tags: seed.tags ?? new Map(),
      nested,
      parent,
    };
    into.push(stack);
    const chain = [...ancestors, file.path];
    for (const resource of resources.values()) {
      const reference = nestedTemplateOf(resource, seed.assets);
      const child = reference === undefined ? undefined : this.#nestedFile(reference, seed, chain);
      if (child === undefined) continue;
      const childSeed: StackSeed = {
        ...seed,
        names: [`${stack.name}/${resource.logicalId}`],
        file: child,
        constructs: constructs.nested.get(resource.logicalId) ?? [],
        parameters: literalParametersOf(resource),
      };
      const built = this.#build(childSeed, { stack: stack.name, logicalId: resource.logicalId }, chain, into);
      if (built !== undefined) nested.set(resource.logicalId, built);
    }
    return stack;
  }

  #nestedFile(
    reference: ScalarNode,
    { file, boundary }: StackSeed,
    chain: readonly string[],
  ): TemplateFile | undefined {
    const path = joinPath(parentOf(file.path), reference.text);
    if (boundary !== undefined && !isWithin(boundary, path)) {
      return this.#note(reference, "error", `${reference.text} leads out of the cloud assembly; it is not read`);
    }
    if (chain.includes(path)) return this.#note(reference, "error", `${reference.text} nests the stack in itself`);
    if (chain.length > maximalNesting) {
      return this.#note(
        reference,
        "warning",
        `more than ${maximalNesting} levels of nested stacks; ${reference.text} is not read`,
      );
    }
    if (!this.#reader.exists(path)) {
      return this.#note(
        reference,
        "warning",
        `the nested template ${reference.text} is not there; its resources are not seen`,
      );
    }
    this.#nestedFiles.add(path);
    return this.#reader.read(path, "referred");
  }

  #freeName(names: readonly string[]): string {
    let name = names.find((candidate) => !this.#names.has(candidate));
    const last = names.at(-1) ?? "";
    for (let i = 2; name === undefined; i++) if (!this.#names.has(`${last}#${i}`)) name = `${last}#${i}`;
    this.#names.add(name);
    return name;
  }

  #note(at: ScalarNode, severity: Diagnostic["severity"], message: string): undefined {
    this.diagnostics.push({ code: "nested-template", severity, message, location: spanOf(at) });
  }

  #noteLimit(): void {
    if (this.#limitNoted) return;
    this.#limitNoted = true;
    const message = `more than ${maximalStacks} stacks; the rest is not read`;
    this.diagnostics.push({ code: "search-limit", severity: "error", message, location: null });
  }
}
