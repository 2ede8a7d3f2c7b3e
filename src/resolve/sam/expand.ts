/**
 * A SAM template -> the CloudFormation template that it stands for.
 *
 * Invariant: resources that are not SAM's stay as they are, but for what events add to them. Logical ids are SAM's own,
 * because other resources refer to them. What SAM would refuse is a diagnostic, and the rest is expanded all the same.
 * Not here: what values say (../resolver.ts); other macros, which leave their resources unknown.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html
 */
import type { Diagnostic } from "../../source/diagnostic.ts";
import { samTransformPrefix } from "../../template/dialect.ts";
import type { Template } from "../../template/template.ts";
import { expandHttpApi } from "./api/http-api.ts";
import { declareImplicitApis } from "./api/implicit-api.ts";
import { expandRestApi } from "./api/rest-api.ts";
import { expandWebSocketApi } from "./api/web-socket-api.ts";
import { expandApplication } from "./application.ts";
import { expandCapacityProvider } from "./capacity-provider.ts";
import { expandConnector } from "./connector/connector.ts";
import { declareEmbeddedConnectors } from "./connector/embedded-connectors.ts";
import { expandDeploymentPreferences } from "./deployment-preference.ts";
import { amendBuckets } from "./events/bucket-notifications.ts";
import { expandedTemplate } from "./expanded-template.ts";
import { Expansion } from "./expansion.ts";
import { expandFunction } from "./function.ts";
import { checkGlobals, serverless } from "./globals.ts";
import { expandGraphQlApi } from "./graphql/graphql-api.ts";
import { expandLayerVersion } from "./layer-version.ts";
import { SamResource } from "./resource.ts";
import { expandSimpleTable } from "./simple-table.ts";
import { expandStateMachine } from "./state-machine.ts";

type Expander = (resource: SamResource) => void;

/** Events add to APIs, so that what has events comes first. */
const withEvents = new Map<string, Expander>([
  ["Function", expandFunction],
  ["StateMachine", expandStateMachine],
]);

const others = new Map<string, Expander>([
  ["Api", expandRestApi],
  ["HttpApi", expandHttpApi],
  ["WebSocketApi", expandWebSocketApi],
  ["GraphQLApi", expandGraphQlApi],
  ["SimpleTable", expandSimpleTable],
  ["LayerVersion", expandLayerVersion],
  ["Application", expandApplication],
  ["CapacityProvider", expandCapacityProvider],
]);

/** Last, because they connect what the others stand for. */
const connectors = new Map<string, Expander>([["Connector", expandConnector]]);

/**
 * @param parameters values that are given from outside; SAM writes some of them into logical ids.
 * @returns the same template where it has neither SAM's transform nor a resource that needs it.
 */
export function expandSam(
  template: Template,
  parameters: ReadonlyMap<string, string> = new Map(),
): { readonly template: Template; readonly diagnostics: readonly Diagnostic[] } {
  const [first] = [...template.resources.values()].filter(({ type }) => kindOf(type) !== undefined);
  const declared = template.transforms.some((name) => name.startsWith(samTransformPrefix));
  if (!declared && first === undefined) return { template, diagnostics: [] };
  const expansion = new Expansion(template, parameters);
  if (!declared && first !== undefined) {
    expansion.report(
      "sam-transform-missing",
      `${first.type} needs "Transform: AWS::Serverless-2016-10-31"; the template is read as if it had it`,
      first.key,
    );
  }
  checkGlobals(expansion);
  declareEmbeddedConnectors(expansion);
  const sources = expandKinds(expansion, withEvents);
  amendBuckets(expansion);
  declareImplicitApis(expansion);
  expandKinds(expansion, others);
  expandDeploymentPreferences(sources);
  expandKinds(expansion, connectors);
  reportLeft(expansion);
  return { template: expandedTemplate(expansion), diagnostics: expansion.diagnostics };
}

/** Expands the resources of some kinds, in the order of the template, and gives what they were. */
function expandKinds(expansion: Expansion, expanders: ReadonlyMap<string, Expander>): readonly SamResource[] {
  const expanded: SamResource[] = [];
  for (const declaration of expansion.resources().values()) {
    const expand = expanders.get(kindOf(declaration.type) ?? "");
    if (expand === undefined) continue;
    const resource = new SamResource(expansion, declaration);
    expand(resource);
    expanded.push(resource);
  }
  return expanded;
}

function reportLeft(expansion: Expansion): void {
  for (const { type, key } of expansion.resources().values()) {
    if (kindOf(type) === undefined) continue;
    expansion.report("not-expanded", `${type} is not expanded; what it stands for is not seen`, key, "warning");
  }
}

function kindOf(type: string): string | undefined {
  return type.startsWith(serverless) ? type.slice(serverless.length) : undefined;
}
