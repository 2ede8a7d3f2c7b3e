/**
 * The execution role of a function: the one that it is given, or one that SAM generates.
 */
import type { SourceNode } from "../../source/node.ts";
import { conditionNamed, getAtt, ifElse, not } from "../../template/intrinsic-call.ts";
import { compose, type Draft } from "./draft.ts";
import { allow, documentOf, trustOf } from "./policies/document.ts";
import { RoleDraft, xrayPolicy } from "./policies/role.ts";
import { branchesOf, given, isNoValue, literal } from "./property.ts";
import type { SamResource } from "./resource.ts";
import { tagListOfSam } from "./tags.ts";

/** What a function's `Role` becomes, and when the generated role is there. */
export interface RoleChoice {
  readonly arn: Draft;
  readonly generated: boolean;
  /** The condition of the generated role where it is not the function's own. */
  readonly condition: string | undefined;
}

const deadLetterActions = new Map([
  ["SQS", "sqs:SendMessage"],
  ["SNS", "sns:Publish"],
]);

export function draftFunctionRole(fn: SamResource): RoleDraft {
  const { properties, origin } = fn;
  const role = new RoleDraft(`${fn.logicalId}Role`);
  const durable = given(properties, "DurableConfig") !== undefined;
  role.attachManaged(durable ? "AWSLambdaBasicDurableExecutionRolePolicy" : "AWSLambdaBasicExecutionRole", origin);
  if (isTraced(fn)) role.attachManaged(xrayPolicy, given(properties, "Tracing") ?? origin);
  const vpc = given(properties, "VpcConfig");
  if (vpc !== undefined) role.attachManaged("AWSLambdaVPCAccessExecutionRole", vpc);
  const queue = given(properties, "DeadLetterQueue");
  if (queue !== undefined) allowDeadLetters(fn, role, queue);
  role.addPolicies(fn.expansion, given(properties, "Policies"));
  return role;
}

/** Whether X-Ray is on; `Disabled` is the same as nothing. */
export function isTraced(fn: SamResource): boolean {
  const tracing = given(fn.properties, "Tracing");
  return tracing !== undefined && fn.expansion.textOf(tracing) !== "Disabled";
}

/** The role that a function runs with: the given one, the generated one, or under `Fn::If` either. */
export function roleOf(fn: SamResource, roleId: string): RoleChoice {
  const role = given(fn.properties, "Role");
  const generatedArn = getAtt(roleId, "Arn");
  if (role === undefined) return { arn: generatedArn, generated: true, condition: undefined };
  const branches = branchesOf(role);
  if (branches === undefined) return { arn: role, generated: isNoValue(role), condition: undefined };
  const { condition, then, otherwise } = branches;
  if (isNoValue(then) && isNoValue(otherwise)) return { arn: generatedArn, generated: true, condition: undefined };
  if (isNoValue(then)) return { arn: ifElse(condition, generatedArn, otherwise), generated: true, condition };
  if (!isNoValue(otherwise)) return { arn: role, generated: false, condition: undefined };
  const negated = `NOT${condition}`;
  fn.expansion.condition(negated, not(conditionNamed(condition)), role);
  return { arn: ifElse(condition, then, generatedArn), generated: true, condition: negated };
}

export function declareFunctionRole(fn: SamResource, role: RoleDraft, choice: RoleChoice): void {
  if (!choice.generated) return;
  const { properties, inherited } = fn;
  const written = role.properties();
  fn.generate(
    role.logicalId,
    "AWS::IAM::Role",
    compose(fn.origin, {
      AssumeRolePolicyDocument: given(properties, "AssumeRolePolicyDocument") ?? trustOf("lambda.amazonaws.com"),
      ManagedPolicyArns: written.ManagedPolicyArns,
      Path: given(properties, "RolePath"),
      Policies: written.Policies,
      PermissionsBoundary: given(properties, "PermissionsBoundary"),
      Tags: tagListOfSam(given(properties, "Tags")),
    }),
    { inherited: choice.condition === undefined ? inherited : { ...inherited, condition: choice.condition } },
  );
}

function allowDeadLetters(fn: SamResource, role: RoleDraft, queue: SourceNode): void {
  const target = given(queue, "TargetArn");
  const action = deadLetterActions.get(literal(given(queue, "Type")) ?? "");
  if (target === undefined || action === undefined) {
    fn.report("sam-property", "DeadLetterQueue needs TargetArn, and SQS or SNS as Type", queue);
    return;
  }
  role.allow({ name: "DeadLetterQueuePolicy", document: documentOf([allow(action, target)], "2012-10-17") }, queue);
}
