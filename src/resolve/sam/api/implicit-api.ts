/**
 * The APIs that nobody declares: events without an API of their own share one REST API and one HTTP API.
 *
 * Such an API is there when any of its functions is.
 */
import { conditionNamed, or } from "../../../template/intrinsic-call.ts";
import type { Expansion } from "../expansion.ts";
import { implicitHttpApi, implicitRestApi, type Route } from "./route.ts";

/** CloudFormation takes at most this many conditions in one Fn::Or. */
const maximalAlternatives = 10;

export function declareImplicitApis(expansion: Expansion): void {
  declareImplicitApi(expansion, implicitRestApi, "AWS::Serverless::Api", { StageName: "Prod" });
  declareImplicitApi(expansion, implicitHttpApi, "AWS::Serverless::HttpApi", {});
}

function declareImplicitApi(expansion: Expansion, logicalId: string, type: string, properties: { readonly [name: string]: string }): void {
  const routes = expansion.routesOf(logicalId);
  const [first] = routes;
  if (first === undefined) return;
  expansion.remove(logicalId);
  expansion.generate(first.source, {
    logicalId,
    type,
    properties,
    origin: first.origin,
    inherited: { condition: conditionOf(expansion, logicalId, routes), deletionPolicy: undefined, updateReplacePolicy: undefined },
  });
}

function conditionOf(expansion: Expansion, logicalId: string, routes: readonly Route[]): string | undefined {
  const names = [...new Set(routes.map((route) => route.condition))];
  const [first] = routes;
  if (names.includes(undefined) || first === undefined) return undefined;
  const known = names.filter((name) => name !== undefined).sort();
  if (known.length === 1) return known[0];
  return combine(expansion, known, `${logicalId}Condition`, first);
}

/** One condition that holds when any of several does; long lists take several steps. */
function combine(expansion: Expansion, names: readonly string[], name: string, { origin }: Route): string {
  let left = [...names];
  let steps = Math.floor((left.length - 2) / (maximalAlternatives - 1));
  while (left.length > 1) {
    const step = steps > 0 ? `${name}${steps}` : name;
    steps -= 1;
    expansion.condition(step, or(left.slice(0, maximalAlternatives).map(conditionNamed)), origin);
    left = [...left.slice(maximalAlternatives), step];
  }
  return name;
}
