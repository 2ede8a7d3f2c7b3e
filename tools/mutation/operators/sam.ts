/** Defects of functions as SAM writes them: policies that are gone, events that never come. */
import type { Operator } from "../operator.ts";
import { at, drop, isMap, type JsonMap, listOf, namesIn, put, type TemplateTree } from "../template-tree.ts";
import { atType } from "./at-type.ts";

const functions = ["AWS::Serverless::Function"];

/** Buckets whose events a function lists. */
function buckets(properties: JsonMap): readonly string[] {
  const events = properties["Events"];
  if (!isMap(events)) return [];
  return Object.values(events).flatMap((event) =>
    at(event, "Type") === "S3" ? [...namesIn(at(event, "Properties", "Bucket"))] : [],
  );
}

const isStarted = (properties: JsonMap): boolean => buckets(properties).length > 0;
const withBuckets = (id: string, tree: TemplateTree): readonly string[] => {
  const properties = tree.Resources[id]?.["Properties"];
  return [id, ...(isMap(properties) ? buckets(properties) : [])];
};

/** Takes a policy template away from a function; the sites are the functions that have it. */
function without(template: string, rules: readonly string[], as: string): Operator {
  return {
    name: `the function has no ${template} any more`,
    as,
    rules,
    sites: atType(
      functions,
      (p) => put(p, ["Policies"], [...listOf(p["Policies"]).filter((policy) => at(policy, template) === undefined)]),
      (p) => isStarted(p) && listOf(p["Policies"]).some((policy) => at(policy, template) !== undefined),
      withBuckets,
    ),
  };
}

export const samOperators: readonly Operator[] = [
  without("S3ReadPolicy", ["MET012"], "objects are read by nobody that they start"),
  without("DynamoDBWritePolicy", ["MET013"], "the role may not write the table any more"),
  {
    name: "the function's policy is for another table",
    as: "the grant is on another table",
    rules: ["MET013"],
    sites: atType(
      functions,
      (p) => {
        for (const policy of listOf(p["Policies"])) {
          const parameters = at(policy, "DynamoDBWritePolicy");
          if (isMap(parameters)) parameters["TableName"] = "somebody-elses-table";
        }
      },
      (p) => isStarted(p) && listOf(p["Policies"]).some((policy) => at(policy, "DynamoDBWritePolicy") !== undefined),
    ),
  },
  {
    name: "the SAM function's failures go nowhere",
    as: "failures of the function go nowhere",
    rules: ["MET015"],
    sites: atType(
      functions,
      (p) => drop(p, "DeadLetterQueue"),
      (p) => isStarted(p) && p["DeadLetterQueue"] !== undefined,
    ),
  },
  {
    name: "the SAM function may not run",
    as: "the function may not run",
    rules: ["MET019"],
    sites: atType(functions, (p) => put(p, ["ReservedConcurrentExecutions"], 0), isStarted, withBuckets),
  },
  {
    name: "the event of the bucket is gone",
    rules: ["MET001"],
    sites: atType(functions, (p) => drop(p, "Events"), isStarted, withBuckets),
  },
  {
    name: "the event hears of single puts only",
    as: "only single puts are heard of",
    rules: ["MET011"],
    sites: atType(
      functions,
      (p) => {
        for (const event of Object.values(isMap(p["Events"]) ? p["Events"] : {}))
          if (isMap(event) && event["Type"] === "S3") put(event, ["Properties", "Events"], "s3:ObjectCreated:Put");
      },
      isStarted,
      withBuckets,
    ),
  },
  {
    name: "the SAM function writes where it is started from",
    as: "the function writes where it is started from",
    rules: ["MET009"],
    sites: atType(
      functions,
      (p) =>
        put(
          p,
          ["Policies"],
          [
            ...listOf(p["Policies"]),
            {
              S3WritePolicy: {
                BucketName: listOf(p["Policies"]).map((policy) => at(policy, "S3ReadPolicy", "BucketName"))[0] ?? "",
              },
            },
          ],
        ),
      (p) => isStarted(p) && at(p, "Policies", 0, "S3ReadPolicy", "BucketName") !== undefined,
      withBuckets,
    ),
  },
];
