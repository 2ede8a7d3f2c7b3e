/**
 * IAM over plain texts, written down from AWS's documentation without looking at how Stackplumb does it: what the symbolic
 * evaluation is compared with.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */

export interface PlainStatement {
  readonly Effect: "Allow" | "Deny";
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource?: readonly string[];
  readonly NotResource?: readonly string[];
  readonly Principal?: PlainPrincipal;
  readonly NotPrincipal?: PlainPrincipal;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

export type PlainPrincipal = "*" | { readonly AWS?: readonly string[]; readonly Service?: readonly string[] };

export interface PlainRequest {
  readonly action: string;
  readonly resource: string;
  /** The ARN of the role that calls; undefined for a service. */
  readonly role: string | undefined;
  readonly service: string | undefined;
  readonly account: string;
  /** Condition keys in lower case; what is not there is absent. */
  readonly keys: Readonly<Record<string, readonly string[] | undefined>>;
}

export interface PlainPolicies {
  readonly identity: readonly PlainStatement[];
  readonly resource: readonly PlainStatement[];
  readonly boundary: readonly PlainStatement[] | undefined;
  /** Whether the resource is a key: its policy decides whether the account's policies count. */
  readonly isKey: boolean;
}

export function isAllowed({ identity, resource, boundary, isKey }: PlainPolicies, request: PlainRequest): boolean {
  const isBounded = boundary !== undefined;
  const applies = (statement: PlainStatement, effect: PlainStatement["Effect"], ofResource: boolean): boolean =>
    statement.Effect === effect &&
    speaksOf(statement, request) &&
    conditionsHold(statement, request) &&
    (!ofResource || isNamed(statement, request, effect, isBounded));
  const denied =
    [...identity, ...(boundary ?? [])].some((statement) => applies(statement, "Deny", false)) ||
    resource.some((statement) => applies(statement, "Deny", true));
  if (denied) return false;
  const byResource = resource.some((statement) => applies(statement, "Allow", true));
  const byIdentity = identity.some((statement) => applies(statement, "Allow", false));
  const delegated = resource.some(
    (statement) =>
      statement.Effect === "Allow" &&
      speaksOf(statement, request) &&
      conditionsHold(statement, request) &&
      namesAccount(statement, request),
  );
  const granted = byResource || (byIdentity && (!isKey || delegated));
  return granted && (boundary === undefined || boundary.some((statement) => applies(statement, "Allow", false)));
}

function glob(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", "[^]*")
    .replaceAll("?", "[^]");
  return new RegExp(`^${source}$`).test(text);
}

function speaksOf(statement: PlainStatement, { action, resource }: PlainRequest): boolean {
  const isAction = (patterns: readonly string[]): boolean =>
    patterns.some((pattern) => glob(pattern.toLowerCase(), action.toLowerCase()));
  const isResource = (patterns: readonly string[]): boolean => patterns.some((pattern) => glob(pattern, resource));
  const byAction = statement.Action ? isAction(statement.Action) : !isAction(statement.NotAction ?? []);
  const byResource = statement.Resource ? isResource(statement.Resource) : !isResource(statement.NotResource ?? []);
  return byAction && byResource;
}

function isNamed(
  { Principal, NotPrincipal }: PlainStatement,
  request: PlainRequest,
  effect: PlainStatement["Effect"],
  isBounded: boolean,
): boolean {
  if (Principal !== undefined) return isAmong(Principal, request, effect);
  if (effect === "Deny" && isBounded) return true;
  return NotPrincipal !== undefined && !isAmong(NotPrincipal, request, effect);
}

function isAmong(principal: PlainPrincipal, { role, service, account }: PlainRequest, effect: string): boolean {
  if (principal === "*" || principal.AWS?.includes("*")) return true;
  if (service !== undefined) return principal.Service?.includes(service) ?? false;
  const named = principal.AWS ?? [];
  if (named.some((one) => one === role)) return true;
  return effect === "Deny" && named.some((one) => one === account || one === `arn:aws:iam::${account}:root`);
}

function namesAccount({ Principal, NotPrincipal }: PlainStatement, { role, account }: PlainRequest): boolean {
  if (role === undefined) return false;
  const lists = (principal: PlainPrincipal): boolean =>
    principal !== "*" && (principal.AWS ?? []).some((one) => one === account || one === `arn:aws:iam::${account}:root`);
  if (Principal !== undefined) return lists(Principal);
  return NotPrincipal !== undefined && !lists(NotPrincipal);
}

function conditionsHold({ Condition = {} }: PlainStatement, { keys }: PlainRequest): boolean {
  return Object.entries(Condition).every(([operator, tests]) =>
    Object.entries(tests).every(([key, wanted]) => holds(operator, keys[key.toLowerCase()], wanted)),
  );
}

function holds(operator: string, values: readonly string[] | undefined, wanted: readonly string[]): boolean {
  const [, set, base = "", ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  if (base === "Null") return wanted.some((text) => (text === "true") === (values === undefined));
  const isNegative = base.includes("Not");
  if (values === undefined)
    return ifExists !== undefined || set === "ForAllValues" || (isNegative && set === undefined);
  const isOne = (value: string): boolean => wanted.some((text) => compare(base.replace("Not", ""), text, value));
  const test = (value: string): boolean => (isNegative ? !isOne(value) : isOne(value));
  return set === "ForAllValues"
    ? values.every(test)
    : set === "ForAnyValue"
      ? values.some(test)
      : test(values[0] ?? "");
}

function compare(base: string, wanted: string, value: string): boolean {
  switch (base) {
    case "StringEquals":
      return wanted === value;
    case "StringEqualsIgnoreCase":
    case "Bool":
      return wanted.toLowerCase() === value.toLowerCase();
    default:
      return glob(wanted, value);
  }
}
