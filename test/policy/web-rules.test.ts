import { describe, expect, test } from "@jest/globals";
import { factRegistry } from "../../src/policy/facts/registry.ts";
import { judgeRules } from "../../src/policy/judge-rules.ts";
import { loadRule } from "../../src/policy/load-rule.ts";
import { ruleFiles } from "../../tools/rule-files.ts";
import { graphOf } from "../graph/graph-of.ts";

const registry = factRegistry();

/** The severities of what a rule finds in a template, and how it says it. */
function found(id: string, template: string): readonly (readonly [string, string])[] {
  const file = ruleFiles().find(({ path }) => path.endsWith(`${id}.yaml`));
  const { rule } = loadRule(file?.path ?? id, file?.text ?? "", registry);
  if (rule === undefined) throw new Error(`there is no rule ${id}`);
  return judgeRules([rule], graphOf(template), registry)
    .filter(({ verdict }) => verdict === "fail")
    .map(({ severity, message }) => [severity, message] as const);
}

describe("plain HTTP", () => {
  const template = (source: string, actions: string, more = ""): string => `
Resources:
  Balancer: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {Subnets: [a, b], SecurityGroups: [!Ref Web]}}
  Web: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: web, VpcId: vpc-1, SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 80, ToPort: 80, ${source}}]}}
  Http: {Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {LoadBalancerArn: !Ref Balancer, Port: 80, Protocol: HTTP, DefaultActions: ${actions}}}${more}`;
  const forward = "[{Type: forward, TargetGroupArn: x}]";

  test("is an error where everybody may come in", () => {
    expect(found("SEC001", template("CidrIp: 0.0.0.0/0", forward)).map(([severity]) => severity)).toEqual(["error"]);
  });

  test("is a warning where only some networks may", () => {
    expect(found("SEC001", template("CidrIp: 10.0.0.0/8", forward)).map(([severity]) => severity)).toEqual(["warning"]);
  });

  test("is a warning where only a prefix list may, which mostly is CloudFront's", () => {
    expect(found("SEC001", template("SourcePrefixListId: pl-1", forward)).map(([severity]) => severity)).toEqual([
      "warning",
    ]);
  });

  test("is a warning where only those who know a header are answered", () => {
    const rule = `
  Rule: {Type: AWS::ElasticLoadBalancingV2::ListenerRule, Properties: {ListenerArn: !Ref Http, Priority: 1, Conditions: [{Field: http-header}], Actions: ${forward}}}`;
    const refuse = '[{Type: fixed-response, FixedResponseConfig: {StatusCode: "403"}}]';
    expect(found("SEC001", template("CidrIp: 0.0.0.0/0", refuse, rule)).map(([severity]) => severity)).toEqual([
      "warning",
    ]);
  });

  test("is told of the behaviour of a distribution that serves it", () => {
    const behaviour = (policy: string): string => `TargetOriginId: o, ViewerProtocolPolicy: ${policy}`;
    const text = `Resources: {Cdn: {Type: AWS::CloudFront::Distribution, Properties: {DistributionConfig: {DefaultCacheBehavior: {${behaviour("https-only")}}, CacheBehaviors: [{PathPattern: /img/*, ${behaviour("allow-all")}}]}}}}`;
    expect(found("SEC001", text)).toEqual([
      ["error", "Cdn (for /img/*) serves visitors over plain HTTP instead of sending them on to HTTPS"],
    ]);
  });
});

describe("backups of a database", () => {
  const db = (properties: string): string =>
    `Resources: {Db: {Type: AWS::RDS::DBInstance, Properties: {Engine: mysql, ${properties}}}}`;

  test.each([
    ["BackupRetentionPeriod: 0", "error", "Automated backups of Db are switched off"],
    ["AllocatedStorage: '20'", "warning", "Automated backups of Db are gone after 1 day"],
    ["BackupRetentionPeriod: 6", "warning", "Automated backups of Db are gone after 6 days"],
  ])("%s: %s", (properties, severity, message) => {
    expect(found("USR009", db(properties))).toEqual([[severity, message]]);
  });

  test("that are short are one thing less where production has more", () => {
    const text = `Parameters: {Stage: {Type: String, AllowedValues: [dev, prod]}}
Conditions: {IsProd: !Equals [!Ref Stage, prod]}
${db("BackupRetentionPeriod: !If [IsProd, 14, 1]")}`;
    expect(found("USR009", text)).toHaveLength(1);
  });
});

test("required tags are told by their keys", () => {
  const file = ruleFiles().find(({ path }) => path.endsWith("ORG001.yaml"));
  const { rule } = loadRule("ORG001.yaml", file?.text ?? "", registry);
  if (rule === undefined) throw new Error("there is no such rule");
  const keys = rule.options.map((option) => ({ ...option, value: ["project", "owner"] }));
  const graph = graphOf("Resources: {B: {Type: AWS::S3::Bucket, Properties: {Tags: [{Key: project, Value: x}]}}}");
  const [judgement] = judgeRules([{ ...rule, options: keys }], graph, registry);
  expect(judgement).toMatchObject({ verdict: "unknown", reasons: [{ settle: "--stack-tags KEY=VALUE" }] });
});

test("an example may set options of its rule, and no others", () => {
  const text = (with_: string): string => `id: TST001
name: tagged
title: A bucket is not tagged
severity: warning
source: S5
why: Tags say what belongs to what.
options: {keys: {type: list<string>, default: [], doc: "Keys."}}
on: taggable
as: it
require: options.keys.all(key, it.hasTag(key))
message: "{it} lacks a tag"
fix: {cloudformation: Tag it., sam: Tag it., cdk: Tag it.}
examples:
  - {flags: no tag, with: ${with_}, stack-tags: {a: b}, template: "Resources: {B: {Type: AWS::S3::Bucket}}"}
  - {accepts: no keys, template: "Resources: {B: {Type: AWS::S3::Bucket}}"}
`;
  const said = (with_: string) =>
    loadRule("rules/x.yaml", text(with_), registry).diagnostics.map(({ message }) => message);
  expect(said("{keys: [owner]}")).toEqual([]);
  expect(said("{key: [owner]}")).toEqual([expect.stringContaining("with has no key key")]);
  expect(said("{keys: owner}")).toEqual(["keys must be a list of texts"]);
});
