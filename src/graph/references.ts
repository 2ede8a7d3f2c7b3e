/**
 * Which compute is told about which store: environment variables, container definitions, user data, cfn-init, inline
 * code, also by way of an SSM parameter.
 *
 * Invariant: one edge a pair of compute and store for what gives access (name or ARN), and one for each address that only
 * says where it is served (a website, a distribution). What is told by code alone is not seen.
 */
import { and, type Guard, or } from "../resolve/guard.ts";
import { type Guarded, itemsOf, textOf, valueAt } from "../resolve/reading.ts";
import type { Value } from "../resolve/value.ts";
import { type Mention, mentionsIn } from "./mentions.ts";
import type { Evidence, GraphNode, NodeIndex, ReferencesEdge } from "./model.ts";
import { overWorlds } from "./over-worlds.ts";
import { isRole, type Role } from "./role.ts";
import { launchOf } from "./tiers/launch.ts";
import { taskDefinitionOf } from "./tiers/task-definition.ts";

const stores: readonly Role[] = [
  "object",
  "nosql",
  "rdb",
  "cache",
  "shared-fs",
  "queue",
  "topic",
  "bus",
  "workflow",
  "secret",
];

/** Types whose physical names are taken for them where they stand as a bare text. */
const namedTypes = ["AWS::S3::Bucket", "AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable"];

/** Attributes that name the thing itself; all others say something about it. */
const names: ReadonlySet<string> = new Set(["Ref", "Arn", "Name"]);

interface Place {
  readonly value: Value;
  readonly via: string;
  readonly guard: Guard;
  /** Where it stands, in words. */
  readonly where: string;
}

/** `references` edges: compute -> store. */
export function referencesEdges(index: NodeIndex): readonly ReferencesEdge[] {
  const edges = new Map<string, ReferencesEdge>();
  for (const node of index.nodes) {
    for (const place of placesOf(index, node)) {
      for (const mention of mentionsIn(index, place.value, namedTypes)) {
        for (const found of throughParameters(index, mention, place.via)) add(edges, node, place, found);
      }
    }
  }
  return [...edges.values()];
}

function add(edges: Map<string, ReferencesEdge>, source: GraphNode, place: Place, { mention, via }: Found): void {
  const { node: target, attribute } = mention;
  if (target === source || !stores.some((role) => isRole(target.role, role))) return;
  const id = `references:${source.id}>${target.id}:${names.has(attribute) ? "name" : attribute}`;
  const origin = mention.origin ?? place.value.origin ?? source.origin;
  const guard = and(source.guard, place.guard, mention.guard, target.guard);
  const hop: Evidence = { node: origin, message: `${place.where} of ${source.logicalId} names ${target.logicalId}` };
  const before = edges.get(id);
  edges.set(
    id,
    before === undefined
      ? {
          kind: "references",
          id,
          source,
          target,
          guard,
          declaration: origin,
          declaredBy: source,
          evidence: [hop],
          via,
          attribute,
        }
      : { ...before, guard: or(before.guard, guard) },
  );
}

interface Found {
  readonly mention: Mention;
  readonly via: string;
}

/** A mention of an SSM parameter of the app is a mention of what the parameter's value names. */
function throughParameters(index: NodeIndex, mention: Mention, via: string): readonly Found[] {
  if (mention.node.type !== "AWS::SSM::Parameter") return [{ mention, via }];
  return mentionsIn(index, valueAt(mention.node.properties, ["Value"]), namedTypes).map((inner) => ({
    mention: { ...inner, guard: and(mention.guard, inner.guard) },
    via: "parameter-store",
  }));
}

function placesOf(index: NodeIndex, node: GraphNode): readonly Place[] {
  switch (node.type) {
    case "AWS::Lambda::Function":
      return functionPlaces(node);
    case "AWS::EC2::Instance":
    case "AWS::AutoScaling::AutoScalingGroup":
      return launchPlaces(index, node);
    case "AWS::ECS::Service":
      return taskPlaces(index, node);
    case "AWS::ECS::ExpressGatewayService":
      return [place(node, ["PrimaryContainer"], "container", "the container")];
    case "AWS::AppRunner::Service":
      return [place(node, ["SourceConfiguration"], "container", "the configuration")];
    case "AWS::ElasticBeanstalk::Environment":
      return optionPlaces(node);
    default:
      return [];
  }
}

function place(node: GraphNode, path: readonly string[], via: string, where: string): Place {
  return { value: valueAt(node.properties, path), via, guard: and(), where };
}

/** CDK's and SAM's generated functions have neither; inline code that names something does so by `Fn::Sub`. */
function functionPlaces(node: GraphNode): readonly Place[] {
  return node.role === "infra"
    ? []
    : [
        place(node, ["Environment", "Variables"], "environment", "the environment"),
        place(node, ["Code", "ZipFile"], "code", "the code"),
      ];
}

function launchPlaces(index: NodeIndex, node: GraphNode): readonly Place[] {
  const launches = overWorlds((world) => launchOf(index, node, world), { index, node });
  return [
    ...metadataPlaces(node, and()),
    ...launches.flatMap(({ guard, value: launch }) => {
      if (launch === undefined || "reason" in launch) return [];
      const userData: Place = {
        value: valueAt(launch.settings, ["UserData"]),
        via: "user-data",
        guard,
        where: "the user data",
      };
      return launch.node === node ? [userData] : [userData, ...metadataPlaces(launch.node, guard)];
    }),
  ];
}

function metadataPlaces({ declaration, stack }: GraphNode, guard: Guard): readonly Place[] {
  if (declaration.metadata === undefined) return [];
  const value = valueAt(stack.valueOf(declaration.metadata), ["AWS::CloudFormation::Init"]);
  return [{ value, via: "cfn-init", guard, where: "the cfn-init metadata" }];
}

function taskPlaces(index: NodeIndex, node: GraphNode): readonly Place[] {
  return overWorlds((world) => taskDefinitionOf(index, node, world), { index, node }).flatMap(
    ({ guard, value: task }) => (task === undefined || "reason" in task ? [] : containerPlaces(task.node, guard)),
  );
}

function containerPlaces(task: GraphNode, when: Guard): readonly Place[] {
  return itemsOf(valueAt(task.properties, ["ContainerDefinitions"])).items.flatMap(({ guard, value }) =>
    ["Environment", "Secrets", "Command", "EntryPoint"].map((property) => ({
      value: valueAt(value, [property]),
      via: "container",
      guard: and(when, guard),
      where: "the container definition",
    })),
  );
}

/** Settings of the namespace that becomes the application's environment. */
function optionPlaces(node: GraphNode): readonly Place[] {
  const isEnvironment = ({ value }: Guarded<Value>): boolean =>
    textOf(valueAt(value, ["Namespace"])) === "aws:elasticbeanstalk:application:environment";
  return itemsOf(valueAt(node.properties, ["OptionSettings"]))
    .items.filter(isEnvironment)
    .map(({ guard, value }) => ({
      value: valueAt(value, ["Value"]),
      via: "environment",
      guard,
      where: "the environment",
    }));
}
