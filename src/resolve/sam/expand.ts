/**
 * A SAM template -> the CloudFormation template that it stands for.
 *
 * Invariant: resources that are not SAM's stay as they are, but for what events add to them. Logical ids are SAM's own,
 * because other resources refer to them. What SAM would refuse is a diagnostic, and the rest is expanded all the same.
 * Not here: what values say (../evaluate.ts); other macros, which leave their resources unknown.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html
 */
import type { Diagnostic } from "../../source/diagnostic.ts";
import { samTransformPrefix } from "../../template/dialect.ts";
import type { Template } from "../../template/template.ts";
import { declareImplicitApis } from "./api/implicit-api.ts";
import { expandHttpApi } from "./api/http-api.ts";
import { expandRestApi } from "./api/rest-api.ts";
import { expandedTemplate } from "./expanded-template.ts";
import { Expansion } from "./expansion.ts";
import { expandFunction } from "./function.ts";
import { checkGlobals, serverless } from "./globals.ts";
import { SamResource } from "./resource.ts";
import { expandSimpleTable } from "./simple-table.ts";

type Expander = (resource: SamResource) => void;

/** In this order, because events add to APIs. */
const steps: readonly ReadonlyMap<string, Expander>[] = [
  new Map([["Function", expandFunction]]),
  new Map([
    ["Api", expandRestApi],
    ["HttpApi", expandHttpApi],
    ["SimpleTable", expandSimpleTable],
  ]),
];

const known = new Set(steps.flatMap((step) => [...step.keys()]));

/**
 * @param parameters values that are given from outside; SAM writes some of them into logical ids.
 * @returns the same template where it has neither SAM's transform nor a resource that needs it.
 */
export function expandSam(template: Template, parameters: ReadonlyMap<string, string> = new Map()): { readonly template: Template; readonly diagnostics: readonly Diagnostic[] } {
  const [first] = [...template.resources.values()].filter(({ type }) => kindOf(type) !== undefined);
  const declared = template.transforms.some((name) => name.startsWith(samTransformPrefix));
  if (!declared && first === undefined) return { template, diagnostics: [] };
  const expansion = new Expansion(template, parameters);
  if (!declared && first !== undefined) {
    expansion.report("sam-transform-missing", `${first.type} needs "Transform: AWS::Serverless-2016-10-31"; the template is read as if it had it.`, first.key);
  }
  checkGlobals(expansion);
  for (const [index, step] of steps.entries()) {
    if (index === 1) declareImplicitApis(expansion);
    for (const declaration of expansion.resources().values()) {
      const kind = kindOf(declaration.type);
      const expand = kind === undefined ? undefined : step.get(kind);
      expand?.(new SamResource(expansion, declaration));
    }
  }
  for (const { type, key } of expansion.resources().values()) {
    const kind = kindOf(type);
    if (kind !== undefined && !known.has(kind)) {
      expansion.report("sam-not-expanded", `${type} is not expanded; what it stands for is not seen.`, key);
    }
  }
  return { template: expandedTemplate(expansion), diagnostics: expansion.diagnostics };
}

function kindOf(type: string): string | undefined {
  return type.startsWith(serverless) ? type.slice(serverless.length) : undefined;
}
