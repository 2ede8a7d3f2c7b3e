/**
 * How one statement of an AWS-managed policy is written down in the table: a few characters where JSON takes many.
 *
 * `flags actions resources condition`, separated by `|`: `D` denies, `A` is a NotAction, `R` a NotResource; actions are grouped
 * by service (`s3:Get*,List*;logs:*`), resources separated by `,` (nothing is `*`), the condition is a number.
 * Invariant: reading what was written gives the same row.
 */

export interface Row {
  readonly deny: boolean;
  readonly notAction: boolean;
  readonly notResource: boolean;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Place in the list of conditions; -1 for none. */
  readonly condition: number;
}

export function rowText({ deny, notAction, notResource, actions, resources, condition }: Row): string {
  const flags = `${deny ? "D" : ""}${notAction ? "A" : ""}${notResource ? "R" : ""}`;
  const isEverything = resources.length === 1 && resources[0] === "*";
  const columns = [flags, grouped(actions), isEverything ? "" : resources.join(","), condition < 0 ? "" : condition];
  return columns.join("|");
}

export function readRow(text: string): Row {
  const [flags = "", actions = "", resources = "", condition = ""] = text.split("|");
  return {
    deny: flags.includes("D"),
    notAction: flags.includes("A"),
    notResource: flags.includes("R"),
    actions: actions.split(";").flatMap(spelled),
    resources: resources === "" ? ["*"] : resources.split(","),
    condition: condition === "" ? -1 : Number(condition),
  };
}

/** The number of a condition, which is added where it is new. */
export function conditionColumn(conditions: string[], condition: unknown): number {
  if (condition === undefined) return -1;
  const text = JSON.stringify(condition);
  const at = conditions.indexOf(text);
  return at >= 0 ? at : conditions.push(text) - 1;
}

function grouped(actions: readonly string[]): string {
  const services = new Map<string, string[]>();
  for (const action of actions) {
    const colon = action.indexOf(":");
    const service = colon < 0 ? "" : action.slice(0, colon);
    const names = services.get(service) ?? [];
    names.push(action.slice(colon + 1));
    services.set(service, names);
  }
  return [...services].map(([service, names]) => `${service === "" ? "" : `${service}:`}${names.join(",")}`).join(";");
}

function spelled(group: string): readonly string[] {
  const colon = group.indexOf(":");
  if (colon < 0) return group.split(",");
  const service = group.slice(0, colon + 1);
  return group
    .slice(colon + 1)
    .split(",")
    .map((name) => `${service}${name}`);
}
