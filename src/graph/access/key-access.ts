/**
 * Whether compute, a role or a service may use the key by which a store is encrypted.
 *
 * Who puts an object into a bucket with a key of its own needs kms:GenerateDataKey on that key, who reads one
 * kms:Decrypt; who sends to an encrypted queue needs both. S3, SQS and their like ask KMS in the caller's name.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 *
 * Invariant: keys that AWS manages let everybody in the account use them through their service, and no other service ever.
 * https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html
 */
import type { World } from "../../resolve/world.ts";
import type { SourceNode } from "../../source/node.ts";
import type { Answer, Evidence, GraphNode, NodeIndex } from "../model.ts";
import { namingOf } from "../naming.ts";
import { canAny } from "./can.ts";
import { type EncryptionKey, keyOf } from "./encryption-key.ts";
import { speaksOfAction } from "./matches.ts";
import { namesAccount } from "./named-callers.ts";
import { placeToGrant } from "./place-to-grant.ts";
import { type Policy, policiesOf } from "./policies.ts";
import { principalOf } from "./principals.ts";
import { requestFor } from "./request.ts";
import { resourcePoliciesOf } from "./resource-policies.ts";
import { serviceMay } from "./service-access.ts";
import { effectOf } from "./statement.ts";

const yes: Answer = { answer: "yes", evidence: [] };

/**
 * Whether compute (or a role itself) may do `action` with a key of the app.
 * @param via the service that asks for it (`s3`, `sqs`), for `kms:ViaService`; left out where the code asks itself
 */
function canUseKey(
  index: NodeIndex,
  user: GraphNode,
  action: string,
  key: GraphNode,
  world: World,
  via?: string,
): Answer {
  const answer = canAny(index, user, [action], key, world, via === undefined ? {} : { via });
  return explained(answer, index, user, action, key, world);
}

/** Whether compute (or a role itself) may do `action` with whatever key a store has, through the service of the store. */
export function canUseKeyOf(index: NodeIndex, user: GraphNode, action: string, store: GraphNode, world: World): Answer {
  const key = keyOf(index, store, world);
  if (key.kind === "none" || key.kind === "managed") return yes;
  if (key.kind === "outside") return { answer: "unknown", reasons: [key.reason], evidence: encrypted(store, key) };
  const answer = canUseKey(index, user, action, key.node, world, namingOf(store.type)?.service);
  return { ...answer, evidence: [...encrypted(store, key), ...answer.evidence] };
}

/**
 * Whether an AWS service may do `action` with whatever key a store has: what S3 needs to send to an encrypted queue.
 * @param service its principal: `s3.amazonaws.com`
 * @param source the resource for which the service calls
 */
export function serviceMayUseKeyOf(
  index: NodeIndex,
  service: string,
  action: string,
  store: GraphNode,
  source: GraphNode | undefined,
  world: World,
): Answer {
  const key = keyOf(index, store, world);
  const evidence = encrypted(store, key);
  switch (key.kind) {
    case "none":
      return yes;
    case "managed":
      return { answer: "no", evidence };
    case "outside":
      return { answer: "unknown", reasons: [key.reason], evidence };
    case "key": {
      const answer = serviceMay(index, service, action, key.node, source, world);
      return { ...answer, evidence: [...evidence, ...answer.evidence] };
    }
  }
}

/** The place that says by which key a store is encrypted, as a hop; none where AWS's default decides. */
export function encrypted(store: GraphNode, key: EncryptionKey): readonly Evidence[] {
  if (key.at === null || key.kind === "none") return [];
  const name = key.kind === "key" ? key.node.logicalId : key.kind === "managed" ? key.alias : "a key from elsewhere";
  return [{ node: key.at, message: `${store.logicalId} is encrypted with ${name}` }];
}

/** CloudFormation creates no grants, so that a "no" of the policies is one; its last hop is where a person would change that. */
function explained(
  answer: Answer,
  index: NodeIndex,
  user: GraphNode,
  action: string,
  key: GraphNode,
  world: World,
): Answer {
  if (answer.answer !== "no") return answer;
  const { role } = principalOf(index, user, world);
  const own = new Set(role === undefined ? [] : policiesOf(index, role).flatMap(originsOf));
  const isLeft = role === undefined || leavesToAccount(index, role, action, key, world);
  if (!isLeft || answer.evidence.some(({ node }) => own.has(node))) return answer;
  return { ...answer, evidence: [...answer.evidence, placeToGrant(index, user, key, world)] };
}

function originsOf({ statements }: Policy): readonly (SourceNode | null)[] {
  return statements.items.map(({ origin }) => origin);
}

function leavesToAccount(index: NodeIndex, role: GraphNode, action: string, key: GraphNode, world: World): boolean {
  const request = requestFor({ role }, action, key, { index, world });
  const policies = resourcePoliciesOf(index, key);
  return (
    policies.length === 0 ||
    policies.some(({ statements }) =>
      statements.items.some(
        (statement) =>
          effectOf(statement, world) === "Allow" &&
          speaksOfAction(statement, request) === true &&
          namesAccount(statement, request) === true,
      ),
    )
  );
}
