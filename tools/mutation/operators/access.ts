/** Defects of access: statements that are gone, narrowed, denied, or about the wrong thing. */
import type { Operator, Site } from "../operator.ts";
import {
  at,
  drop,
  isMap,
  type Json,
  type JsonMap,
  listOf,
  namesIn,
  put,
  resourcesOf,
  type TemplateTree,
} from "../template-tree.ts";
import { notifications } from "./notifications.ts";

/** A statement of an identity policy, by where it stands. */
interface Written {
  readonly id: string;
  readonly path: readonly (string | number)[];
  readonly statement: JsonMap;
}

const identityTypes = ["AWS::IAM::Role", "AWS::IAM::Policy", "AWS::IAM::ManagedPolicy", "AWS::IAM::RolePolicy"];

export function statementsOf(tree: TemplateTree): readonly Written[] {
  return resourcesOf(tree, ...identityTypes).flatMap(({ id, properties }) => {
    const documents: (readonly (string | number)[])[] = [["PolicyDocument"]];
    listOf(properties["Policies"]).forEach((_, i) => {
      documents.push(["Policies", i, "PolicyDocument"]);
    });
    return documents.flatMap((document) =>
      listOf(at(properties, ...document, "Statement")).flatMap((statement, i) => {
        if (!isMap(statement)) return [];
        const written = Array.isArray(at(properties, ...document, "Statement"));
        return [{ id, path: [...document, "Statement", ...(written ? [i] : [])], statement }];
      }),
    );
  });
}

const actionsOf = (statement: JsonMap): readonly string[] => listOf(statement["Action"]).map(String);
export const allows = (statement: JsonMap, pattern: RegExp): boolean =>
  statement["Effect"] === "Allow" && actionsOf(statement).some((action) => pattern.test(action));

export const put3 = /^s3:(PutObject|Put\*|P\*|\*)/;
const readObject = /^s3:(Get|\*)/;
const writeItem = /^dynamodb:(Put|Update|BatchWrite|\*)/;
const readSecret = /^secretsmanager:(GetSecretValue|\*)/;

/** Compute that a statement's holder works for: what carries the role, or is named in it. */
function workersOf(tree: TemplateTree, id: string): readonly string[] {
  const roles = new Set([
    id,
    ...[...namesIn(at(tree.Resources[id], "Properties", "Roles"))],
    ...namesIn(at(tree.Resources[id], "Properties", "RoleName")),
  ]);
  const profiles = resourcesOf(tree, "AWS::IAM::InstanceProfile")
    .filter(({ properties }) => [...namesIn(properties["Roles"])].some((role) => roles.has(role)))
    .map((one) => one.id);
  const templates = resourcesOf(
    tree,
    "AWS::EC2::LaunchTemplate",
    "AWS::AutoScaling::LaunchConfiguration",
    "AWS::ECS::TaskDefinition",
  )
    .filter(({ properties }) => [...namesIn(properties)].some((name) => profiles.includes(name) || roles.has(name)))
    .map((one) => one.id);
  const direct = Object.entries(tree.Resources).filter(([, resource]) => {
    const names = namesIn([
      at(resource, "Properties", "Role") ?? "",
      at(resource, "Properties", "IamInstanceProfile") ?? "",
      at(resource, "Properties", "LaunchTemplate") ?? "",
      at(resource, "Properties", "LaunchConfigurationName") ?? "",
      at(resource, "Properties", "TaskDefinition") ?? "",
      at(resource, "Properties", "RoleArn") ?? "",
    ]);
    return [...names].some((name) => roles.has(name) || profiles.includes(name) || templates.includes(name));
  });
  return [...roles, ...templates, ...direct.map(([name]) => name)];
}

/** The role that a policy stands in, or the roles of the template that it is attached to. */
function rolesOf(tree: TemplateTree, id: string): readonly string[] {
  const names = [id, ...namesIn(at(tree.Resources[id], "Properties", "Roles"))];
  return names.filter((name) => tree.Resources[name]?.["Type"] === "AWS::IAM::Role");
}

/** What starts the workers of a statement: the bucket before the function. */
function around(tree: TemplateTree, id: string): readonly string[] {
  const workers = workersOf(tree, id);
  const starters = resourcesOf(tree, "AWS::S3::Bucket", "AWS::Lambda::EventSourceMapping", "AWS::Events::Rule").filter(
    ({ properties }) => [...namesIn(properties)].some((name) => workers.includes(name)),
  );
  return [...workers, ...starters.map((one) => one.id)];
}

function atStatements(
  pattern: RegExp,
  change: (statement: JsonMap, tree: TemplateTree, written: Written) => void,
): Operator["sites"] {
  return (tree) =>
    statementsOf(tree)
      .filter(
        ({ statement }) => allows(statement, pattern) && workersOf(tree, statementHolder(tree, statement)).length > 0,
      )
      .map(
        (written): Site => ({
          name: `${written.id} ${written.path.join(".")}`,
          subjects: [...around(tree, written.id), ...namesIn(written.statement["Resource"])],
          apply: (copy) => {
            const found = at(copy.Resources[written.id], "Properties", ...written.path);
            if (isMap(found)) change(found, copy, written);
          },
        }),
      );
}

function statementHolder(tree: TemplateTree, statement: JsonMap): string {
  return statementsOf(tree).find((one) => one.statement === statement)?.id ?? "";
}

/** Whether the compute of the statement is told about one of the resources that it names: rules speak only of those. */
const isTold = (tree: TemplateTree, site: Site, resources: readonly string[]): boolean =>
  Object.entries(tree.Resources).some(([id, resource]) => {
    if (!site.subjects.includes(id) || identityTypes.includes(String(resource["Type"]))) return false;
    const names = namesIn(resource["Properties"]);
    return resources.some((name) => names.has(name));
  });

function told(types: readonly string[], sites: Operator["sites"]): Operator["sites"] {
  return (tree) => {
    const stores = resourcesOf(tree, ...types).map(({ id }) => id);
    return sites(tree).filter((site) =>
      isTold(
        tree,
        site,
        stores.filter((store) => site.subjects.includes(store)),
      ),
    );
  };
}

const other =
  (action: string) =>
  (statement: JsonMap): void =>
    put(statement, ["Action"], action);
const bucketTypes = ["AWS::S3::Bucket"];
const tableTypes = ["AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable"];

/** The bucket itself in place of its objects, in every form that a resource is written in. */
function withoutObjects(resource: Json): Json {
  if (typeof resource === "string") return resource.replace(/\/\*$/, "");
  if (Array.isArray(resource)) return resource.map(withoutObjects);
  const text = at(resource, "Fn::Sub");
  if (typeof text === "string") return { "Fn::Sub": text.replace(/\/\*$/, "") };
  const joined = at(resource, "Fn::Join", 1);
  if (Array.isArray(joined) && joined.at(-1) === "/*") return { "Fn::Join": ["", joined.slice(0, -1)] };
  return resource;
}

export const accessOperators: readonly Operator[] = [
  {
    name: "the role may not use the bucket any more",
    rules: ["UPL002", "UPL001", "MET012"],
    sites: told(bucketTypes, atStatements(/^s3:/, other("ec2:DescribeTags"))),
  },
  {
    name: "actions on objects are granted on the bucket",
    rules: ["UPL003"],
    also: ["UPL002", "MET012", "UPL001"],
    sites: (tree) =>
      atStatements(put3, (s) => {
        s["Resource"] = withoutObjects(s["Resource"] ?? "");
      })(tree).filter(({ name }) => {
        const written = statementsOf(tree).find((one) => `${one.id} ${one.path.join(".")}` === name);
        return (
          written !== undefined &&
          JSON.stringify(written.statement["Resource"]) !==
            JSON.stringify(withoutObjects(written.statement["Resource"] ?? "")) &&
          actionsOf(written.statement).every((action) => /^s3:(Get|Put|Delete)Object/.test(action))
        );
      }),
  },
  {
    name: "the grant is on another bucket",
    rules: ["UPL002", "MET012"],
    sites: told(
      bucketTypes,
      atStatements(/^s3:/, (s) => put(s, ["Resource"], "arn:aws:s3:::somebody-elses-bucket/*")),
    ),
  },
  {
    name: "the role may not write the table any more",
    rules: ["MET013"],
    sites: told(tableTypes, atStatements(writeItem, other("dynamodb:DescribeTable"))),
  },
  {
    name: "the role may only read the table",
    rules: ["MET013"],
    sites: told(tableTypes, atStatements(writeItem, other("dynamodb:GetItem"))),
  },
  {
    name: "the grant is on the table's indexes",
    rules: ["MET013"],
    sites: told(
      tableTypes,
      atStatements(writeItem, (s) => {
        const [table] = namesIn(s["Resource"]);
        if (table !== undefined) s["Resource"] = { "Fn::Sub": `\${${table}.Arn}/index/*` };
      }),
    ),
  },
  {
    name: "the grant is on another table",
    rules: ["MET013"],
    sites: told(
      tableTypes,
      atStatements(writeItem, (s) => put(s, ["Resource"], "arn:aws:dynamodb:eu-west-1:111122223333:table/other")),
    ),
  },
  {
    name: "a statement denies writing items",
    rules: ["MET013"],
    sites: told(
      tableTypes,
      atStatements(writeItem, (statement, copy, { id, path }) => {
        const list = at(copy.Resources[id], "Properties", ...path.slice(0, -1));
        if (Array.isArray(list))
          list.push({ Effect: "Deny", Action: "dynamodb:*", Resource: structuredClone(statement["Resource"] ?? "*") });
        else put(statement, ["Effect"], "Deny");
      }),
    ),
  },
  {
    name: "a boundary allows nothing of it",
    rules: ["MET013", "UPL002"],
    also: ["MET023", "MET016", "MET008", "MET012", "USR012", "UPL001"],
    sites: (tree) =>
      told(
        [...bucketTypes, ...tableTypes],
        atStatements(/^(s3|dynamodb):/, (_s, copy, { id }) => {
          copy.Resources["MutantBoundary"] = {
            Type: "AWS::IAM::ManagedPolicy",
            Properties: {
              PolicyDocument: {
                Version: "2012-10-17",
                Statement: [{ Effect: "Allow", Action: "logs:*", Resource: "*" }],
              },
            },
          };
          for (const role of rolesOf(copy, id))
            put(copy.Resources[role] ?? {}, ["Properties", "PermissionsBoundary"], { Ref: "MutantBoundary" });
        }),
      )(tree).filter(({ name }) => rolesOf(tree, name.split(" ", 1)[0] ?? "").length > 0),
  },
  {
    name: "the role may not read the database's secret",
    rules: ["USR012"],
    sites: told(
      [
        "AWS::RDS::DBInstance",
        "AWS::RDS::DBCluster",
        "AWS::SecretsManager::Secret",
        "AWS::SecretsManager::SecretTargetAttachment",
      ],
      atStatements(readSecret, other("secretsmanager:ListSecrets")),
    ),
  },
  {
    name: "the role may do everything",
    rules: ["SEC006"],
    // Where the bucket that it could use stands in another stack, no bucket is named any more.
    also: ["UPL001"],
    sites: (tree) =>
      atStatements(/^(s3|dynamodb):/, (s) => {
        s["Action"] = "*";
        s["Resource"] = "*";
      })(tree),
  },
  {
    name: "the function may not write its log",
    rules: ["MET023"],
    sites: (tree) =>
      resourcesOf(tree, "AWS::IAM::Role")
        .filter(({ properties }) =>
          JSON.stringify(properties["ManagedPolicyArns"] ?? "").includes("AWSLambdaBasicExecutionRole"),
        )
        .map(({ id }) => ({
          name: id,
          subjects: workersOf(tree, id),
          apply: (copy) => drop(copy.Resources[id] ?? {}, "Properties", "ManagedPolicyArns"),
        })),
  },
  {
    name: "the function may not send to where its failures go",
    rules: ["MET016"],
    sites: (tree) => {
      const targets = resourcesOf(tree, "AWS::Lambda::Function").flatMap(({ properties }) => [
        ...namesIn(properties["DeadLetterConfig"]),
      ]);
      return atStatements(
        /^(sqs|sns):/,
        other("sqs:GetQueueUrl"),
      )(tree).filter(({ subjects }) => subjects.some((name) => targets.includes(name)));
    },
  },
  {
    name: "the mapping's role may not read the queue",
    rules: ["MET008"],
    sites: (tree) => {
      const read = resourcesOf(tree, "AWS::Lambda::EventSourceMapping").flatMap(({ properties }) => [
        ...namesIn(properties["EventSourceArn"]),
      ]);
      return atStatements(
        /^sqs:(Receive|\*)/,
        other("sqs:GetQueueUrl"),
      )(tree).filter(({ subjects }) => subjects.some((name) => read.includes(name)));
    },
  },
  {
    name: "the function writes where it is started from",
    rules: ["MET009"],
    sites: (tree) =>
      notifications(tree).flatMap(({ bucket, functions }) =>
        functions.flatMap((fn) =>
          [...namesIn(at(tree.Resources[fn], "Properties", "Role"))]
            .filter((role) => isMap(tree.Resources[role]))
            .map((role) => ({
              name: `${bucket} ${fn}`,
              subjects: [bucket, fn],
              apply: (copy: TemplateTree) => {
                const policies = at(copy.Resources[role], "Properties", "Policies");
                const policy = {
                  PolicyName: "mutant",
                  PolicyDocument: {
                    Version: "2012-10-17",
                    Statement: [
                      {
                        Effect: "Allow",
                        Action: "s3:PutObject",
                        Resource: { "Fn::Sub": `arn:\${AWS::Partition}:s3:::${bucketName(copy, bucket)}/*` },
                      },
                    ],
                  },
                };
                if (Array.isArray(policies)) policies.push(policy);
                else put(copy.Resources[role] ?? {}, ["Properties", "Policies"], [policy]);
              },
            })),
        ),
      ),
  },
  {
    name: "objects are read by nobody that they start",
    rules: ["MET012"],
    also: ["UPL002"],
    sites: (tree) => {
      const started = notifications(tree).flatMap(({ functions }) => functions);
      return told(
        bucketTypes,
        atStatements(readObject, other("s3:ListBucket")),
      )(tree).filter(({ subjects }) => subjects.some((id) => started.includes(id)));
    },
  },
];

/** The name that a bucket is given, as text of a Sub: by its own name a role can be told of it without a circle. */
function bucketName(tree: TemplateTree, id: string): string {
  const name = at(tree.Resources[id], "Properties", "BucketName");
  const text = at(name, "Fn::Sub");
  return typeof name === "string" ? name : typeof text === "string" ? text : `\${${id}}`;
}
