import { describe, expect, test } from "@jest/globals";
import { can } from "../../../src/graph/access/can.ts";
import { mayAny } from "../../../src/graph/access/delegation.ts";
import type { Answer } from "../../../src/graph/model.ts";
import { World } from "../../../src/resolve/world.ts";
import { type GraphOptions, graphOf, nodeIn } from "../graph-of.ts";

const stores = `
  Uploads: {Type: AWS::S3::Bucket}
  Named: {Type: AWS::S3::Bucket, Properties: {BucketName: acme-photos}}
  Table: {Type: AWS::DynamoDB::Table, Properties: {BillingMode: PAY_PER_REQUEST}}`;

const lambda = (role: string): string => `
  Fn: {Type: AWS::Lambda::Function, Properties: {Role: ${role}, Code: {ZipFile: x}}}`;

/** A function whose role has these properties, and what else there is. */
function app(role: string, more = ""): string {
  return `Resources:${stores}${lambda("!GetAtt Role.Arn")}
  Role: {Type: AWS::IAM::Role, Properties: {${role}}}${more}`;
}

const inline = (...statements: readonly string[]): string =>
  `Policies: [{PolicyName: p, PolicyDocument: {Statement: [${statements.join(", ")}]}}]`;

function ask(text: string, action: string, resource: string, options: GraphOptions = {}, compute = "Fn"): Answer {
  const graph = graphOf(text, options);
  return can(graph, nodeIn(graph, compute), action, nodeIn(graph, resource), World.open.fresh());
}

const spelled = (answer: Answer): string =>
  answer.answer === "unknown" ? `unknown: ${answer.reasons.map(({ kind }) => kind).join(", ")}` : answer.answer;

describe("what one statement allows", () => {
  const objects = "!Sub '${Uploads.Arn}/*'";
  test.each([
    [`{Effect: Allow, Action: "s3:PutObject", Resource: ${objects}}`, "s3:PutObject", "Uploads", "yes"],
    [`{Effect: Allow, Action: "S3:putobject", Resource: ${objects}}`, "s3:PutObject", "Uploads", "yes"],
    [`{Effect: Allow, Action: ["s3:Get*", "s3:Put?bject"], Resource: ${objects}}`, "s3:PutObject", "Uploads", "yes"],
    [`{Effect: Allow, Action: "s3:GetObject", Resource: ${objects}}`, "s3:PutObject", "Uploads", "no"],
    [`{Effect: Allow, Action: "*", Resource: "*"}`, "s3:PutObject", "Uploads", "yes"],
    [`{Effect: Allow, Action: "s3:*", Resource: !GetAtt Uploads.Arn}`, "s3:PutObject", "Uploads", "no"],
    [`{Effect: Allow, Action: "s3:*", Resource: !GetAtt Uploads.Arn}`, "s3:ListBucket", "Uploads", "yes"],
    [`{Effect: Allow, Action: "s3:*", Resource: ${objects}}`, "s3:ListBucket", "Uploads", "no"],
    [
      `{Effect: Allow, Action: "s3:PutObject", Resource: !Sub "arn:\${AWS::Partition}:s3:::\${Uploads}/in/*"}`,
      "s3:PutObject",
      "Uploads",
      "yes",
    ],
    [
      `{Effect: Allow, Action: "s3:PutObject", Resource: !Join ["", ["arn:aws:s3:::", !Ref Uploads, "/*"]]}`,
      "s3:PutObject",
      "Uploads",
      "yes",
    ],
    [`{Effect: Allow, Action: "s3:PutObject", Resource: !Sub "\${Named.Arn}/*"}`, "s3:PutObject", "Uploads", "no"],
    [`{Effect: Allow, Action: "s3:PutObject", Resource: "arn:aws:s3:::acme-photos/*"}`, "s3:PutObject", "Named", "yes"],
    [`{Effect: Allow, Action: "s3:PutObject", Resource: "arn:aws:s3:::acme-*"}`, "s3:PutObject", "Named", "yes"],
    [
      `{Effect: Allow, Action: "s3:PutObject", Resource: "arn:aws:s3:::acme-photos/*"}`,
      "s3:PutObject",
      "Uploads",
      "no",
    ],
    [
      `{Effect: Allow, Action: "s3:PutObject", Resource: "arn:aws:s3:::acme-*/*"}`,
      "s3:PutObject",
      "Uploads",
      "unknown: generated",
    ],
    [
      `{Effect: Allow, Action: "s3:PutObject", Resource: "arn:aws:s3:::\${aws:username}/*"}`,
      "s3:PutObject",
      "Named",
      "unknown: policy-variable",
    ],
    [
      `{Effect: Allow, Action: "s3:PutObject", Resource: !Sub "\${Named.Arn}/\${!aws:username}/*"}`,
      "s3:PutObject",
      "Named",
      "yes",
    ],
    [`{Effect: Allow, NotAction: "iam:*", Resource: "*"}`, "dynamodb:PutItem", "Table", "yes"],
    [`{Effect: Allow, NotAction: "dynamodb:*", Resource: "*"}`, "dynamodb:PutItem", "Table", "no"],
    [`{Effect: Allow, Action: "s3:*", NotResource: !Sub "\${Uploads.Arn}/*"}`, "s3:PutObject", "Uploads", "no"],
    [
      `{Effect: Allow, Action: "s3:*", NotResource: !Sub "\${Uploads.Arn}/private/*"}`,
      "s3:PutObject",
      "Uploads",
      "yes",
    ],
    [`{Effect: Allow, Action: "s3:*", NotResource: !Sub "\${Uploads.Arn}/*"}`, "s3:PutObject", "Named", "yes"],
    [`{Effect: Allow, Action: "dynamodb:*", Resource: !GetAtt Table.Arn}`, "dynamodb:PutItem", "Table", "yes"],
    [
      `{Effect: Allow, Action: "dynamodb:*", Resource: !Sub "arn:aws:dynamodb:eu-west-1:111122223333:table/\${Table}"}`,
      "dynamodb:PutItem",
      "Table",
      "yes",
    ],
    [
      `{Effect: Allow, Action: "dynamodb:*", Resource: !Sub "\${Table.Arn}/index/*"}`,
      "dynamodb:PutItem",
      "Table",
      "no",
    ],
    [`{Effect: Allow, Action: "dynamodb:*", Resource: !Sub "\${Table.Arn}/index/*"}`, "dynamodb:Query", "Table", "yes"],
    [`{Effect: Allow, Action: "dynamodb:*", Resource: !GetAtt Table.StreamArn}`, "dynamodb:PutItem", "Table", "no"],
    [
      `{Effect: Allow, Action: "dynamodb:*", Resource: !Sub "\${Table.Arn}/stream/*"}`,
      "dynamodb:GetRecords",
      "Table",
      "yes",
    ],
    [`{Effect: Deny, Action: "s3:PutObject", Resource: "*"}`, "s3:PutObject", "Uploads", "no"],
  ])("%s: %s on %s is %s", (statement, action, resource, expected) => {
    expect(spelled(ask(app(inline(statement)), action, resource))).toBe(expected);
  });
});

test("a pattern with the name of the stack may match a made-up name, which begins with it, and a literal", () => {
  const allow = (name: string) =>
    inline(`{Effect: Allow, Action: "s3:*", Resource: !Sub "arn:aws:s3:::\${AWS::StackName}-${name}"}`);
  expect(spelled(ask(app(allow("*")), "s3:PutObject", "Uploads"))).toBe("unknown: attribute");
  expect(spelled(ask(app(allow("photos/*")), "s3:PutObject", "Named"))).toBe("unknown: attribute");
});

describe("denials and boundaries", () => {
  const all = '{Effect: Allow, Action: "*", Resource: "*"}';
  test.each([
    ['{Effect: Deny, Action: "s3:Put*", Resource: "*"}', "no", "an explicit denial wins"],
    ['{Effect: Deny, Action: "s3:Put*", Resource: !Sub "${Uploads.Arn}/*"}', "no", "of all objects"],
    [
      '{Effect: Deny, Action: "s3:Put*", Resource: !Sub "${Uploads.Arn}/private/*"}',
      "yes",
      "of some objects leaves the others",
    ],
    ['{Effect: Deny, Action: "s3:Put*", Resource: !GetAtt Uploads.Arn}', "yes", "of the bucket alone denies no object"],
    ['{Effect: Deny, NotAction: "dynamodb:*", Resource: "*"}', "no", "of everything else"],
    ['{Effect: Deny, Action: "s3:*", NotResource: !Sub "${Uploads.Arn}/*"}', "yes", "of all other buckets"],
    [
      '{Effect: Deny, Action: "*", Resource: "*", Condition: {Bool: {"aws:SecureTransport": "false"}}}',
      "yes",
      "of plain HTTP",
    ],
    [
      '{Effect: Deny, Action: "*", Resource: "*", Condition: {StringNotEquals: {"s3:x-amz-server-side-encryption": "aws:kms"}}}',
      "yes",
      "that the caller can avoid",
    ],
    [
      '{Effect: Deny, Action: "*", Resource: "*", Condition: {StringNotEquals: {"aws:SourceVpce": "vpce-1"}}}',
      "unknown: condition",
      "that depends on the network",
    ],
    [
      '{Effect: Deny, Action: "*", Resource: "*", Condition: {ArnNotEquals: {"aws:PrincipalArn": !GetAtt Role.Arn}}}',
      "yes",
      "of all others",
    ],
  ])("%s: %s (%s)", (statement, expected) => {
    expect(spelled(ask(app(inline(all, statement)), "s3:PutObject", "Uploads"))).toBe(expected);
  });

  test("a denial that covers just what is allowed leaves nothing", () => {
    const statements = ["Allow", "Deny"].map(
      (effect) => `{Effect: ${effect}, Action: "s3:PutObject", Resource: !Sub "\${Uploads.Arn}/in/*"}`,
    );
    expect(spelled(ask(app(inline(...statements)), "s3:PutObject", "Uploads"))).toBe("no");
  });

  const boundary = (document: string): string => `
  Edge: {Type: AWS::IAM::ManagedPolicy, Properties: {PolicyDocument: {Statement: [${document}]}}}`;
  test.each([
    ['{Effect: Allow, Action: "dynamodb:*", Resource: "*"}', "no"],
    ['{Effect: Allow, Action: "s3:*", Resource: "*"}', "yes"],
    ['{Effect: Allow, Action: "*", Resource: "*"}, {Effect: Deny, Action: "s3:*", Resource: "*"}', "no"],
  ])("a boundary of %s gives %s", (document, expected) => {
    const text = app(`${inline(all)}, PermissionsBoundary: !Ref Edge`, boundary(document));
    expect(spelled(ask(text, "s3:PutObject", "Uploads"))).toBe(expected);
  });

  test("a boundary from outside is not known", () => {
    const text = app(`${inline(all)}, PermissionsBoundary: "arn:aws:iam::111122223333:policy/edge"`);
    expect(spelled(ask(text, "s3:PutObject", "Uploads"))).toBe("unknown: policy");
  });
});

test("a denial on the indexes of a table leaves the table", () => {
  const all = '{Effect: Allow, Action: "*", Resource: "*"}';
  const deny = '{Effect: Deny, Action: "dynamodb:Query", Resource: !Sub "${Table.Arn}/index/*"}';
  expect(spelled(ask(app(inline(all, deny)), "dynamodb:Query", "Table"))).toBe("yes");
});

describe("a permission under a condition", () => {
  const under = (condition: string, role = ""): string =>
    app(`${inline(`{Effect: Allow, Action: "s3:*", Resource: "*", Condition: ${condition}}`)}${role}`);
  test.each([
    ['{StringLike: {"s3:prefix": "photos/*"}}', "yes", "that the caller can meet"],
    ['{StringLike: {"s3:prefix": "home/${aws:username}/*"}}', "unknown: condition", "that hangs on who the caller is"],
    ['{StringLike: {"s3:prefix": ["home/${aws:username}/*", "shared/*"]}}', "yes", "of which one value can be met"],
    ['{IpAddress: {"aws:SourceIp": 203.0.113.0/24}}', "unknown: condition", "of the network"],
    ['{StringEquals: {"aws:PrincipalOrgID": o-1}}', "unknown: condition", "of the organisation"],
    ['{StringEquals: {"aws:SourceVpce": vpce-1}}', "unknown: condition", "of an endpoint"],
    ['{DateLessThan: {"aws:CurrentTime": "2030-01-01T00:00:00Z"}}', "unknown: condition", "of the time"],
    ['{StringEquals: {"aws:PrincipalTag/team": shop}}', "yes", "of a tag that the role has"],
    ['{StringEquals: {"aws:PrincipalTag/team": other}}', "no", "of a tag that the role has otherwise"],
    ['{StringEquals: {"aws:PrincipalTag/stage": prod}}', "unknown: condition", "of a tag that may come with the stack"],
    ['{StringEquals: {"aws:SourceAccount": "111122223333"}}', "no", "for services"],
    ['{StringEquals: {"s3:ResourceAccount": !Ref AWS::AccountId}}', "yes", "of the account"],
    ['{Null: {"aws:SourceArn": true}}', "yes", "that a key is not there"],
    ['{Null: {"aws:SourceArn": false}}', "no", "that a key is there"],
    ["!Ref AWS::NoValue", "yes", "that is not there"],
  ])("%s: %s (%s)", (condition, expected) => {
    const text = under(condition, ", Tags: [{Key: team, Value: shop}]");
    expect(spelled(ask(text, "s3:PutObject", "Uploads"))).toBe(expected);
  });

  test("of a region is met in the region that is known", () => {
    const text = under('{StringEquals: {"aws:RequestedRegion": eu-west-1}}');
    expect(spelled(ask(text, "s3:PutObject", "Uploads"))).toBe("yes");
  });
});

test("a role is named with its path", () => {
  const policy = `
  Policy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Uploads
      PolicyDocument: {Statement: [{Effect: Allow, Principal: {AWS: "arn:aws:iam::111122223333:role/shop/app"}, Action: "s3:PutObject", Resource: "*"}]}`;
  expect(spelled(ask(app("RoleName: app, Path: /shop/", policy), "s3:PutObject", "Uploads"))).toBe("yes");
  expect(spelled(ask(app("RoleName: app", policy), "s3:PutObject", "Uploads"))).toBe("no");
});

test("a session of a role is the role", () => {
  const policy = `
  Policy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Uploads
      PolicyDocument: {Statement: [{Effect: Allow, Principal: {AWS: !Sub "arn:aws:sts::\${AWS::AccountId}:assumed-role/\${Role}/Fn"}, Action: "s3:PutObject", Resource: "*"}]}`;
  expect(spelled(ask(app("Path: /", policy), "s3:PutObject", "Uploads"))).toBe("yes");
});

test("objects are put through an access point too", () => {
  const point = "\n  Point: {Type: AWS::S3::AccessPoint, Properties: {Bucket: !Ref Uploads, Name: uploads}}";
  const allow = inline('{Effect: Allow, Action: "s3:PutObject", Resource: !Sub "${Point.Arn}/object/*"}');
  expect(spelled(ask(app(allow, point), "s3:PutObject", "Uploads"))).toBe("yes");
  expect(spelled(ask(app(allow, point), "s3:PutObject", "Named"))).toBe("no");
  const policy = `
  Policy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Uploads
      PolicyDocument: {Statement: [{Effect: Deny, Principal: "*", Action: "s3:PutObject", Resource: !Sub "\${Uploads.Arn}/*"}]}`;
  expect(spelled(ask(app(allow, point + policy), "s3:PutObject", "Uploads"))).toBe("no");
});

describe("the roads to a policy", () => {
  const document = '{Statement: [{Effect: Allow, Action: "s3:PutObject", Resource: "*"}]}';
  const policy = (type: string, attached: string): string =>
    `\n  P: {Type: AWS::IAM::${type}, Properties: {${attached}PolicyDocument: ${document}}}`;
  test.each([
    ["AWS::IAM::Policy", "Path: /", policy("Policy", "Roles: [!Ref Role], "), "yes"],
    ["AWS::IAM::Policy by the role's name", "RoleName: app", policy("Policy", "Roles: [app], "), "yes"],
    ["AWS::IAM::Policy of another role", "Path: /", policy("Policy", "Roles: [other], "), "no"],
    ["AWS::IAM::RolePolicy", "Path: /", policy("RolePolicy", "RoleName: !Ref Role, "), "yes"],
    ["a managed policy that names the role", "Path: /", policy("ManagedPolicy", "Roles: [!Ref Role], "), "yes"],
    ["a managed policy that the role names", "ManagedPolicyArns: [!Ref P]", policy("ManagedPolicy", ""), "yes"],
  ])("%s: %s%s gives %s", (_road, role, more, expected) => {
    expect(spelled(ask(app(role, more), "s3:PutObject", "Uploads"))).toBe(expected);
  });

  test.each([
    ["arn:aws:iam::aws:policy/AmazonS3FullAccess", "yes"],
    ['!Sub "arn:${AWS::Partition}:iam::aws:policy/AWSLambdaExecute"', "yes"],
    ["arn:aws:iam::aws:policy/PowerUserAccess", "yes"],
    ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess", "no"],
    ["arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole", "no"],
    ["arn:aws:iam::aws:policy/AmazonRoute53ReadOnlyAccess", "no"],
    ["arn:aws:iam::aws:policy/ACompletelyNewPolicy", "unknown: managed-policy"],
    ["arn:aws:iam::111122223333:policy/theirs", "unknown: policy"],
  ])("the managed policy %s gives %s", (arn, expected) => {
    expect(spelled(ask(app(`ManagedPolicyArns: [${arn}]`), "s3:PutObject", "Uploads"))).toBe(expected);
  });

  test.each([
    ["{AWS: !GetAtt Role.Arn}", "yes"],
    ['"*"', "yes"],
    ['{AWS: !Sub "arn:aws:iam::${AWS::AccountId}:root"}', "no"],
    ["{AWS: !Ref AWS::AccountId}", "no"],
    ["{Service: s3.amazonaws.com}", "no"],
    ['{AWS: "arn:aws:iam::111122223333:role/other"}', "no"],
  ])("a bucket policy for %s gives %s", (principal, expected) => {
    const policy = `
  Policy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Uploads
      PolicyDocument: {Statement: [{Effect: Allow, Principal: ${principal}, Action: "s3:PutObject", Resource: !Sub "\${Uploads.Arn}/*"}]}`;
    expect(spelled(ask(app("Path: /", policy), "s3:PutObject", "Uploads"))).toBe(expected);
  });

  test("a bucket policy denies what the role's policy allows", () => {
    const policy = `
  Policy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Uploads
      PolicyDocument: {Statement: [{Effect: Deny, NotPrincipal: {AWS: "arn:aws:iam::111122223333:role/admin"}, Action: "s3:*", Resource: !Sub "\${Uploads.Arn}/*"}]}`;
    const text = app(inline('{Effect: Allow, Action: "s3:*", Resource: "*"}'), policy);
    expect(spelled(ask(text, "s3:PutObject", "Uploads"))).toBe("no");
  });
});

describe("the roads to a role", () => {
  const may = '{Effect: Allow, Action: "s3:*", Resource: "*"}';
  const withProfile = (compute: string): string => `Resources:${stores}
  Role: {Type: AWS::IAM::Role, Properties: {${inline(may)}}}
  Profile: {Type: AWS::IAM::InstanceProfile, Properties: {Roles: [!Ref Role]}}${compute}`;
  test.each([
    [
      "an instance",
      "\n  C: {Type: AWS::EC2::Instance, Properties: {ImageId: ami-1, IamInstanceProfile: !Ref Profile}}",
      "yes",
    ],
    ["an instance without a profile", "\n  C: {Type: AWS::EC2::Instance, Properties: {ImageId: ami-1}}", "no"],
    [
      "a group with a launch template",
      `
  T: {Type: AWS::EC2::LaunchTemplate, Properties: {LaunchTemplateData: {IamInstanceProfile: {Arn: !GetAtt Profile.Arn}}}}
  C: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {LaunchTemplate: {LaunchTemplateId: !Ref T, Version: "1"}}}`,
      "yes",
    ],
    [
      "a task with a task role",
      `
  T: {Type: AWS::ECS::TaskDefinition, Properties: {TaskRoleArn: !GetAtt Role.Arn}}
  C: {Type: AWS::ECS::Service, Properties: {TaskDefinition: !Ref T}}`,
      "yes",
    ],
    [
      "a task that has an execution role only",
      `
  T: {Type: AWS::ECS::TaskDefinition, Properties: {ExecutionRoleArn: !GetAtt Role.Arn, RequiresCompatibilities: [FARGATE]}}
  C: {Type: AWS::ECS::Service, Properties: {TaskDefinition: !Ref T, LaunchType: FARGATE}}`,
      "no",
    ],
    [
      "a task on instances without a task role",
      `
  T: {Type: AWS::ECS::TaskDefinition, Properties: {Family: t}}
  C: {Type: AWS::ECS::Service, Properties: {TaskDefinition: !Ref T, LaunchType: EC2}}`,
      "unknown: role",
    ],
    [
      "a function with a role from elsewhere",
      '\n  C: {Type: AWS::Lambda::Function, Properties: {Role: "arn:aws:iam::111122223333:role/x"}}',
      "unknown: role",
    ],
    ["nodes of EKS", "\n  C: {Type: AWS::EKS::Nodegroup, Properties: {NodeRole: !GetAtt Role.Arn}}", "unknown: role"],
  ])("%s: %s", (_title, compute, expected) => {
    expect(spelled(ask(withProfile(compute), "s3:PutObject", "Uploads", {}, "C"))).toBe(expected);
  });

  test("a role that is exported may have got permissions elsewhere", () => {
    const text = `${app("Path: /")}\nOutputs: {R: {Value: !GetAtt Role.Arn, Export: {Name: r}}}`;
    expect(spelled(ask(text, "s3:PutObject", "Uploads"))).toBe("unknown: escape");
  });

  test("a permission that hangs on a parameter without a value is not known", () => {
    const text = `Parameters: {Which: {Type: String}}\n${app(inline('{Effect: Allow, Action: "s3:PutObject", Resource: !Ref Which}'))}`;
    expect(spelled(ask(text, "s3:PutObject", "Uploads"))).toBe("unknown: parameter");
    expect(spelled(ask(text, "s3:PutObject", "Uploads", { parameters: { Which: "*" } }))).toBe("yes");
  });
});

test("the evidence goes from the function over its role to the statement that decides", () => {
  const text = app(inline('{Effect: Allow, Action: "s3:PutObject", Resource: !GetAtt Uploads.Arn}'));
  expect(ask(text, "s3:PutObject", "Uploads").evidence.map(({ message }) => message)).toEqual([
    "Fn runs with the role Role",
    "Role allows s3:PutObject, but not on the objects of Uploads",
  ]);
});

describe("access in another role's name", () => {
  const other = (trust: string): string => `
  Other:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Principal: ${trust}, Action: "sts:AssumeRole"}]}
      ${inline('{Effect: Allow, Action: "s3:*", Resource: "*"}')}`;
  const may = (role: string, trust: string): string => {
    const graph = graphOf(app(role, other(trust)));
    return spelled(mayAny(graph, nodeIn(graph, "Fn"), ["s3:PutObject"], nodeIn(graph, "Uploads"), World.open.fresh()));
  };

  test("is had by who may pass the role to a service", () => {
    const pass = inline('{Effect: Allow, Action: "iam:PassRole", Resource: !GetAtt Other.Arn}');
    expect(may(pass, "{Service: mediaconvert.amazonaws.com}")).toBe("yes");
  });

  test("is had by whom the role's trust policy names", () => {
    expect(may("Path: /", "{AWS: !GetAtt Role.Arn}")).toBe("yes");
  });

  test("may be given by other code that may assume the role", () => {
    expect(may("Path: /", '{AWS: "arn:aws:iam::111122223333:role/vendor"}')).toBe("unknown: credentials");
  });

  test("is not had where only a service may assume the role", () => {
    expect(may("Path: /", "{Service: lambda.amazonaws.com}")).toBe("no");
  });
});
