/**
 * AWS::Serverless::Connector -> what lets its source use its destination: a policy of a role, of a queue or a topic, or a
 * permission of a function.
 *
 * It grants, and connects nothing: a bucket with a connector to a function still needs a notification.
 */
import type { MappingNode, SourceNode } from "../../../source/node.ts";
import { sub } from "../../../template/intrinsic-call.ts";
import { compose, type Draft, type NodeData, type Part } from "../draft.ts";
import { allow, documentOf } from "../policies/document.ts";
import { asMapping, given, listed, literal } from "../property.ts";
import type { SamResource } from "../resource.ts";
import { type End, endOf, resourceNamed } from "./end.ts";
import { type Access, grantOf, type ResourceGrant, type Rights, type RoleGrant } from "./profiles.ts";

interface Connection {
  readonly connector: SamResource;
  readonly source: End;
  readonly destination: End;
  readonly permissions: readonly Access[];
  /** Tells apart what several destinations need; empty where there is one. */
  readonly suffix: string;
  readonly origin: SourceNode;
}

export function expandConnector(connector: SamResource): void {
  const { properties, expansion, logicalId, origin } = connector;
  expansion.remove(logicalId);
  const source = asMapping(given(properties, "Source"));
  const destination = given(properties, "Destination");
  if (source === undefined || destination === undefined) {
    connector.report("sam-connector", "a connector needs Source and Destination.", origin);
    return;
  }
  const generated: string[] = [];
  for (const [index, one] of listed(destination).entries()) {
    const suffix = destination.kind === "sequence" ? `Destination${index}` : "";
    generated.push(...connect(connector, source, one, suffix));
  }
  expansion.replacedDependencies.set(logicalId, generated);
}

function connect(connector: SamResource, from: MappingNode, to: SourceNode, suffix: string): readonly string[] {
  const { expansion, properties } = connector;
  const toMapping = asMapping(to);
  const source = toMapping && endOf(expansion, from, toMapping);
  const destination = toMapping && endOf(expansion, toMapping, from);
  if (source === undefined || destination === undefined) {
    connector.report("sam-connector", "both ends must be resources of this template by Id, or be told by Type and Arn.", source === undefined ? from : to);
    return [];
  }
  const grant = grantOf(source.type, destination.type);
  const permissions = permissionsOf(given(properties, "Permissions"));
  if (grant === undefined || permissions.length === 0) {
    connector.report(
      "sam-connector",
      grant === undefined
        ? `SAM knows no connector from ${source.type} to ${destination.type}.`
        : "Permissions must hold Read, Write or both.",
      given(properties, "Permissions") ?? to,
    );
    return [];
  }
  const connection: Connection = { connector, source, destination, permissions, suffix, origin: to };
  return grant.kind === "role" ? grantRole(connection, grant) : grantResource(connection, grant);
}

function permissionsOf(node: SourceNode | undefined): readonly Access[] {
  const names = new Set(listed(node).map(literal));
  return (["Read", "Write"] as const).filter((one) => names.has(one));
}

function grantRole(connection: Connection, grant: RoleGrant): readonly string[] {
  const { connector, permissions, source, destination, suffix } = connection;
  const role = (grant.of === "source" ? source : destination).role;
  const refused = permissions.find((one) => grant.access[one] === undefined);
  const possible = grant.combinations?.some((one) => one.join() === permissions.join()) ?? true;
  if (role === undefined || refused !== undefined || !possible) {
    connector.report("sam-connector", role === undefined ? `the role of the ${grant.of} cannot be told.` : `${permissions.join(" and ")} cannot be granted here.`, connection.origin);
    return [];
  }
  const rights = Object.entries(grant.access).flatMap(([access, list]) => (permissions.some((one) => one === access) ? list : []));
  const logicalId = `${connector.logicalId}Policy${suffix}`;
  const statements = rights.map((one) => statementOf(one, connection));
  declare(connection, logicalId, "AWS::IAM::ManagedPolicy", { PolicyDocument: documentOf(statements, "2012-10-17"), Roles: [role] });
  awaitRights(connection, grant, logicalId);
  return [logicalId];
}

function statementOf([service, actions, resources]: Rights, connection: Connection): NodeData {
  return allow(
    actions.split(" ").map((action) => `${service}:${action}`),
    resources.map((one) => patternOf(one, connection)).filter((one) => one !== undefined),
  );
}

function awaitRights({ connector, source, destination }: Connection, grant: RoleGrant, policy: string): void {
  const { expansion } = connector;
  if (grant.awaitedBy === "source" && source.logicalId !== undefined) expansion.amend(source.logicalId, { dependsOn: policy });
  if (grant.awaitedBy !== "mapping" || source.logicalId === undefined) return;
  const mappings = [...expansion.resources().values()].filter(
    ({ type, properties }) =>
      type === "AWS::Lambda::EventSourceMapping" &&
      resourceNamed(given(properties, "FunctionName")) === destination.logicalId &&
      resourceNamed(given(properties, "EventSourceArn")) === source.logicalId,
  );
  const [only] = mappings;
  if (only !== undefined && mappings.length === 1) expansion.amend(only.logicalId, { dependsOn: policy });
}

function grantResource(connection: Connection, grant: ResourceGrant): readonly string[] {
  const { connector, permissions, suffix } = connection;
  if (permissions.join() !== "Write") {
    connector.report("sam-connector", "only Write can be granted here.", connection.origin);
    return [];
  }
  const { arn } = connection.destination;
  const sourceArn = patternOf(grant.sourceArn, connection);
  const granted = arn === undefined || sourceArn === undefined ? undefined : resourceOf(connection, grant, arn, sourceArn);
  if (granted === undefined) {
    connector.report("sam-connector", "what tells the two ends is not given: an ARN, a queue's URL.", connection.origin);
    return [];
  }
  const logicalId = `${connector.logicalId}${granted.ending}${suffix}`;
  declare(connection, logicalId, granted.type, granted.properties);
  return [logicalId];
}

function resourceOf({ destination }: Connection, { kind, principal, ownAccount }: ResourceGrant, arn: NodeData, sourceArn: NodeData): { readonly type: string; readonly ending: string; readonly properties: Part } | undefined {
  if (kind === "function") {
    const properties = {
      Action: "lambda:InvokeFunction",
      FunctionName: arn,
      Principal: principal,
      SourceArn: sourceArn,
      SourceAccount: ownAccount ? sub("${AWS::AccountId}") : undefined,
    };
    return { type: "AWS::Lambda::Permission", ending: "WriteLambdaPermission", properties };
  }
  const action = kind === "queue" ? "sqs:SendMessage" : "sns:Publish";
  const statement = { ...allow(action, arn, { ArnEquals: { "aws:SourceArn": sourceArn } }), Principal: { Service: principal } };
  const PolicyDocument = documentOf([statement], "2012-10-17");
  if (kind === "topic") return { type: "AWS::SNS::TopicPolicy", ending: "TopicPolicy", properties: { PolicyDocument, Topics: [arn] } };
  if (destination.queueUrl === undefined) return undefined;
  return { type: "AWS::SQS::QueuePolicy", ending: "QueuePolicy", properties: { PolicyDocument, Queues: [destination.queueUrl] } };
}

function declare({ connector, source, destination, origin }: Connection, logicalId: string, type: string, properties: Part): void {
  const ends = { Source: { Type: source.writtenType }, Destination: { Type: destination.writtenType } };
  const { metadata, dependsOn } = connector.declaration;
  connector.generate(logicalId, type, compose(origin, properties), {
    origin,
    dependsOn,
    metadata: compose(origin, asMapping(metadata), { "aws:sam:connectors": { [connector.logicalId]: ends } }),
  });
}

/** The value of a pattern; undefined where an end does not say what it needs. */
function patternOf(pattern: string, connection: Connection): Draft {
  const whole = /^\{(\w+)\.(\w+)\}$/.exec(pattern);
  if (whole !== null) return partOf(connection, whole[1], whole[2]);
  const variables: Record<string, Draft> = {};
  let complete = true;
  const text = pattern.replace(/\{(\w+)\.(\w+)\}/g, (_, end: string, part: string) => {
    const value = partOf(connection, end, part);
    if (value === undefined) complete = false;
    variables[`${end}${part}`] = value;
    return `\${${end}${part}}`;
  });
  if (!complete) return undefined;
  const colon = text.indexOf(":");
  const service = /^[a-z-]+$/.test(text.slice(0, colon)) ? text.slice(0, colon) : undefined;
  const arn = service === undefined ? text : `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${text.slice(colon + 1)}`;
  return Object.keys(variables).length === 0 ? sub(arn) : sub(arn, variables);
}

function partOf({ source, destination }: Connection, name: string | undefined, part: string | undefined): Draft {
  const end = name === "Source" ? source : destination;
  switch (part) {
    case "Arn":
      return end.arn;
    case "Name":
      return end.name;
    case "ResourceId":
      return end.resourceId;
    case "Qualifier":
      return end.qualifier;
    default:
      return undefined;
  }
}

/** The connectors that are written into their source become connectors of their own. */
export function declareEmbeddedConnectors(expansion: SamResource["expansion"]): void {
  for (const { logicalId, node } of expansion.template.resources.values()) {
    const embedded = given(node, "Connectors");
    if (embedded === undefined) continue;
    for (const { name, key, value } of asMapping(embedded)?.entries.values() ?? []) {
      const properties = asMapping(given(value, "Properties"));
      expansion.generate(logicalId, {
        logicalId: `${logicalId}${name}`,
        type: "AWS::Serverless::Connector",
        properties: compose(key, properties, {
          Source: compose(key, { Id: logicalId }, asMapping(given(properties, "SourceReference"))),
        }),
        origin: key,
      });
    }
    expansion.amend(logicalId, { without: "Connectors" });
  }
}
