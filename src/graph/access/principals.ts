/**
 * With which identity compute calls AWS: function, instance, task or environment -> its role.
 *
 * Invariant: a role that is not in the app is a reason, never no role. Compute without a role has no identity at all.
 */
import { itemsOf, listIn, readAt, textOf, valueAt } from "../../resolve/reading.ts";
import type { Decided, Reason, Value } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { identify } from "../identity.ts";
import type { Evidence, GraphNode, NodeIndex } from "../model.ts";
import { launchOf } from "../tiers/launch.ts";
import { taskDefinitionOf } from "../tiers/task-definition.ts";

export interface Principal {
  /** The role in the app; undefined where compute has none, or none that can be seen. */
  readonly role: GraphNode | undefined;
  /** Why the role cannot be seen; null where there is a role, or surely none. */
  readonly reason: Reason | null;
  /** The hops from compute to role. */
  readonly evidence: readonly Evidence[];
}

const nobody: Principal = { role: undefined, reason: null, evidence: [] };

/** @throws Split where the world does not decide which role it is. */
export function principalOf(index: NodeIndex, compute: GraphNode, world: World): Principal {
  switch (compute.type) {
    case "AWS::Lambda::Function":
      return roleNamed(index, compute, readAt(compute.properties, ["Role"], world), []);
    case "AWS::EC2::Instance":
    case "AWS::AutoScaling::AutoScalingGroup":
      return ofInstances(index, compute, world);
    case "AWS::ECS::Service":
      return ofService(index, compute, world);
    case "AWS::ECS::ExpressGatewayService":
      return roleNamed(index, compute, readAt(compute.properties, ["TaskRoleArn"], world), []);
    case "AWS::AppRunner::Service":
      return roleNamed(
        index,
        compute,
        readAt(compute.properties, ["InstanceConfiguration", "InstanceRoleArn"], world),
        [],
      );
    case "AWS::ElasticBeanstalk::Environment":
      return ofEnvironment(index, compute, world);
    case "AWS::StepFunctions::StateMachine":
      return roleNamed(index, compute, readAt(compute.properties, ["RoleArn"], world), []);
    case "AWS::IAM::Role":
      return { ...nobody, role: compute };
    default:
      return {
        ...nobody,
        reason: hidden(compute, `the identity of ${compute.logicalId} is not written in its template`),
      };
  }
}

function ofInstances(index: NodeIndex, compute: GraphNode, world: World): Principal {
  const launch = launchOf(index, compute, world);
  if (launch === undefined) return nobody;
  if ("reason" in launch) return { ...nobody, reason: launch.reason };
  const written = readAt(launch.settings, ["IamInstanceProfile"], world);
  const profile = written.kind === "map" ? firstPresent(written, ["Arn", "Name"], world) : written;
  return ofProfile(index, compute, profile, world);
}

function ofProfile(index: NodeIndex, compute: GraphNode, profile: Decided, world: World): Principal {
  if (profile.kind === "absent") return nobody;
  const { certain, reason } = identify(index, profile, ["AWS::IAM::InstanceProfile"]);
  const node = certain.find((named) => named.node.type === "AWS::IAM::InstanceProfile")?.node;
  if (node === undefined)
    return {
      ...nobody,
      reason: reason ?? hidden(compute, `the instance profile of ${compute.logicalId} is defined outside this app`),
    };
  const [role] = listIn(readAt(node.properties, ["Roles"], world), world).items;
  const hop: Evidence = {
    node: profile.origin ?? node.origin,
    message: `${compute.logicalId} has the instance profile ${node.logicalId}`,
  };
  return roleNamed(index, compute, role ?? { kind: "absent", origin: null }, [hop]);
}

function ofService(index: NodeIndex, compute: GraphNode, world: World): Principal {
  const task = taskDefinitionOf(index, compute, world);
  if (task === undefined) return nobody;
  if ("reason" in task) return { ...nobody, reason: task.reason };
  const role = readAt(task.node.properties, ["TaskRoleArn"], world);
  if (role.kind !== "absent") return roleNamed(index, compute, role, []);
  const compatible = listIn(readAt(task.node.properties, ["RequiresCompatibilities"], world), world).items.map(textOf);
  const launchType = textOf(readAt(compute.properties, ["LaunchType"], world));
  if (launchType === "FARGATE" || (launchType === undefined && compatible.includes("FARGATE"))) return nobody;
  // Without a task role, containers on instances can use the role of the instance that they run on.
  return {
    ...nobody,
    reason: hidden(compute, `${compute.logicalId} has no task role and may use that of its instances`),
  };
}

/** Settings of an environment may also come from a saved configuration or from the solution stack's default. */
function ofEnvironment(index: NodeIndex, compute: GraphNode, world: World): Principal {
  for (const { guard, value } of itemsOf(valueAt(compute.properties, ["OptionSettings"])).items) {
    if (textOf(readAt(value, ["OptionName"], world)) !== "IamInstanceProfile" || !world.holds(guard)) continue;
    return ofProfile(index, compute, readAt(value, ["Value"], world), world);
  }
  return {
    ...nobody,
    reason: hidden(compute, `the instance profile of ${compute.logicalId} is not set in its options`),
  };
}

function roleNamed(index: NodeIndex, compute: GraphNode, value: Decided, before: readonly Evidence[]): Principal {
  if (value.kind === "absent") return { ...nobody, evidence: before };
  const { certain, reason } = identify(index, value, ["AWS::IAM::Role"]);
  const role = certain.find((named) => named.node.type === "AWS::IAM::Role")?.node;
  if (role === undefined) {
    return {
      ...nobody,
      evidence: before,
      reason: reason ?? hidden(compute, `the role of ${compute.logicalId} is defined outside this app`),
    };
  }
  return {
    role,
    reason: null,
    evidence: [
      ...before,
      { node: value.origin ?? role.origin, message: `${compute.logicalId} runs with the role ${role.logicalId}` },
    ],
  };
}

function firstPresent(value: Value, keys: readonly string[], world: World): Decided {
  for (const key of keys) {
    const found = readAt(value, [key], world);
    if (found.kind !== "absent") return found;
  }
  return { kind: "absent", origin: value.origin };
}

function hidden(compute: GraphNode, message: string): Reason {
  return {
    kind: "role",
    name: compute.logicalId,
    stack: compute.stack.stack.name,
    message,
    settle: "judge the stack that defines it together with this one",
  };
}
