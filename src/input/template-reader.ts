/**
 * Files -> templates, each read once, with what is wrong with them.
 *
 * Invariant: a file that was named, or that looks like a template, is either given back as a template or listed in
 * `unreadable` with a diagnostic that says why; only a file that a search found may be passed over in silence.
 */
import { hash } from "node:crypto";
import type { Diagnostic } from "../source/diagnostic.ts";
import type { SourceNode } from "../source/node.ts";
import type { ParsedSource } from "../source/parse.ts";
import { looksLikeTemplate, textLooksLikeTemplate } from "../template/looks-like-template.ts";
import { parseTemplateSource } from "../template/parse-template.ts";
import { readTemplate } from "../template/read-template.ts";
import type { Template } from "../template/template.ts";
import type { Host } from "./app.ts";
import { includeFiles } from "./include-files.ts";
import { joinPath, parentOf } from "./join-path.ts";
import { nestedTemplateOf } from "./nested-template.ts";

export interface TemplateFile {
  readonly path: string;
  readonly template: Template;
  /** SHA-256 of the file's text as UTF-8, in hex. */
  readonly sha256: string;
}

/** How a file came to be read: a search met it, a person named it, or a manifest or another template refers to it. */
export type Origin = "found" | "named" | "referred";

export class TemplateReader {
  readonly diagnostics: Diagnostic[] = [];
  readonly #host: Host;
  readonly #files = new Map<string, TemplateFile | undefined>();
  readonly #snippets = new Map<string, ParsedSource>();
  readonly #unreadable = new Set<string>();
  readonly #passedOver = new Set<string>();
  /** Files of which it has been said what is wrong. */
  readonly #told = new Set<string>();

  constructor(host: Host) {
    this.#host = host;
  }

  get unreadable(): readonly string[] {
    return [...this.#unreadable];
  }

  get passedOver(): number {
    return this.#passedOver.size;
  }

  /** The template in a file; undefined where there is none. */
  read(path: string, origin: Origin): TemplateFile | undefined {
    const known = this.#files.get(path);
    if (known !== undefined || this.#unreadable.has(path)) return known;
    if (origin === "found" && this.#passedOver.has(path)) return undefined;
    this.#passedOver.delete(path);
    const file = this.#readAnew(path, origin);
    if (file !== undefined) this.#files.set(path, file);
    return file;
  }

  /** Lets go of all templates; one that is asked for again is read again, and nothing is said twice. */
  forget(): void {
    this.#files.clear();
    this.#snippets.clear();
  }

  /** The files that the template in a file nests; none where the file holds no template. */
  nestedBy(path: string): readonly string[] {
    const content = this.#host.readText(path);
    if ("error" in content || !/TemplateURL|AWS::Serverless::Application/.test(content.text)) return [];
    const { root, file, format } = parseTemplateSource(path, content.text);
    if (root === undefined || !looksLikeTemplate(root)) return [];
    return [...readTemplate(root, file, format).template.resources.values()].flatMap((resource) => {
      const target = joinPath(parentOf(path), nestedTemplateOf(resource)?.text ?? "");
      return target === undefined || target === path ? [] : [target];
    });
  }

  exists(path: string): boolean {
    return this.#host.kindOf(path) === "file";
  }

  /** Notes that something which was named cannot be read. */
  refuse(path: string, code: string, message: string): void {
    this.refuseWith(path, { code, severity: "error", message, location: null });
  }

  refuseWith(path: string, problem: Diagnostic): void {
    this.#unreadable.add(path);
    this.diagnostics.push(problem);
  }

  #readAnew(path: string, origin: Origin): TemplateFile | undefined {
    if (origin !== "found" && this.#host.kindOf(path) === undefined) {
      this.refuse(path, "not-found", `${path} does not exist, or lies outside what may be read`);
      return undefined;
    }
    const content = this.#host.readText(path);
    if ("error" in content) {
      // What cannot be read cannot be known to be a template either.
      if (origin === "found") this.#passedOver.add(path);
      else this.refuse(path, "unreadable-file", `${path} cannot be read: ${content.error}`);
      return undefined;
    }
    const { text } = content;
    if (origin === "found" && !textLooksLikeTemplate(text)) {
      this.#passedOver.add(path);
      return undefined;
    }
    const parsed = parseTemplateSource(path, text);
    if (parsed.root === undefined) {
      this.diagnostics.push(...parsed.diagnostics);
      this.#unreadable.add(path);
      return undefined;
    }
    if (origin !== "referred" && !looksLikeTemplate(parsed.root)) return this.#noTemplate(path, origin);
    return this.#template(path, text, parsed, parsed.root);
  }

  #noTemplate(path: string, origin: Origin): undefined {
    if (origin === "found") this.#passedOver.add(path);
    else
      this.refuse(
        path,
        "not-a-template",
        `${path} is no CloudFormation template: it has no Resources with AWS:: types`,
      );
  }

  #template(path: string, text: string, parsed: ParsedSource, written: SourceNode): TemplateFile {
    const { root, files, diagnostics } = includeFiles(parsed, written, path, (snippet) => this.#snippet(snippet));
    const read = readTemplate(root, parsed.file, parsed.format, files);
    if (!this.#told.has(path)) this.diagnostics.push(...diagnostics, ...read.diagnostics);
    this.#told.add(path);
    return { path, template: read.template, sha256: hash("sha256", text) };
  }

  /** What `AWS::Include` would bring in; a file that is missing, or leads out of what may be read, is none. */
  #snippet(path: string): ParsedSource | undefined {
    const before = this.#snippets.get(path);
    if (before !== undefined) return before;
    const content = this.#host.kindOf(path) === "file" ? this.#host.readText(path) : undefined;
    if (content === undefined || "error" in content) return undefined;
    const parsed = parseTemplateSource(path, content.text);
    this.#snippets.set(path, parsed);
    return parsed;
  }
}
