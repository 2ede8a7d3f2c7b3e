/**
 * Whether compute may do something with objects under certain keys of a bucket, and which keys its grants cover at all.
 *
 * Invariant: whether it may is decided as AWS does (denials, boundaries, conditions). Which keys are covered is read from what
 * is allowed, and only tells a grant for these keys from one for the whole bucket.
 */
import type { World } from "../../resolve/world.ts";
import { boundaryOf } from "../access/boundary.ts";
import { coveredBy, speaksOfAction } from "../access/matches.ts";
import type { Token, Tokens } from "../access/pattern.ts";
import { policiesOf } from "../access/policies.ts";
import { principalOf } from "../access/principals.ts";
import { type Request, requestFor } from "../access/request.ts";
import { resourcePoliciesOf } from "../access/resource-policies.ts";
import { decide } from "../access/rules.ts";
import { effectOf } from "../access/statement.ts";
import { arnTokens } from "../access/tokens.ts";
import type { Evidence, GraphNode, NodeIndex } from "../model.ts";
import { both, either, type Ternary } from "../ternary.ts";
import { type KeySet, type KeyTerm, keysWithin, meets, union } from "./key-filter.ts";

export interface ObjectAccess {
  readonly allowed: Ternary;
  /** Keys of the bucket that some statement covers, denials left out of account. */
  readonly covered: KeySet;
  /** Whether a statement names this bucket, and not any bucket. */
  readonly namesBucket: boolean;
  readonly evidence: readonly Evidence[];
}

/** @param action on objects: `s3:PutObject`. @throws Split where the world does not decide it. */
export function objectAccess(
  index: NodeIndex,
  compute: GraphNode,
  action: string,
  bucket: GraphNode,
  keys: KeySet,
  world: World,
): ObjectAccess {
  const { role, reason, evidence } = principalOf(index, compute, world);
  const context = { index, world };
  const arn = arnTokens(bucket, context);
  const whole = requestFor({ role }, action, bucket, context);
  const request: Request = { ...whole, targets: keys.terms.map((term) => [...arn, "/", ...targetOf(term)]) };
  const ofCaller = role === undefined ? [] : policiesOf(index, role);
  const verdict = decide(
    {
      ofCaller,
      ofResource: resourcePoliciesOf(index, bucket),
      boundary: role === undefined ? undefined : boundaryOf(index, role, world),
      decides: "either",
    },
    request,
  );
  const patterns = ofCaller.flatMap(({ statements }) =>
    statements.items.flatMap((statement) =>
      effectOf(statement, world) === "Allow" && speaksOfAction(statement, whole) !== false
        ? coveredBy(statement, whole).map(({ covered }) => covered)
        : [],
    ),
  );
  const covered = union(patterns.map((pattern) => keysBehind(pattern, arn)));
  const isExact = keys.terms.every(isOneTarget);
  const allowed = isExact ? verdict.allowed : both(verdict.allowed, () => meets(keys, covered));
  return {
    allowed: either(allowed, () => (reason === null ? false : [reason])),
    covered,
    namesBucket: patterns.some((pattern) => arn.every((token, i) => isSame(token, pattern[i]))),
    evidence: [...evidence, ...verdict.evidence],
  };
}

const anything: Token = { kind: "some" };

/** A prefix and a suffix are one pattern around anything. */
function targetOf({ within }: KeyTerm): Tokens {
  const [first = [anything], second] = within;
  const all = second !== undefined && isAround(within) ? [...first, ...second.slice(1)] : first;
  return all.map((token) => (isStar(token) ? anything : token));
}

/** Whether one target says all of a term: nothing is left out, and its patterns are no more than a prefix and a suffix. */
function isOneTarget(term: KeyTerm): boolean {
  return term.except.length === 0 && (term.within.length < 2 || isAround(term.within));
}

function isAround([prefix = [], suffix = [], ...more]: readonly Tokens[]): boolean {
  return more.length === 0 && prefix.findIndex(isStar) === prefix.length - 1 && isStar(suffix[0]);
}

function isStar(token: Token | undefined): boolean {
  return typeof token === "object" && token.kind === "star";
}

/** What is left of a pattern of ARNs behind the ARN of the bucket: patterns of its keys. */
function keysBehind(pattern: Tokens, arn: Tokens): KeySet {
  let positions = new Set(skipping(pattern, [0]));
  for (const token of [...arn, "/"]) {
    const next: number[] = [];
    for (const position of positions) {
      const own = pattern[position];
      if (own === undefined) continue;
      if (isStar(own)) next.push(position);
      else if (isSame(own, token) || (typeof own !== "string" && own.kind === "one" && typeof token === "string"))
        next.push(position + 1);
    }
    positions = new Set(skipping(pattern, next));
  }
  return union([...positions].map((position) => keysWithin(pattern.slice(position))));
}

function skipping(pattern: Tokens, positions: readonly number[]): readonly number[] {
  return positions.flatMap((position) => (isStar(pattern[position]) ? [position, position + 1] : [position]));
}

function isSame(a: Token, b: Token | undefined): boolean {
  if (typeof a === "string" || typeof b === "string" || b === undefined) return a === b;
  return "id" in a && "id" in b && a.id === b.id;
}
