/**
 * One end of a connector: a resource of the template by its logical id, or a resource elsewhere by what is told about it.
 */
import type { MappingNode, SourceNode } from "../../../source/node.ts";
import { getAtt, ref } from "../../../template/intrinsic-call.ts";
import type { Draft } from "../draft.ts";
import type { Expansion } from "../expansion.ts";
import { getAttTarget, given, listed, literal, refTarget } from "../property.ts";
import { spell } from "../sameness.ts";

export interface End {
  readonly logicalId: string | undefined;
  readonly type: string;
  /** The type that the author wrote. */
  readonly writtenType: string;
  readonly arn: Draft;
  /** What names the role in `Roles`. */
  readonly role: Draft;
  readonly queueUrl: Draft;
  readonly resourceId: Draft;
  readonly name: Draft;
  readonly qualifier: Draft;
}

/** Types whose `Ref` is their ARN. */
const refIsArn = new Set([
  "AWS::StepFunctions::StateMachine",
  "AWS::SNS::Topic",
  "AWS::AppSync::GraphQLApi",
  "AWS::AppSync::DataSource",
]);

const roleProperties = new Map([
  ["AWS::Lambda::Function", "Role"],
  ["AWS::StepFunctions::StateMachine", "RoleArn"],
  ["AWS::AppSync::DataSource", "ServiceRoleArn"],
]);

const expandedTypes = new Map([
  ["AWS::Serverless::Function", "AWS::Lambda::Function"],
  ["AWS::Serverless::StateMachine", "AWS::StepFunctions::StateMachine"],
  ["AWS::Serverless::Api", "AWS::ApiGateway::RestApi"],
  ["AWS::Serverless::HttpApi", "AWS::ApiGatewayV2::Api"],
  ["AWS::Serverless::SimpleTable", "AWS::DynamoDB::Table"],
]);

/**
 * @param reference `Source` or `Destination` of a connector.
 * @param other the other end, as it is written: a rule has a role for each of its targets.
 * @returns undefined where the resource is not in the template, or not told.
 */
export function endOf(expansion: Expansion, reference: MappingNode, other: MappingNode): End | undefined {
  const logicalId = literal(given(reference, "Id"));
  if (logicalId === undefined) return endElsewhere(reference);
  const declaration = expansion.get(logicalId);
  if (declaration === undefined) return undefined;
  const { type, properties } = declaration;
  return {
    logicalId,
    type,
    writtenType: expansion.template.resources.get(logicalId)?.type ?? type,
    arn: refIsArn.has(type) ? ref(logicalId) : getAtt(logicalId, "Arn"),
    role: roleName(
      type === "AWS::Events::Rule" ? ruleRole(properties, other) : given(properties, roleProperties.get(type) ?? ""),
    ),
    queueUrl: ref(logicalId),
    resourceId: type === "AWS::AppSync::GraphQLApi" ? getAtt(logicalId, "ApiId") : ref(logicalId),
    name: getAtt(logicalId, "Name"),
    qualifier: given(reference, "Qualifier") ?? "*",
  };
}

function endElsewhere(reference: MappingNode): End | undefined {
  const type = literal(given(reference, "Type"));
  if (type === undefined) return undefined;
  return {
    logicalId: undefined,
    type: expandedTypes.get(type) ?? type,
    writtenType: expandedTypes.get(type) ?? type,
    arn: given(reference, "Arn"),
    role: given(reference, "RoleName"),
    queueUrl: given(reference, "QueueUrl"),
    resourceId: given(reference, "ResourceId"),
    name: given(reference, "Name"),
    qualifier: given(reference, "Qualifier"),
  };
}

/** The logical id that a role's ARN or name leads to, as a reference. */
function roleName(role: SourceNode | undefined): Draft {
  const logicalId = resourceNamed(role);
  return logicalId === undefined ? undefined : ref(logicalId);
}

function ruleRole(properties: SourceNode | undefined, other: MappingNode): SourceNode | undefined {
  const otherArn = given(other, "Arn");
  const otherId = literal(given(other, "Id")) ?? resourceNamed(otherArn);
  const target = listed(given(properties, "Targets")).find((one) => {
    const arn = given(one, "Arn");
    if (arn === undefined) return false;
    if (otherId !== undefined) return resourceNamed(arn) === otherId;
    return otherArn !== undefined && spell(arn) === spell(otherArn);
  });
  return given(target, "RoleArn");
}

/** The logical id in `Ref` or `Fn::GetAtt`. */
export function resourceNamed(node: SourceNode | undefined): string | undefined {
  return refTarget(node) ?? getAttTarget(node)?.logicalId;
}
