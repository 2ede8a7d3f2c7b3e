/**
 * What a person calls an architecture -> the architecture: a built-in one, one of a pack, or the document at a path.
 */
import type { Host } from "../input/app.ts";
import { isWithin, joinPath } from "../input/join-path.ts";
import type { Architecture } from "../policy/architecture/architecture.ts";
import { builtinArchitectures } from "../policy/architecture/builtin-architectures.ts";
import type { DocumentReader } from "../policy/document-reader.ts";
import { latestOfEdition } from "../policy/edition.ts";
import { didYouMean } from "../policy/nearest.ts";
import type { Rule } from "../policy/rule.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import { type ScalarNode, spanOf } from "../source/node.ts";
import type { Span } from "../source/span.ts";
import { isPath } from "./architecture-name.ts";
import type { Pack } from "./pack.ts";

export type FoundArchitecture =
  | { readonly architecture: Architecture }
  /** Why there is none, a sentence. */
  | { readonly problem: string }
  /** What is wrong with its document, and where. */
  | { readonly diagnostics: readonly Diagnostic[] };

/** See policy-documents.ts. */
export type ReadDocument = (
  host: Host,
  path: string,
  rules: readonly Rule[],
  named: readonly Architecture[],
  place: Span | null,
) => { readonly architecture: Architecture | undefined; readonly diagnostics: readonly Diagnostic[] };

export interface FinderOptions {
  /** What documents are read through. */
  readonly host: Host;
  /** What a document may require. */
  readonly rules: () => readonly Rule[];
  /** In which version the built-in ones count. */
  readonly edition: () => string;
  readonly packs: readonly Pick<Pack, "architectures" | "architecturePlaces">[];
  /** Undefined where no name is expected to be a path. */
  readonly readDocument: ReadDocument | undefined;
}

export class ArchitectureFinder {
  readonly #options: FinderOptions;
  /** By path: a document is read once. */
  readonly #documents = new Map<string, FoundArchitecture>();

  constructor(options: FinderOptions) {
    this.#options = options;
  }

  /** All that have a name. */
  get named(): readonly Architecture[] {
    const { edition } = this.#options;
    return [...latestOfEdition(builtinArchitectures(), edition()), ...this.#ofPacks()];
  }

  /** @param place where it is written; null for the command line. */
  find(written: string, place: Span | null): FoundArchitecture {
    const [name = "", version] = written
      .trim()
      .toLowerCase()
      .replace(/^stackplumb:/, "")
      .split("@");
    const found = this.named.find((architecture) => architecture.name === name);
    if (found !== undefined) return isVersion(found, version) ?? { architecture: found };
    return isPath(written) ? this.#document(written.trim(), place) : { problem: this.#noSuch(written) };
  }

  #document(path: string, place: Span | null): FoundArchitecture {
    const { host, rules, readDocument } = this.#options;
    if (readDocument === undefined) return { problem: this.#noSuch(path) };
    const joined = joinPath(".", path);
    let found = this.#documents.get(joined);
    if (found === undefined) {
      const { architecture, diagnostics } = readDocument(host, joined, rules(), this.named, place);
      found = architecture === undefined ? { diagnostics } : (this.#taken(architecture, joined) ?? { architecture });
      this.#documents.set(joined, found);
    }
    return found;
  }

  /** A document by its path stands in for no other one: apps are held to both, and locks go by the name. */
  #taken({ name }: Architecture, path: string): FoundArchitecture | undefined {
    for (const { architectures, architecturePlaces } of this.#options.packs) {
      const architecture = architectures.get(name);
      const first = architecturePlaces.get(name);
      if (architecture === undefined || first === undefined) continue;
      return first.file === path ? { architecture } : { problem: nameTaken(path, name, `of ${first.file}`) };
    }
    if (builtinArchitectures().some((builtin) => builtin.name === name))
      return { problem: nameTaken(path, name, "of Stackplumb's own") };
    for (const [other, known] of this.#documents)
      if ("architecture" in known && known.architecture.name === name)
        return { problem: nameTaken(path, name, `of ${other}`) };
    return undefined;
  }

  #ofPacks(): readonly Architecture[] {
    return this.#options.packs.flatMap(({ architectures }) => [...architectures.values()]);
  }

  #noSuch(name: string): string {
    const names = this.named.map((architecture) => architecture.name);
    return `There is no architecture ${name}; there are ${names.join(", ")}, and paths of documents.${didYouMean(name, names)}`;
  }
}

function isVersion({ name, version }: Architecture, asked: string | undefined): FoundArchitecture | undefined {
  if (asked === undefined || version === asked || version.startsWith(`${asked}.`)) return undefined;
  return { problem: `${name} is at version ${version} here, not ${asked}` };
}

function nameTaken(path: string, name: string, whose: string): string {
  return `${path} is called ${name}, as an architecture ${whose} is; give it another name`;
}

/**
 * How a file's names are looked up; what is wrong is told at the name, or in the document.
 *
 * @param whose a pack's file knows names alone, since its paths would start elsewhere
 */
export function architectureOfIn(finder: ArchitectureFinder, whose: "project" | "pack") {
  return (node: ScalarNode, reader: DocumentReader): Architecture | undefined => {
    if (isPath(node.text) && whose === "pack") {
      reader.error(node, "the settings of a pack speak of architectures by name: those of its documents have one");
      return undefined;
    }
    if (isPath(node.text) && !isWithin(".", joinPath(".", node.text))) {
      reader.error(node, `${node.text} leads out of the working directory, where all paths start`);
      return undefined;
    }
    const found = finder.find(node.text, spanOf(node));
    if ("architecture" in found) return found.architecture;
    if ("problem" in found) reader.error(node, found.problem);
    else reader.diagnostics.push(...found.diagnostics);
    return undefined;
  };
}
