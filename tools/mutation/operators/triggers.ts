/** Defects on the way of an event: permissions, filters, order, switches, and where failures go. */
import type { Operator, Site } from "../operator.ts";
import {
  at,
  drop,
  isMap,
  type JsonMap,
  listOf,
  namesIn,
  put,
  resourcesOf,
  type TemplateTree,
} from "../template-tree.ts";
import { atType } from "./at-type.ts";
import { notifications } from "./notifications.ts";

const s3 = "s3.amazonaws.com";

/** Permissions for S3 on functions that a bucket of the template notifies, with those buckets. */
function s3Permissions(tree: TemplateTree): readonly { id: string; properties: JsonMap; buckets: readonly string[] }[] {
  return resourcesOf(tree, "AWS::Lambda::Permission")
    .filter(({ properties }) => properties["Principal"] === s3)
    .flatMap(({ id, properties }) => {
      const functions = namesIn(properties["FunctionName"]);
      const buckets = notifying(tree, functions);
      return buckets.length === 0 ? [] : [{ id, properties, buckets }];
    });
}

/** Buckets that notify one of the functions. */
function notifying(tree: TemplateTree, functions: ReadonlySet<string>): readonly string[] {
  return notifications(tree)
    .filter((one) => one.functions.some((name) => functions.has(name)))
    .map(({ bucket }) => bucket);
}

/** Sites at permissions for S3: whatever is changed, the finding is about the bucket, the function or the permission. */
function atPermissions(
  change: (properties: JsonMap, tree: TemplateTree, id: string) => void,
  only = (_: JsonMap) => true,
) {
  return (tree: TemplateTree): readonly Site[] =>
    s3Permissions(tree)
      .filter(({ properties }) => only(properties))
      .map(({ id, buckets }) => ({
        name: id,
        subjects: [...buckets, id],
        apply: (copy) => {
          const properties = copy.Resources[id]?.["Properties"];
          if (isMap(properties)) change(properties, copy, id);
        },
      }));
}

const functionTypes = ["AWS::Lambda::Function"];
const mappingType = ["AWS::Lambda::EventSourceMapping"];

/** Functions that something of the template starts asynchronously: their failures can go somewhere. */
const hasFailureDestination = (properties: JsonMap): boolean =>
  at(properties, "DeadLetterConfig", "TargetArn") !== undefined;

/** Queues that a mapping reads from. */
function isRead(tree: TemplateTree, id: string): boolean {
  return resourcesOf(tree, ...mappingType).some(({ properties }) => namesIn(properties["EventSourceArn"]).has(id));
}

function readers(tree: TemplateTree, queue: string): readonly string[] {
  return resourcesOf(tree, ...mappingType)
    .filter(({ properties }) => namesIn(properties["EventSourceArn"]).has(queue))
    .flatMap(({ id, properties }) => [id, ...namesIn(properties["FunctionName"])]);
}

/** Buckets that send to a queue or topic, by themselves or through CDK's custom resource. */
function sendersTo(tree: TemplateTree, target: string): readonly string[] {
  return resourcesOf(tree, "AWS::S3::Bucket", "Custom::S3BucketNotifications")
    .filter(({ properties }) => namesIn(properties["NotificationConfiguration"]).has(target))
    .flatMap(({ id, properties, resource }) =>
      resource["Type"] === "AWS::S3::Bucket" ? [id] : [id, ...namesIn(properties["BucketName"])],
    );
}

export const triggerOperators: readonly Operator[] = [
  {
    name: "the permission for S3 is gone",
    rules: ["MET002"],
    sites: (tree) =>
      atPermissions((_properties, copy, id) => {
        delete copy.Resources[id];
        for (const resource of Object.values(copy.Resources)) {
          const kept = listOf(resource["DependsOn"]).filter((name) => name !== id);
          if (resource["DependsOn"] !== undefined) resource["DependsOn"] = [...kept];
        }
      })(tree),
  },
  {
    name: "the permission is for another service",
    rules: ["MET002", "MET003"],
    sites: atPermissions((p) => put(p, ["Principal"], "sns.amazonaws.com")),
  },
  {
    name: "the permission is for another bucket",
    rules: ["MET003"],
    sites: atPermissions(
      (p) => put(p, ["SourceArn"], "arn:aws:s3:::somebody-elses-bucket"),
      (p) => p["SourceArn"] !== undefined,
    ),
  },
  {
    name: "the permission is for another account's buckets",
    rules: ["MET003"],
    sites: atPermissions(
      (p) => put(p, ["SourceAccount"], "000000000000"),
      () => false,
    ),
  },
  {
    name: "the permission allows another action",
    rules: ["MET002", "MET003"],
    sites: atPermissions((p) => put(p, ["Action"], "lambda:GetFunction")),
  },
  {
    name: "the permission is for an alias, the notification is not",
    rules: ["MET003"],
    sites: atPermissions(
      (p) => put(p, ["FunctionName"], { "Fn::Join": ["", [p["FunctionName"] ?? "", ":live"]] }),
      (p) => at(p, "FunctionName", "Fn::GetAtt") !== undefined,
    ),
  },
  {
    name: "the permission does not say whose bucket",
    rules: ["MET004"],
    sites: atPermissions(
      (p) => drop(p, "SourceAccount"),
      (p) => p["SourceAccount"] !== undefined,
    ),
  },
  {
    name: "the bucket does not wait for the permission",
    rules: ["MET005"],
    sites: (tree) =>
      resourcesOf(tree, "AWS::S3::Bucket")
        .filter(
          ({ resource, properties }) =>
            listOf(resource["DependsOn"]).some(
              (name) => tree.Resources[String(name)]?.["Type"] === "AWS::Lambda::Permission",
            ) && at(properties, "NotificationConfiguration", "LambdaConfigurations") !== undefined,
        )
        .map(({ id }) => ({
          name: id,
          subjects: [
            id,
            ...s3Permissions(tree)
              .filter(({ buckets }) => buckets.includes(id))
              .map((one) => one.id),
          ],
          apply: (copy) => drop(copy.Resources[id] ?? {}, "DependsOn"),
        })),
  },
  {
    name: "the permission names the bucket that waits for it",
    rules: ["MET005"],
    sites: (tree) =>
      s3Permissions(tree).flatMap(({ id, buckets }) =>
        buckets
          .filter((bucket) => listOf(tree.Resources[bucket]?.["DependsOn"]).includes(id))
          .map((bucket) => ({
            name: `${id} ${bucket}`,
            subjects: [bucket, id],
            apply: (copy: TemplateTree) =>
              put(copy.Resources[id] ?? {}, ["Properties", "SourceArn"], { "Fn::GetAtt": [bucket, "Arn"] }),
          })),
      ),
  },
  {
    name: "two notifications hear of the same objects",
    rules: ["MET010"],
    sites: (tree) =>
      notifications(tree).map(({ bucket, holder, path, index }) => ({
        name: `${holder} ${index}`,
        subjects: [bucket, holder],
        apply: (copy) => {
          const list = at(copy.Resources[holder], ...path);
          if (Array.isArray(list)) list.push(structuredClone(list[index] ?? {}));
        },
      })),
  },
  {
    name: "only single puts are heard of",
    rules: ["MET011"],
    sites: (tree) =>
      notifications(tree)
        .filter(({ event }) => event === "s3:ObjectCreated:*")
        .map(({ bucket, holder, path, index }) => ({
          name: `${holder} ${index}`,
          subjects: [bucket, holder],
          apply: (copy) => {
            const notification = at(copy.Resources[holder], ...path, index);
            if (!isMap(notification)) return;
            const event = "s3:ObjectCreated:Put";
            if (holder === bucket) notification["Event"] = event;
            else notification["Events"] = [event];
          },
        })),
  },
  {
    name: "the function may not run",
    rules: ["MET019"],
    sites: atType(
      functionTypes,
      (p) => put(p, ["ReservedConcurrentExecutions"], 0),
      (_p, tree, id) => notifying(tree, new Set([id])).length > 0,
      (id, tree) => [id, ...notifying(tree, new Set([id]))],
    ),
  },
  {
    name: "the mapping is switched off",
    rules: ["MET019", "MET008"],
    sites: atType(
      mappingType,
      (p) => put(p, ["Enabled"], false),
      () => true,
      (id, tree) => [id, ...namesIn(tree.Resources[id]?.["Properties"])],
    ),
  },
  {
    name: "the rule is switched off",
    rules: ["MET019", "MET007"],
    sites: atType(
      ["AWS::Events::Rule"],
      (p) => put(p, ["State"], "DISABLED"),
      (p) => JSON.stringify(p["EventPattern"] ?? "").includes("aws.s3"),
      (id, tree) => [id, ...namesIn(tree.Resources[id]?.["Properties"])],
    ),
  },
  {
    name: "the bucket tells EventBridge nothing",
    rules: ["MET007"],
    also: ["MET001"],
    sites: atType(
      ["AWS::S3::Bucket", "Custom::S3BucketNotifications"],
      (p) => drop(p, "NotificationConfiguration", "EventBridgeConfiguration"),
      (p) => at(p, "NotificationConfiguration", "EventBridgeConfiguration") !== undefined,
      (id, tree) => [id, ...resourcesOf(tree, "AWS::S3::Bucket", "AWS::Events::Rule").map((one) => one.id)],
    ),
  },
  {
    name: "the rule listens to another bucket",
    rules: ["MET007", "MET001"],
    sites: atType(
      ["AWS::Events::Rule"],
      (p) => put(p, ["EventPattern", "detail", "bucket", "name"], ["somebody-elses-bucket"]),
      (p) => at(p, "EventPattern", "detail", "bucket", "name") !== undefined,
      (id, tree) => [id, ...resourcesOf(tree, "AWS::S3::Bucket").map((bucket) => bucket.id)],
    ),
  },
  {
    name: "nothing lets EventBridge invoke the function",
    rules: ["MET007", "MET002"],
    sites: (tree) =>
      resourcesOf(tree, "AWS::Lambda::Permission")
        .filter(
          ({ properties }) =>
            properties["Principal"] === "events.amazonaws.com" &&
            [...namesIn(properties["SourceArn"])].some((rule) =>
              JSON.stringify(at(tree.Resources[rule], "Properties", "EventPattern") ?? "").includes("aws.s3"),
            ),
        )
        .map(({ id, properties }) => ({
          name: id,
          subjects: [...namesIn(properties)],
          apply: (copy) => {
            delete copy.Resources[id];
          },
        })),
  },
  {
    name: "failures of the function go nowhere",
    rules: ["MET015"],
    sites: atType(functionTypes, (p) => drop(p, "DeadLetterConfig"), hasFailureDestination),
  },
  {
    name: "the queue gives up without a trace",
    rules: ["MET015"],
    sites: atType(
      ["AWS::SQS::Queue"],
      (p) => drop(p, "RedrivePolicy"),
      (p, tree, id) => p["RedrivePolicy"] !== undefined && isRead(tree, id),
      (id, tree) => [id, ...readers(tree, id)],
    ),
  },
  {
    name: "the queue hides messages for too short",
    rules: ["MET018"],
    sites: atType(
      ["AWS::SQS::Queue"],
      (p) => put(p, ["VisibilityTimeout"], 1),
      (_p, tree, id) => isRead(tree, id),
      (id, tree) => [id, ...readers(tree, id)],
    ),
  },
  {
    name: "nobody reads the queue",
    rules: ["MET008", "MET001"],
    sites: (tree) =>
      resourcesOf(tree, ...mappingType).flatMap(({ id, properties }) =>
        [...namesIn(properties["EventSourceArn"])]
          .filter((queue) => sendersTo(tree, queue).length > 0)
          .map((queue) => ({
            name: id,
            subjects: [queue, ...sendersTo(tree, queue)],
            apply: (copy) => {
              delete copy.Resources[id];
            },
          })),
      ),
  },
  {
    name: "the queue's policy does not let S3 in",
    rules: ["MET006"],
    sites: (tree) =>
      resourcesOf(tree, "AWS::SQS::QueuePolicy", "AWS::SNS::TopicPolicy").flatMap(({ id, properties }) => {
        const senders = [...namesIn([properties["Queues"] ?? [], properties["Topics"] ?? []])].flatMap((target) => [
          target,
          ...sendersTo(tree, target),
        ]);
        return senders.length < 2
          ? []
          : [
              {
                name: id,
                subjects: senders,
                apply: (copy) => {
                  delete copy.Resources[id];
                },
              },
            ];
      }),
  },
  {
    name: "S3 sends to a FIFO queue",
    rules: ["MET006"],
    also: ["MET016"],
    sites: atType(
      ["AWS::SQS::Queue"],
      (p) => {
        put(p, ["FifoQueue"], true);
        drop(p, "QueueName");
      },
      (_p, tree, id) => sendersTo(tree, id).length > 0,
      (id, tree) => [id, ...sendersTo(tree, id)],
    ),
  },
  {
    name: "no alarm watches the dead-letter queue",
    rules: ["FLT005"],
    sites: (tree) =>
      resourcesOf(tree, "AWS::CloudWatch::Alarm")
        .filter(({ properties }) => properties["Namespace"] === "AWS/SQS")
        .map(({ id, properties }) => ({
          name: id,
          subjects: [...namesIn(properties["Dimensions"])],
          apply: (copy) => {
            delete copy.Resources[id];
          },
        })),
  },
];
