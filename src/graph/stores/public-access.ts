/**
 * What a bucket grants to everybody, and what S3 does about it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 *
 * Since April 2023 a new bucket blocks public access and has no ACLs unless its template says otherwise; a public grant
 * under that default is refused when the stack is deployed.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html
 */

import { and, type Guard } from "../../resolve/guard.ts";
import { itemsOf, readAt, textOf, valueAt } from "../../resolve/reading.ts";
import { spell } from "../../resolve/spell.ts";
import type { Decided } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import type { SourceNode } from "../../source/node.ts";
import { resourcePoliciesOf } from "../access/resource-policies.ts";
import { conditionsOf, effectOf, elementOf, principalsOf, type Statement } from "../access/statement.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { isOn } from "../setting.ts";
import { both, either, every, negated, some, type Ternary, unlessOpen } from "../ternary.ts";

export const publicBlockFlags = [
  "BlockPublicAcls",
  "BlockPublicPolicy",
  "IgnorePublicAcls",
  "RestrictPublicBuckets",
] as const;
export type PublicBlockFlag = (typeof publicBlockFlags)[number];

/** A policy's statement for everybody, or an ACL for everybody. */
export interface PublicGrant {
  readonly bucket: GraphNode;
  readonly by: "policy" | "acl";
  readonly guard: Guard;
  readonly statement: Statement | undefined;
  readonly origin: SourceNode;
}

const publicAcls = ["PublicRead", "PublicReadWrite", "AuthenticatedRead"];

/** Grants that may be public; whether one is, is asked of it with `isPublicGrant`. */
export function publicGrantsOf(index: NodeIndex, bucket: GraphNode): readonly PublicGrant[] {
  const acl = valueAt(bucket.properties, ["AccessControl"]);
  return [
    ...resourcePoliciesOf(index, bucket).flatMap((policy) =>
      policy.statements.items.map((statement) => ({
        bucket,
        by: "policy" as const,
        guard: and(policy.guard, statement.guard),
        statement,
        origin: statement.origin ?? bucket.origin,
      })),
    ),
    ...(acl.kind === "absent"
      ? []
      : [
          {
            bucket,
            by: "acl" as const,
            guard: bucket.guard,
            statement: undefined,
            origin: acl.origin ?? bucket.origin,
          },
        ]),
  ];
}

/** Whether the grant is for everybody. @throws Split where the world does not decide what it says. */
export function isPublicGrant({ bucket, statement }: PublicGrant, world: World): Ternary {
  if (statement === undefined) {
    const acl = readAt(bucket.properties, ["AccessControl"], world);
    return acl.kind === "unknown" ? [acl.reason] : publicAcls.includes(textOf(acl) ?? "");
  }
  const effect = effectOf(statement, world);
  const allows: Ternary = typeof effect === "object" && effect !== null ? [effect] : effect === "Allow";
  return both(
    both(allows, () => isEverybody(statement, world)),
    () => negated(isNarrowed(statement, world)),
  );
}

/** `*`, or everybody but those who are named. */
function isEverybody(statement: Statement, world: World): Ternary {
  const principals = principalsOf(statement, world);
  if (principals.negated) return true;
  return either(
    principals.items.some(({ kind }) => kind === "*"),
    () => unlessOpen(principals.open),
  );
}

/**
 * Keys whose fixed values make a grant no longer public.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
const narrowingKeys: ReadonlySet<string> = new Set([
  "aws:sourceip",
  "aws:vpcsourceip",
  "aws:sourcearn",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:sourceowner",
  "aws:sourceaccount",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
  "aws:userid",
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:principalservicename",
  "s3:dataaccesspointaccount",
  "s3:dataaccesspointarn",
  "s3:accesspointnetworkorigin",
  "s3:x-amz-server-side-encryption-aws-kms-key-id",
]);

function isNarrowed(statement: Statement, world: World): Ternary {
  const { items, open } = conditionsOf(statement, world);
  const narrowed = items.some(
    ({ operator, key, values }) =>
      narrowingKeys.has(key.toLowerCase()) && !/not|ifexists|null/i.test(operator) && !values.items.some(isAnything),
  );
  return either(narrowed, () => unlessOpen(open));
}

/** A value that fits everything, or half of the addresses there are. */
function isAnything(value: Decided): boolean {
  const text = textOf(value);
  return (
    text === "*" ||
    text === "**" ||
    text === "::/0" ||
    (text?.endsWith("/0") ?? false) ||
    (text?.endsWith("/1") ?? false)
  );
}

/** Whether the grant gives no more than reading. */
export function onlyReads({ bucket, statement }: PublicGrant, world: World): Ternary {
  if (statement === undefined) {
    const acl = readAt(bucket.properties, ["AccessControl"], world);
    return acl.kind === "unknown" ? [acl.reason] : textOf(acl) !== "PublicReadWrite";
  }
  const actions = elementOf(statement, "Action", world);
  if (actions.negated || actions.items.length === 0) return false;
  return every(actions.items, (action) => {
    if (action.kind === "unknown") return [action.reason];
    return /^s3:(?:get|list)/i.test(textOf(action) ?? "");
  });
}

/** What a grant gives, for people: its actions, or its ACL. */
export function whatIsGranted({ bucket, statement }: PublicGrant, world: World): string {
  if (statement === undefined) return spell(readAt(bucket.properties, ["AccessControl"], world));
  const { negated, items } = elementOf(statement, "Action", world);
  return `${negated ? "everything but " : ""}${items.map(spell).join(", ")}`;
}

/** Whether S3 refuses the grant when the stack is deployed. */
export function isRejected(grant: PublicGrant, world: World): Ternary {
  return either(isBlocked(grant, world), () => grant.by === "acl" && hasNoAcls(grant.bucket, world));
}

/** Whether it is the public-access block that refuses the grant, and not that the bucket has no ACLs. */
export function isBlocked({ bucket, by }: PublicGrant, world: World): Ternary {
  return flagOf(bucket, by === "policy" ? "BlockPublicPolicy" : "BlockPublicAcls", world);
}

/** Whether S3 takes the grant and gives it no effect. */
export function isWithoutEffect(grant: PublicGrant, world: World): Ternary {
  const flag = flagOf(grant.bucket, grant.by === "policy" ? "RestrictPublicBuckets" : "IgnorePublicAcls", world);
  return both(flag, () => negated(isRejected(grant, world)));
}

/** Without ownership controls the bucket's owner owns everything, and ACLs are refused. */
function hasNoAcls(bucket: GraphNode, world: World): Ternary {
  const rules = itemsOf(readAt(bucket.properties, ["OwnershipControls", "Rules"], world)).items;
  const ownerships = rules.map(({ value }) => world.read(valueAt(value, ["ObjectOwnership"])));
  return negated(
    some(ownerships, (ownership) =>
      ownership.kind === "unknown"
        ? [ownership.reason]
        : ["ObjectWriter", "BucketOwnerPreferred"].includes(textOf(ownership) ?? ""),
    ),
  );
}

/** A flag of the bucket's public-access block: on where no block is declared, off where a declared one leaves it out. */
export function flagOf(bucket: GraphNode, flag: PublicBlockFlag, world: World): Ternary {
  const block = readAt(bucket.properties, ["PublicAccessBlockConfiguration"], world);
  if (block.kind === "absent") return true;
  if (block.kind === "unknown") return [block.reason];
  return isOn(readAt(block, [flag], world));
}

/** Whether the bucket is declared as a website: what it holds is meant to be read by everybody. */
export function isWebsite(bucket: GraphNode, world: World): Ternary {
  const website = readAt(bucket.properties, ["WebsiteConfiguration"], world);
  if (website.kind === "unknown") return [website.reason];
  return website.kind !== "absent" && readAt(website, ["RedirectAllRequestsTo"], world).kind === "absent";
}
