/**
 * A template with `Fn::Transform: {Name: AWS::Include}` -> the template with the snippets in their places, where those
 * are files of the project.
 *
 * The location is local before `aws cloudformation package` or `sam package` uploads the snippet; these look at templates
 * only, so that a snippet's own includes are never uploaded and stay as they are. URLs and computed locations name no file.
 * Invariant: what is included stands where its file has it. Whatever cannot be included stays in its place.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-include.html
 */
import type { Diagnostic, DiagnosticSeverity } from "../source/diagnostic.ts";
import type { SourceFile } from "../source/file.ts";
import type { Entry, MappingNode, SourceNode } from "../source/node.ts";
import { spanOf } from "../source/node.ts";
import type { ParsedSource } from "../source/parse.ts";
import { isMacroKey } from "../template/intrinsic.ts";
import { includeName, macroCallOf } from "../template/macro.ts";
import { joinPath, parentOf } from "./join-path.ts";

export interface Included {
  readonly root: SourceNode;
  /** The snippets' files, each once. */
  readonly files: readonly SourceFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Snippets of one template that are read. */
const maximalSnippets = 100;

/**
 * @param path the template's file.
 * @param read the snippet in a file; undefined where there is none.
 */
export function includeFiles(
  { file, diagnostics }: Pick<ParsedSource, "file" | "diagnostics">,
  root: SourceNode,
  path: string,
  read: (path: string) => ParsedSource | undefined,
): Included {
  // Nearly all templates include nothing: looking at their text is cheaper than walking them.
  if (!/AWS::Include|\\u00/.test(file.text)) return { root, files: [], diagnostics };
  const inclusion = new Inclusion(path, read);
  const whole = inclusion.expand(root);
  return { root: whole, files: [...inclusion.files], diagnostics: [...diagnostics, ...inclusion.diagnostics] };
}

class Inclusion {
  readonly files = new Set<SourceFile>();
  readonly diagnostics: Diagnostic[] = [];
  readonly #folder: string;
  readonly #read: (path: string) => ParsedSource | undefined;

  constructor(path: string, read: (path: string) => ParsedSource | undefined) {
    this.#folder = parentOf(path);
    this.#read = read;
  }

  /** The same node where nothing is included in it. */
  expand(node: SourceNode): SourceNode {
    if (node.kind === "scalar") return node;
    if (node.kind === "sequence") {
      const items = node.items.map((item) => this.expand(item));
      return items.every((item, index) => item === node.items[index]) ? node : { ...node, items };
    }
    const entries = new Map<string, Entry>();
    let changed = false;
    for (const [name, entry] of node.entries) {
      const value = isMacroKey(name) ? entry.value : this.expand(entry.value);
      changed ||= value !== entry.value;
      entries.set(name, value === entry.value ? entry : { ...entry, value });
    }
    const around = changed ? { ...node, entries } : node;
    const call = [...entries.values()].find(({ name }) => isMacroKey(name));
    return call === undefined ? around : this.#include(call, around);
  }

  #include(call: Entry, around: MappingNode): SourceNode {
    const snippet = this.#snippetOf(call);
    if (snippet === undefined) return around;
    if (around.entries.size === 1) return snippet;
    if (snippet.kind !== "mapping") {
      this.#report("a snippet that stands among other keys must be a mapping", call.value);
      return around;
    }
    const entries = new Map(around.entries);
    entries.delete(call.name);
    for (const [name, entry] of snippet.entries) {
      if (entries.has(name)) this.#report(`${name} is included, and stands here already`, entry.key);
      else entries.set(name, entry);
    }
    return { ...around, entries };
  }

  #snippetOf({ value }: Entry): SourceNode | undefined {
    if (value.kind === "sequence" && value.items.length > 1) return undefined;
    const { name, location } = macroCallOf(value);
    if (name !== includeName || location?.kind !== "scalar" || !isLocal(location.text)) return undefined;
    if (this.files.size >= maximalSnippets) {
      this.#report(`more than ${maximalSnippets} files are included; ${location.text} is not read`, location);
      return undefined;
    }
    const parsed = this.#read(joinPath(this.#folder, location.text));
    if (parsed === undefined) return undefined;
    const isNew = !this.files.has(parsed.file);
    this.files.add(parsed.file);
    if (isNew) this.diagnostics.push(...parsed.diagnostics);
    const short = isNew && parsed.root !== undefined ? shortFormIn(parsed.root) : undefined;
    if (short !== undefined) {
      this.#report(
        "AWS::Include refuses snippets with short forms such as !Sub; write their full names",
        short,
        "error",
      );
    }
    return parsed.root;
  }

  #report(message: string, at: SourceNode, severity: DiagnosticSeverity = "warning"): void {
    this.diagnostics.push({ code: "include", severity, message, location: spanOf(at) });
  }
}

function isLocal(location: string): boolean {
  return location !== "" && !/^[A-Za-z][A-Za-z0-9+.-]*:/.test(location);
}

/** The first short form of an intrinsic function. */
function shortFormIn(root: SourceNode): SourceNode | undefined {
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.kind === "sequence") waiting.push(...[...node.items].reverse());
    else if (node.kind === "mapping") {
      if (node.shortForm) return node;
      waiting.push(...[...node.entries.values()].map(({ value }) => value).reverse());
    }
  }
  return undefined;
}
