/**
 * A connector that gives rights to the role of one of its ends, as a managed policy.
 */
import type { NodeData } from "../draft.ts";
import { allow, documentOf } from "../policies/document.ts";
import { given } from "../property.ts";
import { type Connection, declare, patternOf } from "./connection.ts";
import { resourceNamed } from "./end.ts";
import type { Rights, RoleGrant } from "./profiles.ts";

/** @returns the logical ids of what was generated. */
export function grantRole(connection: Connection, grant: RoleGrant): readonly string[] {
  const { connector, permissions, source, destination, suffix } = connection;
  const role = (grant.of === "source" ? source : destination).role;
  const refused = permissions.find((one) => grant.access[one] === undefined);
  const possible = grant.combinations?.some((one) => one.join() === permissions.join()) ?? true;
  if (role === undefined || refused !== undefined || !possible) {
    connector.report(
      "sam-connector",
      role === undefined
        ? `the role of the ${grant.of} cannot be told`
        : `${permissions.join(" and ")} cannot be granted here`,
      connection.origin,
    );
    return [];
  }
  const rights = Object.entries(grant.access).flatMap(([access, list]) =>
    permissions.some((one) => one === access) ? list : [],
  );
  const logicalId = `${connector.logicalId}Policy${suffix}`;
  const statements = rights.map((one) => statementOf(one, connection));
  declare(connection, logicalId, "AWS::IAM::ManagedPolicy", {
    PolicyDocument: documentOf(statements, "2012-10-17"),
    Roles: [role],
  });
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
  if (grant.awaitedBy === "source" && source.logicalId !== undefined)
    expansion.amend(source.logicalId, { dependsOn: [policy] });
  if (grant.awaitedBy !== "mapping" || source.logicalId === undefined) return;
  const mappings = [...expansion.resources().values()].filter(
    ({ type, properties }) =>
      type === "AWS::Lambda::EventSourceMapping" &&
      resourceNamed(given(properties, "FunctionName")) === destination.logicalId &&
      resourceNamed(given(properties, "EventSourceArn")) === source.logicalId,
  );
  const [only] = mappings;
  if (only !== undefined && mappings.length === 1) expansion.amend(only.logicalId, { dependsOn: [policy] });
}
