import { describe, expect, test } from "@jest/globals";
import type { Stack } from "../../src/input/app.ts";
import { lintApps } from "../../src/lint/lint-apps.ts";
import type { Finding, Report } from "../../src/lint/report.ts";
import type { Architecture } from "../../src/policy/architecture/architecture.ts";
import { builtinRules } from "../../src/policy/builtin.ts";
import { parseTemplate } from "../../src/template/parse-template.ts";
import { architecture, component, flow, forbidden, quality } from "../policy/architecture/sample-architecture.ts";

const details = `  Details:
    Type: AWS::DynamoDB::Table
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
    Properties:
      BillingMode: PAY_PER_REQUEST
      KeySchema: [{AttributeName: id, KeyType: HASH}]
      AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
`;
const template = `Resources:\n${details}`;

function lint(text: string, enforced: readonly Architecture[], detected: readonly Architecture[] = []): Report {
  const { template } = parseTemplate("app.yaml", text);
  if (template === undefined) throw new Error("the template is wrong");
  const stack: Stack = {
    ...{ name: "app", template, sha256: "", constructPaths: new Map(), account: undefined, region: undefined },
    ...{ parameters: new Map(), tags: new Map(), nested: new Map(), parent: undefined },
  };
  const rules = builtinRules();
  return lintApps(
    { apps: [{ name: "app", kind: "template", stacks: [stack] }], diagnostics: [], unreadable: [], passedOver: 0 },
    rules.filter(({ onlyWhenRequired }) => !onlyWhenRequired),
    {
      ...{ version: "0", asOf: "2026-01-01", parameters: new Map(), stackTags: new Map() },
      ...((enforced.length > 0 || detected.length > 0) && { architectures: { enforced, detected, rules } }),
    },
  );
}

function findingsOf({ findings }: Report, ruleId: string): readonly Finding[] {
  return findings.filter((finding) => finding.ruleId === ruleId);
}

const meta = component("meta", ["nosql"]);
const worker = component("worker", ["compute.fn"]);

describe("an architecture that apps are held to", () => {
  test("changes nothing where none is asked for", () => {
    expect(lint(template, []).architectures).toEqual([]);
  });

  test("makes a warning of its rules an error, and says so in its row", () => {
    expect(findingsOf(lint(template, []), "MET020")[0]?.severity).toBe("warning");
    const held = lint(template, [architecture({ components: [meta], qualities: [quality("meta", "MET020")] })]);
    const [finding] = findingsOf(held, "MET020");
    expect(finding).toMatchObject({ severity: "error", causedBy: null });
    expect(held.architectures[0]).toMatchObject({
      enforced: true,
      counts: { total: 2, proven: 1, violated: 1 },
      requirements: [{}, { address: "meta.MET020", status: "violated", finding: finding?.fingerprint }],
    });
  });

  test("leaves a warning that the requirement calls a warning", () => {
    const lax = { ...quality("meta", "MET020"), severity: "warning" } as const;
    const held = lint(template, [architecture({ components: [meta], qualities: [lax] })]);
    expect(findingsOf(held, "MET020")[0]?.severity).toBe("warning");
  });

  test("finds the component that is missing, and folds the flow that lacks it under that", () => {
    const flows = [flow("save", "worker", "meta", [{ kind: "references" }])];
    const held = lint(template, [architecture({ components: [meta, worker], flows })]);
    const [missing] = findingsOf(held, "ARC001");
    expect(missing).toMatchObject({ verdict: "fail", severity: "error", causedBy: null });
    expect(missing?.message).toContain("worker is missing");
    expect(findingsOf(held, "ARC002")).toMatchObject([{ causedBy: missing?.fingerprint }]);
    expect(held.summary.errors).toBe(1);
  });

  test("gives the same finding another fingerprint in another architecture, and the same one in the same", () => {
    const [one, other] = ["one", "other"].map((name) => architecture({ name, components: [worker] }));
    if (one === undefined || other === undefined) throw new Error("there are two");
    const prints = findingsOf(lint(template, [one, other]), "ARC001").map(({ fingerprint }) => fingerprint);
    expect(new Set(prints).size).toBe(2);
    expect(findingsOf(lint(`# moved\n${template}`, [one]), "ARC001")[0]?.fingerprint).toBe(prints[0]);
  });

  test("shows what is forbidden by the rule that finds it", () => {
    const held = lint(template, [
      architecture({ components: [meta], forbidden: [forbidden("loss", "meta", "MET020")] }),
    ]);
    const [cause] = findingsOf(held, "MET020");
    expect(findingsOf(held, "ARC003")).toMatchObject([{ causedBy: cause?.fingerprint }]);
  });

  test.each([
    ["warn", [{ verdict: "unknown" }]],
    ["fail", [{ verdict: "fail" }]],
    ["pass", []],
  ] as const)("counts what cannot be known as %s asks", (onUnknown, expected) => {
    const nested = `${template}  Child: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: https://x/y.yaml}}\n`;
    const held = lint(nested, [architecture({ components: [{ ...worker, onUnknown }] })]);
    expect(findingsOf(held, "ARC001")).toMatchObject(expected);
    expect(held.architectures[0]?.counts.unknown).toBe(1);
  });
});

describe("what the report has of a flow", () => {
  const both = (table: string): string => `${template}  Fn:
    Type: AWS::Lambda::Function
    Properties: {Role: !GetAtt R.Arn, Code: {S3Bucket: b, S3Key: k}, Environment: {Variables: {T: ${table}}}}
  R: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {}}}
`;
  const asked = architecture({
    components: [meta, { ...worker, title: "works" }],
    flows: [flow("save", "worker", "meta", [{ kind: "references" }], { via: [{ name: "queue", optional: true }] })],
  });

  test("is what was asked for, the hops that were found, and what becomes of it without a zone", () => {
    const [conformance] = lint(both("!Ref Details"), [asked]).architectures;
    expect(conformance?.components[1]).toMatchObject({ name: "worker", title: "works", nodes: ["app/Fn"] });
    expect(conformance?.flows).toEqual([
      {
        ...{ address: "flow.save", from: ["worker"], to: "meta", via: [{ name: "queue", optional: true }] },
        hops: [{ from: "app/Fn", to: "app/Details", status: "present", guard: null }],
        survival: { required: false, worst: { outcome: "holds", hop: null, why: "", guard: null }, zones: [] },
      },
    ]);
  });

  test("is the hop that breaks, where one does", () => {
    const [conformance] = lint(both("none"), [asked]).architectures;
    expect(conformance?.flows[0]).toMatchObject({
      hops: [{ from: "app/Fn", to: "app/Details", status: "violated", guard: null }],
      survival: null,
    });
  });

  test("is nothing where the app is only compared with the architecture", () => {
    expect(lint(both("!Ref Details"), [], [asked]).architectures).toMatchObject([{ enforced: false, flows: [] }]);
  });
});

describe("a fault of ours in one architecture", () => {
  const asked = architecture({ name: "asked", components: [meta], qualities: [quality("meta", "MET020")] });
  const faulty: Architecture = {
    ...architecture({ name: "faulty", components: [meta] }),
    get flows(): never {
      throw new Error("no such flows");
    },
  };

  test.each([
    ["held to", [faulty, asked], []],
    ["compared with", [asked], [faulty]],
  ])("that apps are %s costs that one, and is told", (_, enforced, detected) => {
    const held = lint(template, enforced, detected);
    expect({ ...held, diagnostics: [] }).toEqual(lint(template, [asked]));
    expect(held.diagnostics).toMatchObject([{ code: "fault", severity: "error" }]);
    expect(held.diagnostics[0]?.message).toContain("app, in the architecture faulty: no such flows");
  });
});

describe("an architecture that apps are compared with", () => {
  const own = `  Fn:
    Type: AWS::Lambda::Function
    Properties: {Role: !GetAtt R.Arn, Code: {S3Bucket: b, S3Key: k}, Environment: {Variables: {T: !Ref Details}}}
  R: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {}}}
`;
  const asked = architecture({
    components: [meta, worker],
    flows: [flow("save", "worker", "meta", [{ kind: "references" }])],
    qualities: [quality("meta", "MET020")],
  });

  test("is told where most parts and a flow are there, and finds nothing", () => {
    const seen = lint(template + own, [], [asked]);
    expect(seen.architectures).toMatchObject([{ enforced: false, counts: { total: 4, proven: 3, violated: 1 } }]);
    expect(seen.findings).toEqual(lint(template + own, []).findings);
  });

  test("is told where the flow is broken and was meant to be there", () => {
    const broken = {
      ...asked,
      flows: [flow("save", "worker", "meta", [{ kind: "can", actions: ["dynamodb:PutItem"] }])],
    };
    const [seen] = lint(template + own, [], [broken]).architectures;
    expect(seen?.requirements.find(({ address }) => address === "flow.save")?.status).toBe("violated");
  });

  test("is not told where what should start is told of what should start it", () => {
    const inbox = component("inbox", ["object"]);
    const pipeline = architecture({
      components: [inbox, worker, meta],
      flows: [
        flow("start", "inbox", "worker", [{ kind: "triggers", events: null }]),
        flow("read", "worker", "inbox", [{ kind: "can", actions: ["s3:GetObject"] }]),
        flow("save", "worker", "meta", [{ kind: "references" }]),
      ],
    });
    const archive = `${template}${own}  Archive: {Type: AWS::S3::Bucket}\n`.replace(
      "T: !Ref Details",
      "T: !Ref Details, A: !Ref Archive",
    );
    expect(lint(archive, [], [pipeline]).architectures).toEqual([]);
    const notifying = archive.replace(
      "Archive: {Type: AWS::S3::Bucket}",
      'Archive: {Type: AWS::S3::Bucket, Properties: {NotificationConfiguration: {LambdaConfigurations: [{Event: "s3:ObjectCreated:*", Function: !GetAtt Fn.Arn}]}}}',
    );
    expect(lint(notifying, [], [pipeline]).architectures).toHaveLength(1);
  });

  test("is not told where only the parts are there", () => {
    const apart = (template + own).replace("T: !Ref Details", "T: none");
    expect(lint(apart, [], [asked]).architectures).toEqual([]);
  });
});
