/**
 * AWS::Serverless::StateMachine -> the state machine, its role, its version and alias, and what its events stand for.
 *
 * A definition that is written in the template stays a map in `Definition`: SAM prints it into a string, which would lose
 * where each state was written.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-statemachine.html
 */
import { getAtt, ref } from "../../template/intrinsic-call.ts";
import { aliasName } from "./alias.ts";
import { objectLocation } from "./code.ts";
import { compose, pick, scalarFrom } from "./draft.ts";
import type { EventTarget } from "./events/event.ts";
import { expandStateMachineEvents } from "./events/state-machine-events.ts";
import { trustOf } from "./policies/document.ts";
import { RoleDraft, xrayPolicy } from "./policies/role.ts";
import { given, literalBoolean, mappingAt } from "./property.ts";
import type { SamResource } from "./resource.ts";
import { tagListOfSam } from "./tags.ts";

export function expandStateMachine(machine: SamResource): void {
  const { properties, logicalId, origin } = machine;
  const ownRole = given(properties, "Role");
  const definition = given(properties, "Definition");
  const location = given(properties, "DefinitionUri");
  if (definition === undefined && location === undefined) {
    machine.report("sam-property", "a state machine needs Definition or DefinitionUri", origin);
  }
  machine.replace(
    "AWS::StepFunctions::StateMachine",
    compose(origin, pick(properties, ["Definition", "DefinitionSubstitutions"]), {
      DefinitionS3Location:
        definition === undefined && location ? objectLocation(location, ["Bucket", "Key", "Version"]) : undefined,
      RoleArn: ownRole ?? getAtt(`${logicalId}Role`, "Arn"),
      StateMachineName: given(properties, "Name"),
      StateMachineType: given(properties, "Type"),
      LoggingConfiguration: given(properties, "Logging"),
      TracingConfiguration: given(properties, "Tracing"),
      Tags: tagListOfSam(given(properties, "Tags"), "stateMachine:createdBy"),
    }),
  );
  if (ownRole === undefined) declareRole(machine);
  const alias = publishAlias(machine);
  const invoked =
    alias !== undefined && literalBoolean(given(properties, "UseAliasAsEventTarget")) === true ? alias : logicalId;
  const target: EventTarget = {
    source: logicalId,
    logicalId: invoked,
    arn: ref(invoked),
    variable: invoked,
    name: ref(invoked),
    inherited: machine.inherited,
  };
  expandStateMachineEvents(machine, target);
}

function declareRole(machine: SamResource): void {
  const { properties, origin } = machine;
  const role = new RoleDraft(`${machine.logicalId}Role`);
  role.addPolicies(machine.expansion, given(properties, "Policies"));
  const tracing = mappingAt(properties, "Tracing");
  if (tracing !== undefined && literalBoolean(given(tracing, "Enabled")) === true)
    role.attachManaged(xrayPolicy, tracing);
  machine.generate(
    role.logicalId,
    "AWS::IAM::Role",
    compose(origin, {
      AssumeRolePolicyDocument: trustOf("states.amazonaws.com"),
      Path: given(properties, "RolePath"),
      ...role.properties(),
      PermissionsBoundary: given(properties, "PermissionsBoundary"),
      Tags: tagListOfSam(given(properties, "Tags"), "stateMachine:createdBy"),
    }),
  );
}

/** Logical id of the alias; a version needs no hash, because each change of the state machine replaces it. */
function publishAlias(machine: SamResource): string | undefined {
  const { properties, logicalId, inherited } = machine;
  const wish = given(properties, "AutoPublishAlias");
  if (wish === undefined) return undefined;
  const name = aliasName(machine, wish);
  if (name === undefined) return undefined;
  const version = `${logicalId}Version`;
  const kept = scalarFrom("Retain", wish);
  machine.generate(
    version,
    "AWS::StepFunctions::StateMachineVersion",
    { StateMachineArn: ref(logicalId), StateMachineRevisionId: getAtt(logicalId, "StateMachineRevisionId") },
    {
      origin: wish,
      inherited: {
        ...inherited,
        deletionPolicy: inherited.deletionPolicy ?? kept,
        updateReplacePolicy: inherited.updateReplacePolicy ?? kept,
      },
    },
  );
  const alias = `${logicalId}Alias${name}`;
  const preference = mappingAt(properties, "DeploymentPreference");
  machine.generate(
    alias,
    "AWS::StepFunctions::StateMachineAlias",
    {
      Name: wish,
      DeploymentPreference: compose(wish, preference ?? { Type: "ALL_AT_ONCE" }, {
        StateMachineVersionArn: ref(version),
      }),
    },
    { origin: wish },
  );
  return alias;
}
