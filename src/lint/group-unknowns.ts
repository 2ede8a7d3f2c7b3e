/**
 * Judgements that are unknown -> their causes, the widest first, each with what would settle it.
 *
 * One input settles a parameter of that name in every stack, so stacks are not told apart here.
 */
import type { Judgement } from "../policy/rule.ts";
import type { Reason } from "../resolve/value.ts";
import { compareText } from "./location.ts";
import type { UnknownGroup } from "./report.ts";

/** One reason why one check could not be decided. */
export interface UnknownCheck {
  readonly ruleId: string;
  readonly reason: string;
  readonly settle: string | null;
}

export function unknownChecksOf({ rule, reasons }: Judgement): readonly UnknownCheck[] {
  return distinct(reasons).map(({ message, settle }) => ({ ruleId: rule.id, reason: message, settle }));
}

export function groupUnknowns(checks: readonly UnknownCheck[]): UnknownGroup[] {
  const groups = new Map<string, UnknownCheck[]>();
  for (const check of checks) {
    const key = JSON.stringify([check.reason, check.settle]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [check]);
    else group.push(check);
  }
  return [...groups.values()].flatMap(groupOf).sort(widestFirst);
}

function groupOf(checks: readonly UnknownCheck[]): UnknownGroup[] {
  const [first] = checks;
  if (first === undefined) return [];
  const rules = [...new Set(checks.map(({ ruleId }) => ruleId))].sort(compareText);
  return [{ reason: first.reason, settle: first.settle, checks: checks.length, rules }];
}

function widestFirst(a: UnknownGroup, b: UnknownGroup): number {
  return b.checks - a.checks || compareText(a.reason, b.reason) || compareText(a.settle ?? "", b.settle ?? "");
}

/** For one finding: why it cannot be known, and what would settle it. */
export function describeReasons(reasons: readonly Reason[]): string | null {
  if (reasons.length === 0) return null;
  return distinct(reasons)
    .map(({ message, settle }) => (settle === null ? message : `${message} (to settle it: ${settle})`))
    .join("; ");
}

/** Reasons that read the same, once. */
function distinct(reasons: readonly Reason[]): readonly Reason[] {
  return [...new Map(reasons.map((reason) => [JSON.stringify([reason.message, reason.settle]), reason])).values()];
}
