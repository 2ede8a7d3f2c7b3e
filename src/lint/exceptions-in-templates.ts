/**
 * An app's stacks -> the exceptions that stand in their templates, by what they are for.
 *
 * Not here: which of them may be, and what they do; see apply-exceptions.ts.
 */
import type { Exception, SearchingException } from "../config/exception.ts";
import { templateExceptions } from "../config/template-exceptions.ts";
import type { Rule } from "../policy/rule.ts";
import type { ResolvedStack } from "../resolve/resolved.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import { spanOf } from "../source/node.ts";
import type { Finding } from "./report.ts";

export class ExceptionsInTemplates {
  readonly #byResource = new Map<string, Exception[]>();
  readonly #byStack = new Map<string, readonly SearchingException[]>();
  readonly #byLine = new Map<string, Exception[]>();
  readonly #stacks = new Map<string, ResolvedStack>();

  get isEmpty(): boolean {
    return this.#byResource.size + this.#byStack.size + this.#byLine.size === 0;
  }

  /** @param note takes an exception in, and gives the one that counts; undefined for one that may not be */
  read(
    resolved: ResolvedStack,
    rules: readonly Rule[],
    note: (exception: Exception, isForLine: boolean) => Exception | undefined,
  ): { readonly diagnostics: readonly Diagnostic[] } {
    const { name } = resolved.stack;
    this.#stacks.set(name, resolved);
    const { ofResources, ofStack, ofLines, diagnostics } = templateExceptions(resolved.declared, rules);
    for (const [logicalId, own] of ofResources)
      for (const exception of own)
        add(this.#byResource, keyOf(exception.rule, name, logicalId), note(exception, false));
    const allowed = ofStack.filter((exception) => note(exception, false) !== undefined);
    if (allowed.length > 0) this.#byStack.set(name, allowed);
    for (const exception of ofLines)
      add(this.#byLine, keyOf(exception.rule, exception.place.file, exception.line), note(exception, true));
    return { diagnostics };
  }

  /** Those that cover a finding, and whether each does as a comment on its line. */
  around(finding: Finding): readonly { readonly exception: Exception; readonly isForLine: boolean }[] {
    const { ruleId, subject, location } = finding;
    const declaration = this.#stacks.get(subject.stack)?.template.resources.get(subject.logicalId);
    const start = declaration && spanOf(declaration.key);
    const ids = [subject.logicalId, ...(declaration?.generatedBy === undefined ? [] : [declaration.generatedBy])];
    const lines = [
      { file: location.file, line: location.startLine },
      ...(start === undefined ? [] : [{ file: start.file, line: start.start.line }]),
    ];
    const ofResource = ids.flatMap((id) => this.#byResource.get(keyOf(ruleId, subject.stack, id)) ?? []);
    const ofLine = lines.flatMap(({ file, line }) => this.#byLine.get(keyOf(ruleId, file, line)) ?? []);
    const ofStack = (this.#byStack.get(subject.stack) ?? []).filter(({ covers }) => covers(exceptedOf(finding)));
    const tell = (isForLine: boolean) => (exception: Exception) => ({ exception, isForLine });
    return [...ofResource.map(tell(false)), ...ofLine.map(tell(true)), ...ofStack.map(tell(false))];
  }
}

/** What exceptions look at of a finding. */
export function exceptedOf({ ruleId, subject }: Finding): Parameters<SearchingException["covers"]>[0] {
  const { stack, logicalId, constructPath } = subject;
  return { rule: ruleId, stack, logicalId, constructPath };
}

function add(map: Map<string, Exception[]>, key: string, exception: Exception | undefined): void {
  if (exception === undefined) return;
  const others = map.get(key);
  if (others === undefined) map.set(key, [exception]);
  else others.push(exception);
}

function keyOf(...parts: readonly (string | number)[]): string {
  return JSON.stringify(parts);
}
