/**
 * One source and one destination of a connector, and what both kinds of grant need: values of the ends, and resources.
 */
import type { SourceNode } from "../../../source/node.ts";
import { sub } from "../../../template/intrinsic-call.ts";
import { compose, type Draft, type Part } from "../draft.ts";
import { asMapping } from "../property.ts";
import type { SamResource } from "../resource.ts";
import type { End } from "./end.ts";
import type { Access } from "./profiles.ts";

export interface Connection {
  readonly connector: SamResource;
  readonly source: End;
  readonly destination: End;
  readonly permissions: readonly Access[];
  /** Tells apart what several destinations need; empty where there is one. */
  readonly suffix: string;
  readonly origin: SourceNode;
}

export function declare(
  { connector, source, destination, origin }: Connection,
  logicalId: string,
  type: string,
  properties: Part,
): void {
  const ends = { Source: { Type: source.writtenType }, Destination: { Type: destination.writtenType } };
  const { metadata, dependsOn } = connector.declaration;
  connector.generate(logicalId, type, compose(origin, properties), {
    origin,
    dependsOn,
    metadata: compose(origin, asMapping(metadata), { "aws:sam:connectors": { [connector.logicalId]: ends } }),
  });
}

/** The value of a pattern; undefined where an end does not say what it needs. */
export function patternOf(pattern: string, connection: Connection): Draft {
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
  const arn =
    service === undefined
      ? text
      : `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${text.slice(colon + 1)}`;
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
