/**
 * Random templates full of conditions, and what they say when their parameters have been put in by hand: a small
 * evaluator of its own, which knows nothing of ours.
 */
import fc from "fast-check";

export type Json = string | number | boolean | readonly Json[] | { readonly [key: string]: Json };
export type Pins = Readonly<Record<string, string>>;

const parameters: Readonly<Record<string, { readonly [key: string]: Json }>> = {
  Env: { Type: "String", AllowedValues: ["dev", "test", "prod"], Default: "dev" },
  Size: { Type: "String", Default: "small" },
  Flag: { Type: "String", AllowedValues: ["true", "false"] },
  Kind: { Type: "String", AllowedValues: ["a", "b", "c", "d", "e", "f"] },
  Block: { Type: "String", AllowedValues: ["0.0.0.0/0", "10.0.0.0/8"] },
  Port: { Type: "Number", AllowedValues: [22, 80, 3389] },
  Names: { Type: "CommaDelimitedList", Default: "x,y" },
};

/** Values that a template tells apart. */
export const domains: Readonly<Record<string, readonly string[]>> = {
  Env: ["dev", "test", "prod"],
  Size: ["small", "large", "huge"],
  Flag: ["true", "false"],
  Kind: ["a", "b", "c", "d", "e", "f"],
  Block: ["0.0.0.0/0", "10.0.0.0/8"],
  Port: ["22", "80", "3389"],
  Names: ["x,y", ""],
};

export const pins: fc.Arbitrary<Pins> = fc.record(
  Object.fromEntries(Object.entries(domains).map(([name, values]) => [name, fc.constantFrom(...values)])),
);

const mappings = {
  ByEnv: {
    dev: { On: "false", Days: "0", Cidr: "10.0.0.0/16", Zone: "a" },
    test: { On: "true", Days: "1", Cidr: "0.0.0.0/0", Zone: "a" },
    prod: { On: "true", Days: "7", Cidr: "0.0.0.0/0", Zone: "b" },
  },
  ByKind: Object.fromEntries(
    [..."abcdef"].map((kind, i) => [kind, { On: String(i % 2 === 0), Class: `db.${i < 3 ? "t4g" : "m7g"}.large` }]),
  ),
};

const names = ["C0", "C1", "C2", "C3", "C4", "C5"];
const ref = (name: string): Json => ({ Ref: name });
const find = (map: string, by: string, key: string): Json => ({ "Fn::FindInMap": [map, ref(by), key] });

const comparison: fc.Arbitrary<Json> = fc
  .oneof(
    ...Object.entries(domains)
      .filter(([name]) => name !== "Names")
      .map(([name, values]) => fc.constantFrom(...values).map((value): [Json, Json] => [ref(name), value])),
    fc.constantFrom<[Json, Json]>(
      [{ "Fn::Join": ["", ref("Names")] }, ""],
      [{ "Fn::Sub": "${Env}-${Flag}" }, "prod-true"],
      [{ "Fn::Join": ["/", [ref("Env"), ref("Size")]] }, "dev/large"],
      [find("ByEnv", "Env", "On"), ref("Flag")],
      [find("ByKind", "Kind", "On"), "true"],
      [{ "Fn::Select": ["0", { "Fn::Split": [".", { "Fn::Sub": "${Kind}.${Env}" }] }] }, "c"],
      [ref("Size"), "large"],
      [ref("Env"), ref("Size")],
    ),
  )
  .chain((sides) => fc.boolean().map((turned): Json => ({ "Fn::Equals": turned ? [...sides].reverse() : sides })));

/** A formula over comparisons and the conditions before it. */
function formula(index: number): fc.Arbitrary<Json> {
  const earlier = names.slice(0, index).map((name): Json => ({ Condition: name }));
  const part = earlier.length === 0 ? comparison : fc.oneof(comparison, fc.constantFrom(...earlier));
  return fc.oneof(
    { weight: 2, arbitrary: comparison },
    { weight: 1, arbitrary: part.map((one): Json => ({ "Fn::Not": [one] })) },
    { weight: 2, arbitrary: fc.array(part, { minLength: 2, maxLength: 3 }).map((all): Json => ({ "Fn::And": all })) },
    { weight: 2, arbitrary: fc.array(part, { minLength: 2, maxLength: 3 }).map((all): Json => ({ "Fn::Or": all })) },
  );
}

const noValue = ref("AWS::NoValue");

/** One of some values, by any of the means of a template. */
function one(...values: readonly Json[]): fc.Arbitrary<Json> {
  return fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.constantFrom(...values),
      fc.tuple(fc.constantFrom(...names), tie("value"), tie("value")).map((items): Json => ({ "Fn::If": items })),
    ),
  })).value;
}

const flag = one("true", "false", noValue, ref("Flag"), find("ByEnv", "Env", "On"), find("ByKind", "Kind", "On"));
const cidr = one("10.0.0.0/8", "0.0.0.0/0", ref("Block"), find("ByEnv", "Env", "Cidr"));
const port = one(22, 443, ref("Port"));
const condition = fc.option(fc.constantFrom(...names), { nil: undefined });

const when = <T extends Json>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<Json> =>
  fc
    .tuple(condition, arbitrary)
    .map(([name, value]): Json => (name === undefined ? value : { "Fn::If": [name, value, noValue] }));

const rule = fc
  .tuple(port, cidr)
  .map(([at, from]): Json => ({ IpProtocol: "tcp", FromPort: at, ToPort: at, CidrIp: from }));
const statement = fc
  .tuple(one("Allow", "Deny"), one("s3:PutObject", "s3:*", "s3:GetObject", { "Fn::Sub": "s3:${Kind}*" }))
  .map(([effect, action]): Json => ({ Effect: effect, Action: action, Resource: { "Fn::Sub": "${Bucket.Arn}/*" } }));

/** Only what nobody refers to may be missing: a reference to what is not there deploys nowhere. */
function resource(
  type: string,
  properties: fc.Arbitrary<{ readonly [key: string]: Json }>,
  isAlone: boolean,
): fc.Arbitrary<Json> {
  return fc
    .tuple(isAlone ? condition : fc.constant(undefined), properties)
    .map(([name, given]): Json => ({ Type: type, ...(name !== undefined && { Condition: name }), Properties: given }));
}

const resources = fc.record({
  Db: resource(
    "AWS::RDS::DBInstance",
    fc.record({
      Engine: fc.constant<Json>("postgres"),
      AllocatedStorage: fc.constant<Json>(20),
      DBInstanceClass: one("db.t4g.large", find("ByKind", "Kind", "Class")),
      MultiAZ: flag,
      PubliclyAccessible: flag,
      StorageEncrypted: flag,
      DeletionProtection: flag,
      BackupRetentionPeriod: one(0, 1, 7, find("ByEnv", "Env", "Days")),
      MasterUsername: one(ref("Size"), "admin"),
      MasterUserPassword: one("{{resolve:secretsmanager:db}}", { "Fn::Sub": "pass-${Size}-${Env}" }),
      VPCSecurityGroups: fc.array(when(fc.constant<Json>({ "Fn::GetAtt": ["Group", "GroupId"] })), {
        minLength: 1,
        maxLength: 2,
      }),
    }),
    true,
  ),
  Group: resource(
    "AWS::EC2::SecurityGroup",
    fc.record({
      GroupDescription: fc.constant<Json>("x"),
      SecurityGroupIngress: fc.array(when(rule), { minLength: 1, maxLength: 4 }),
    }),
    false,
  ),
  Bucket: resource(
    "AWS::S3::Bucket",
    fc.record({
      AccessControl: one("Private", "PublicRead", noValue),
      BucketName: one({ "Fn::Sub": "shop-${Env}-${Kind}" }, "shop", noValue),
      PublicAccessBlockConfiguration: when(
        fc.record({
          BlockPublicAcls: flag,
          BlockPublicPolicy: flag,
          IgnorePublicAcls: flag,
          RestrictPublicBuckets: flag,
        }),
      ),
      VersioningConfiguration: when(one({ Status: "Enabled" }, { Status: "Suspended" })),
    }),
    false,
  ),
  Role: resource(
    "AWS::IAM::Role",
    fc.record({
      AssumeRolePolicyDocument: fc.constant<Json>({
        Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
      }),
      Policies: fc
        .array(when(statement), { minLength: 1, maxLength: 3 })
        .map((all): Json => [{ PolicyName: "p", PolicyDocument: { Statement: all } }]),
    }),
    false,
  ),
  Fn: resource(
    "AWS::Lambda::Function",
    fc.record({
      Runtime: one("nodejs22.x", "nodejs12.x"),
      Handler: fc.constant<Json>("a.b"),
      Role: fc.constant<Json>({ "Fn::GetAtt": ["Role", "Arn"] }),
      Code: fc.constant<Json>({ S3Bucket: "b", S3Key: "k" }),
      Environment: fc.record({
        Variables: fc.record({ BUCKET: one(ref("Bucket"), ref("Env")), TABLE: one(ref("Table"), noValue) }),
      }),
    }),
    true,
  ),
  Table: resource(
    "AWS::DynamoDB::Table",
    fc.record({
      BillingMode: fc.constant<Json>("PAY_PER_REQUEST"),
      PointInTimeRecoverySpecification: when(fc.record({ PointInTimeRecoveryEnabled: flag })),
      Tags: fc.array(fc.record({ Key: one("data", ref("Kind")), Value: one("temp", ref("Size")) }), { maxLength: 2 }),
    }),
    false,
  ),
});

export interface RandomTemplate {
  readonly Conditions: { readonly [key: string]: Json };
  readonly Resources: { readonly [key: string]: Json };
}

export const template: fc.Arbitrary<RandomTemplate> = fc
  .tuple(fc.tuple(...names.map((_, index) => formula(index))), resources)
  .map(([formulas, Resources]) => ({
    Conditions: Object.fromEntries(names.map((name, index) => [name, formulas[index] ?? "true"])),
    Resources: Resources as unknown as { readonly [key: string]: Json },
  }));

/** As text, with its entries in an order. */
export function textOf(
  { Conditions, Resources }: RandomTemplate,
  order: <T>(entries: T[]) => T[] = (all) => all,
): string {
  const sorted = (json: Json): Json => {
    if (typeof json !== "object") return json;
    if (Array.isArray(json)) return json.map(sorted);
    return Object.fromEntries(order(Object.entries(json).map(([key, entry]) => [key, sorted(entry)])));
  };
  return JSON.stringify({
    ...(sorted({ Parameters: parameters, Mappings: mappings, Conditions }) as object),
    Resources,
  });
}

/** The template without parameters, mappings and conditions: everything that these decide put in. */
export function plainTextOf({ Conditions, Resources }: RandomTemplate, given: Pins): string {
  const plain = new Plain(Conditions, given);
  const kept = Object.entries(Resources).flatMap(([logicalId, declared]) => {
    const { Condition, ...declaration } = declared as { readonly [key: string]: Json };
    return Condition === undefined || plain.holds({ Condition })
      ? [[logicalId, plain.value(declaration)] as const]
      : [];
  });
  return JSON.stringify({ Resources: Object.fromEntries(kept) });
}

const gone = Symbol("AWS::NoValue");

class Plain {
  readonly #conditions: { readonly [key: string]: Json };
  readonly #given: Pins;

  constructor(conditions: { readonly [key: string]: Json }, given: Pins) {
    this.#conditions = conditions;
    this.#given = given;
  }

  holds(json: Json): boolean {
    const [[name, argument]] = Object.entries(json) as [[string, Json]];
    const parts = argument as readonly Json[];
    switch (name) {
      case "Condition":
        return this.holds(this.#conditions[argument as string] ?? "");
      case "Fn::And":
        return parts.every((part) => this.holds(part));
      case "Fn::Or":
        return parts.some((part) => this.holds(part));
      case "Fn::Not":
        return !this.holds(parts[0] ?? "");
      default: {
        const [left, right] = parts.map((part) => String(this.value(part)));
        return left === right;
      }
    }
  }

  value(json: Json): Json {
    const value = this.#value(json);
    return value === gone ? "" : value;
  }

  #value(json: Json): Json | typeof gone {
    if (typeof json !== "object") return json;
    if (Array.isArray(json)) return json.map((item) => this.#value(item)).filter((item) => item !== gone);
    const entries = Object.entries(json);
    const [[name, argument] = ["", ""]] = entries;
    if (entries.length === 1) {
      const called = this.#call(name, argument);
      if (called !== undefined) return called;
    }
    const values = entries.map(([key, entry]) => [key, this.#value(entry)] as const);
    return Object.fromEntries(values.filter((entry): entry is readonly [string, Json] => entry[1] !== gone));
  }

  #call(name: string, argument: Json): Json | typeof gone | undefined {
    const parts = argument as readonly Json[];
    switch (name) {
      case "Ref":
        return argument === "AWS::NoValue" ? gone : this.#parameter(argument as string);
      case "Fn::If":
        return this.#value(parts[this.holds({ Condition: parts[0] ?? "" }) ? 1 : 2] ?? "");
      case "Fn::FindInMap": {
        const [map, top, second] = parts.map((part) => String(this.value(part)));
        const table = mappings as unknown as Record<string, Record<string, Record<string, string>>>;
        return table[map ?? ""]?.[top ?? ""]?.[second ?? ""];
      }
      case "Fn::Sub": {
        const text = (argument as string).replace(/\$\{(\w+)\}/g, (whole, key: string) => this.#given[key] ?? whole);
        return text.includes("${") ? { "Fn::Sub": text } : text;
      }
      case "Fn::Join":
        return (this.value(parts[1] ?? []) as readonly Json[]).join(parts[0] as string);
      case "Fn::Split":
        return (this.value(parts[1] ?? "") as string).split(parts[0] as string);
      case "Fn::Select":
        return (this.value(parts[1] ?? []) as readonly Json[])[Number(parts[0])];
      default:
        return undefined;
    }
  }

  #parameter(name: string): Json | undefined {
    const text = this.#given[name];
    if (text === undefined) return undefined;
    return name === "Names" ? text.split(",") : text;
  }
}
