/**
 * Whether one node can open a TCP connection to another: along a way between their places in the network, out of the one's
 * security groups, and into the other's.
 *
 * The way is private (one VPC, or peered ones), or public (out to the internet, and back to something with a public
 * address). A rule that names a group proves that both are in one VPC, or in peered ones: AWS refuses it otherwise.
 * Not here: what the operating system or the code lets through.
 */
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import type { Answer, Evidence, GraphNode, NodeIndex } from "../model.ts";
import { isPublic } from "../stores/database.ts";
import { both, either, isUnknown, type Ternary } from "../ternary.ts";
import { aclsPermit } from "./acls.ts";
import { admission } from "./admission.ts";
import { peered } from "./peering.ts";
import { type Position, positionOf } from "./position.ts";
import { publicAdmission, wayToInternet } from "./public-way.ts";
import { sameVpc } from "./vpc.ts";

/** What a connection fails at: no way between the two, a network ACL on it, the rules of the one, or of the other. */
export type Obstacle = "way" | "acl" | "egress" | "ingress";

export interface Reach {
  readonly answer: Answer;
  readonly from: Position;
  readonly to: Position;
  /** The first thing that is in the way, where the answer is no. */
  readonly obstacle: Obstacle | undefined;
}

/** @throws Split where the world does not decide what the answer rests on */
export function reach(index: NodeIndex, source: GraphNode, target: GraphNode, port: number, world: World): Answer {
  return reachBetween(index, source, target, port, world).answer;
}

/** The answer with what it rests on. @throws Split */
export function reachBetween(
  index: NodeIndex,
  source: GraphNode,
  target: GraphNode,
  port: number,
  world: World,
): Reach {
  const [from, to] = [positionOf(index, source, world), positionOf(index, target, world)];
  const evidence: Evidence[] = [];
  let obstacle: Obstacle | undefined;
  const step = (at: Obstacle, answer: Ternary): Ternary => {
    if (answer === false) obstacle ??= at;
    return answer;
  };
  const way = both(step("way", connected(index, from, to, world)), () =>
    step("acl", aclsPermit(index, from, to, port, world)),
  );
  const privately = both(way, () => {
    const out = admission(index, "egress", from, to, port, world);
    evidence.push(...out.evidence);
    return both(step("egress", out.admits), () => {
      const into = admission(index, "ingress", to, from, port, world);
      evidence.push(...into.evidence);
      return step("ingress", into.admits);
    });
  });
  const allowed = either(privately, () => publicly(index, from, to, port, world));
  return { answer: answerOf(allowed, evidence), from, to, obstacle: allowed === false ? obstacle : undefined };
}

function answerOf(allowed: Ternary, evidence: readonly Evidence[]): Answer {
  if (isUnknown(allowed)) return { answer: "unknown", reasons: allowed, evidence };
  return { answer: allowed ? "yes" : "no", evidence };
}

/** Whether packets find their way by private addresses. */
export function connected(index: NodeIndex, from: Position, to: Position, world: World): Ternary {
  if (from.vpc === undefined || to.vpc === undefined) return false;
  const same = sameVpc(from.vpc, to.vpc);
  return either(same, () => (same === false ? peered(index, from, to, world) : false));
}

/** Within one VPC the name of a database leads to its private address, so that the public way is none. */
function publicly(index: NodeIndex, from: Position, to: Position, port: number, world: World): Ternary {
  const apart = from.vpc === undefined || to.vpc === undefined || sameVpc(from.vpc, to.vpc) === false;
  if (!apart || to.node.role !== "rdb") return false;
  const setting = isPublic(index, to.node, world);
  const address: Ternary = "reason" in setting ? [setting.reason satisfies Reason] : setting.known;
  return both(address, () => both(wayToInternet(index, from, world), () => publicAdmission(index, to, port, world)));
}
