/**
 * Stacks of the base x stacks of the head -> resources that keep data and that deploying the change deletes or replaces.
 *
 * As CloudFormation decides it: a resource that is gone is deleted, one of another type or with another value of a property
 * that cannot be changed is replaced, and so is what refers to a replaced one in such a property. Values are compared as they
 * are written; what parameters have deployed is not known from here. Where a whole stack is gone, nothing is: whoever takes
 * a template away has not deleted the stack.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-update-behaviors.html
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
 */
import { compareText } from "../lint/location.ts";
import type { ReportChange } from "../lint/report.ts";
import { replacingOf } from "./replacing-properties.ts";
import type { ResourceData, StackData } from "./stack-data.ts";
import { isSameData } from "./template-data.ts";

type Loss = ReportChange["losses"][number];

/** @param names the head's names of stacks by the base's */
export function lossesOf(
  base: readonly StackData[],
  head: readonly StackData[],
  names: ReadonlyMap<string, string>,
): readonly Loss[] {
  const ofHead = new Map(head.map((stack) => [stack.name, stack]));
  const nowOf = (name: string): StackData | undefined => ofHead.get(names.get(name) ?? "");
  return base
    .flatMap((before) => {
      const now = nowOf(before.name);
      if (now !== undefined) return lossesOfStack(before, now);
      const parent = before.parent && nowOf(before.parent.stack);
      // A nested stack goes with the resource that nests it; where that is still there, its template was only not found.
      const isGone = parent !== undefined && !parent.resources.has(before.parent?.logicalId ?? "");
      return isGone ? [...before.resources].flatMap(([id, was]) => goneWith(before, id, was)) : [];
    })
    .sort((a, b) => compareText(a.stack, b.stack) || compareText(a.logicalId, b.logicalId));
}

function lossesOfStack(before: StackData, now: StackData): readonly Loss[] {
  const replaced = replacedIn(before, now);
  return [...before.resources].flatMap(([logicalId, was]): readonly Loss[] => {
    if (!replacingOf(was.type).keepsData) return [];
    const about = { stack: now.name, logicalId, type: was.type };
    const is = now.resources.get(logicalId);
    if (is === undefined) {
      const moved = movedTo(was, before, now);
      if (moved === undefined)
        return [{ ...about, how: "deleted", cause: `it is no longer in the template${kept(was)}`, location: null }];
      const cause = `its logical id becomes ${moved[0]}${kept(was)}`;
      return [{ ...about, how: "replaced", cause, location: moved[1].location }];
    }
    if (is.type !== was.type)
      return [
        {
          ...about,
          how: "replaced",
          cause: `its type becomes ${is.type}, which CloudFormation refuses in an update`,
          location: is.location,
        },
      ];
    const causes = changesOf(was, is, replaced);
    const always = causes.filter(({ isCertain }) => isCertain);
    const told = always.length > 0 ? always : causes;
    if (told.length === 0) return [];
    const properties = told.map(({ property }) => property).join(", ");
    const cause = `${properties} ${told.length === 1 ? "changes" : "change"}${kept(is, "UpdateReplacePolicy")}`;
    return [{ ...about, how: always.length > 0 ? "replaced" : "maybe replaced", cause, location: is.location }];
  });
}

/** Logical ids of what is certainly replaced: each replacement may bring others. */
function replacedIn(before: StackData, now: StackData): ReadonlySet<string> {
  const replaced = new Set<string>();
  const both = [...before.resources].flatMap(([id, was]) => {
    const is = now.resources.get(id);
    return is === undefined ? [] : [{ id, was, is }];
  });
  for (let size = -1; size < replaced.size; ) {
    size = replaced.size;
    for (const { id, was, is } of both) {
      if (replaced.has(id)) continue;
      const isReplaced = was.type !== is.type || changesOf(was, is, replaced).some(({ isCertain }) => isCertain);
      if (isReplaced) replaced.add(id);
    }
  }
  return replaced;
}

function changesOf(
  was: ResourceData,
  is: ResourceData,
  replaced: ReadonlySet<string>,
): readonly { readonly property: string; readonly isCertain: boolean }[] {
  const { always, maybe } = replacingOf(is.type);
  const changed = (property: string): boolean => {
    const value = is.properties.get(property);
    return (
      !isSameData(was.properties.get(property)?.data, value?.data) ||
      [...(value?.names ?? [])].some((name) => replaced.has(name))
    );
  };
  return [
    ...always.filter(changed).map((property) => ({ property, isCertain: true })),
    ...maybe.filter(changed).map((property) => ({ property, isCertain: false })),
  ];
}

/** The same construct under a logical id that the base does not have. */
function movedTo(was: ResourceData, before: StackData, now: StackData): readonly [string, ResourceData] | undefined {
  if (was.constructPath === null) return undefined;
  return [...now.resources].find(
    ([id, { constructPath, type }]) =>
      constructPath === was.constructPath && type === was.type && !before.resources.has(id),
  );
}

function goneWith(stack: StackData, logicalId: string, was: ResourceData): readonly Loss[] {
  if (!replacingOf(was.type).keepsData) return [];
  const cause = `the nested stack ${stack.parent?.logicalId ?? stack.name} is no longer in its template${kept(was)}`;
  return [{ stack: stack.name, logicalId, type: was.type, how: "deleted", cause, location: null }];
}

/** What is left of the data, as far as a policy says it. */
function kept(resource: ResourceData, policy: "DeletionPolicy" | "UpdateReplacePolicy" = "DeletionPolicy"): string {
  const value = policy === "DeletionPolicy" ? resource.deletionPolicy : resource.updateReplacePolicy;
  if (value === "Retain" || (value === "RetainExceptOnCreate" && policy === "DeletionPolicy"))
    return `; ${policy}: ${value} keeps the old one, outside the stack`;
  return value === "Snapshot" ? `; ${policy}: Snapshot keeps a snapshot` : "";
}
