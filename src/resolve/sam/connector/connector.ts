/**
 * AWS::Serverless::Connector -> what lets its source use its destination.
 *
 * It grants, and connects nothing: a bucket with a connector to a function still needs a notification.
 */
import type { MappingNode, SourceNode } from "../../../source/node.ts";
import { asMapping, given, listed, literal } from "../property.ts";
import type { SamResource } from "../resource.ts";
import type { Connection } from "./connection.ts";
import { endOf } from "./end.ts";
import { type Access, grantOf } from "./profiles.ts";
import { grantResource } from "./resource-grant.ts";
import { grantRole } from "./role-grant.ts";

export function expandConnector(connector: SamResource): void {
  const { properties, expansion, logicalId, origin } = connector;
  expansion.remove(logicalId);
  const source = asMapping(given(properties, "Source"));
  const destination = given(properties, "Destination");
  if (source === undefined || destination === undefined) {
    connector.report("sam-connector", "a connector needs Source and Destination", origin);
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
    connector.report(
      "sam-connector",
      "both ends must be resources of this template by Id, or be told by Type and Arn",
      source === undefined ? from : to,
    );
    return [];
  }
  const grant = grantOf(source.type, destination.type);
  const permissions = permissionsOf(given(properties, "Permissions"));
  if (grant === undefined || permissions.length === 0) {
    connector.report(
      "sam-connector",
      grant === undefined
        ? `SAM knows no connector from ${source.type} to ${destination.type}`
        : "Permissions must hold Read, Write or both",
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
