/**
 * An architecture document, with all that it extends -> an architecture that apps can be held against.
 *
 * Invariant: an architecture is given only where nothing in its document, or in one that it extends, is wrong.
 * Bounded: so many parts, so many documents; patterns are wildcards, conditions are CEL within the limits of rules.
 * Not here: reading files (`resolveParent` finds what a path names).
 */
import type { Diagnostic } from "../../source/diagnostic.ts";
import { childOf, type MappingNode, type SourceNode } from "../../source/node.ts";
import { parseSource } from "../../source/parse.ts";
import { DocumentReader } from "../document-reader.ts";
import { keysOf } from "../document-shape.ts";
import type { FactRegistry } from "../fact.ts";
import { didYouMean } from "../nearest.ts";
import { makeMatcher } from "../re2.ts";
import { readSince } from "../read-since.ts";
import { useMatcherMaker } from "../regular-expression.ts";
import type { Rule } from "../rule.ts";
import type { Architecture } from "./architecture.ts";
import { architectureShape } from "./architecture-shape.ts";
import { builtinArchitectures } from "./builtin-architectures.ts";
import { checkReferences } from "./check-references.ts";
import type { ArchitectureParts } from "./document-parts.ts";
import { extendArchitecture } from "./extend-architecture.ts";
import { namePattern } from "./names.ts";
import { readParts } from "./read-parts.ts";
import { relaxArchitecture } from "./relax-architecture.ts";

export interface LoadedArchitecture {
  /** Undefined where a diagnostic is an error. */
  readonly architecture: Architecture | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export interface ArchitectureText {
  readonly path: string;
  readonly text: string;
}

/** What a relative path names, seen from the document at `from`; undefined where there is no such file to be read. */
export type ResolveParent = (reference: string, from: string) => ArchitectureText | undefined;

const mostDocuments = 50;
const deepest = 10;

/**
 * @param resolveParent decides which files may be read: none outside of the workspace
 * @param builtins what plain names and `stackplumb:NAME` mean
 */
export function loadArchitecture(
  path: string,
  text: string,
  registry: FactRegistry,
  rules: readonly Rule[],
  resolveParent: ResolveParent,
  builtins: () => readonly Architecture[] = builtinArchitectures,
): LoadedArchitecture {
  const loader = new Loader(registry, rules, resolveParent, builtins);
  const architecture = loader.load({ path, text }, []);
  return { architecture, diagnostics: loader.diagnostics };
}

class Loader {
  readonly diagnostics: Diagnostic[] = [];
  readonly #registry: FactRegistry;
  readonly #rules: readonly Rule[];
  readonly #resolveParent: ResolveParent;
  readonly #builtins: () => readonly Architecture[];
  /** By path; several documents may extend one. */
  readonly #loaded = new Map<string, Architecture | undefined>();

  constructor(
    registry: FactRegistry,
    rules: readonly Rule[],
    resolveParent: ResolveParent,
    builtins: () => readonly Architecture[],
  ) {
    this.#registry = registry;
    this.#rules = rules;
    this.#resolveParent = resolveParent;
    this.#builtins = builtins;
  }

  /** @param trail the documents that led here */
  load({ path, text }: ArchitectureText, trail: readonly string[]): Architecture | undefined {
    const parsed = parseSource(path, text);
    const reader = new DocumentReader("architecture");
    const document = reader.mapping(parsed.root, "an architecture", keysOf(architectureShape));
    const architecture = document && this.#read(document, reader, [...trail, path]);
    if (parsed.root === undefined && parsed.diagnostics.length === 0)
      this.diagnostics.push({
        code: "architecture",
        severity: "error",
        message: "the document is empty",
        location: null,
      });
    // That CloudFormation documents no aliases says nothing about a document of ours.
    const written = parsed.diagnostics.filter(({ code, severity }) => code !== "yaml-alias" || severity === "error");
    const diagnostics = [...written, ...reader.diagnostics];
    this.diagnostics.push(...diagnostics);
    const isSound = diagnostics.every(({ severity }) => severity !== "error");
    // Whoever has loaded an architecture can judge by it at once, `matches()` of its conditions included.
    if (isSound) useMatcherMaker(makeMatcher);
    return isSound ? architecture : undefined;
  }

  #read(document: MappingNode, reader: DocumentReader, trail: readonly string[]): Architecture | undefined {
    const kind = reader.required(document, "kind", "the architecture", "write `kind: Architecture`");
    if (kind !== undefined) reader.oneOf(kind, "kind", ["Architecture"]);
    const nameNode = reader.required(document, "name", "the architecture");
    if (nameNode !== undefined && !namePattern.test(nameNode.text))
      reader.error(nameNode, `${nameNode.text} cannot be a name: a name is lower-case words joined by hyphens`);
    const version = reader.scalar(document, "version");
    if (version !== undefined && !/^\d{1,6}(\.\d{1,6}){0,2}$/.test(version.text))
      reader.error(version, `${version.text} is no version: it is numbers, as 1.2`);
    const place = childOf(document, "extends");
    const nodes = reader.items(place, mostDocuments);
    const parents = nodes.flatMap((node) => this.#parent(node, reader, trail) ?? []);
    // What parents say would be missed wherever the document builds on it: their errors are enough.
    if (parents.length < nodes.length) return undefined;
    const read = readParts(document, parents, this.#registry, this.#rules, reader);
    const parts: ArchitectureParts = { name: nameNode?.text ?? "", version: version?.text, ...read };
    const extended = extendArchitecture(parents, parts, this.#rules, reader, place ?? document);
    const architecture = relaxArchitecture(extended, parents, parts, childOf(document, "relax"), reader);
    checkReferences(architecture, parts, this.#rules, reader);
    const since = readSince(document, reader);
    if (architecture.components.length === 0) reader.error(nameNode ?? document, "the architecture has no components");
    return { ...architecture, ...since };
  }

  #parent(node: SourceNode, reader: DocumentReader, trail: readonly string[]): Architecture | undefined {
    const reference = reader.text(node, "extends")?.text;
    if (reference === undefined) return undefined;
    const wrong = (message: string): undefined => {
      reader.error(node, message);
      return undefined;
    };
    if (!/^\.\.?\//.test(reference)) return this.#builtin(reference, wrong);
    const found = this.#resolveParent(reference, trail.at(-1) ?? "");
    if (found === undefined) return wrong(`there is no ${reference} here that could be read`);
    if (trail.includes(found.path))
      return wrong(`${[...trail, found.path].join(" extends ")}: none of them can be first`);
    if (trail.length >= deepest || this.#loaded.size >= mostDocuments)
      return wrong(`architectures may extend each other ${deepest} deep, ${mostDocuments} of them at most`);
    if (!this.#loaded.has(found.path)) {
      this.#loaded.set(found.path, undefined);
      this.#loaded.set(found.path, this.load(found, trail));
    }
    return this.#loaded.get(found.path) ?? wrong(`${reference} cannot be extended before its own errors are mended`);
  }

  #builtin(reference: string, wrong: (message: string) => undefined): Architecture | undefined {
    const [name = "", version, ...rest] = reference.replace(/^stackplumb:/, "").split("@");
    const all = this.#builtins();
    const found = all.find((architecture) => architecture.name === name);
    if (found === undefined || rest.length > 0) {
      const names = all.map((architecture) => architecture.name);
      const meant = didYouMean(name, names) || ` There are ${names.join(", ")}; a file's path begins with ./ or ../.`;
      return wrong(`there is no built-in architecture ${name}.${meant}`);
    }
    if (version !== undefined && found.version !== version && !found.version.startsWith(`${version}.`))
      return wrong(`${name} is at version ${found.version} here, not ${version}`);
    return found;
  }
}
