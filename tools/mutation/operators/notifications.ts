/** Notifications of buckets to functions, as plain templates and as CDK write them. */
import { at, type Json, listOf, namesIn, resourcesOf, type TemplateTree } from "../template-tree.ts";

/** A notification of a bucket to a function, and where it is written: in the bucket, or in CDK's custom resource. */
export interface Notification {
  readonly bucket: string;
  readonly holder: string;
  readonly path: readonly (string | number)[];
  readonly index: number;
  readonly functions: readonly string[];
  /** The first of its events, as the holder writes them. */
  readonly event: Json | undefined;
}

export function notifications(tree: TemplateTree): readonly Notification[] {
  const holders = [
    ...resourcesOf(tree, "AWS::S3::Bucket").map(({ id }) => ({ bucket: id, id, list: "LambdaConfigurations" })),
    ...resourcesOf(tree, "Custom::S3BucketNotifications").flatMap(({ id, properties }) =>
      [...namesIn(properties["BucketName"])].map((bucket) => ({ bucket, id, list: "LambdaFunctionConfigurations" })),
    ),
  ];
  return holders.flatMap(({ bucket, id, list }) => {
    const path = ["Properties", "NotificationConfiguration", list];
    return listOf(at(tree.Resources[id], ...path)).map((value, index) => ({
      bucket,
      holder: id,
      path,
      index,
      functions: [...namesIn(at(value, "Function") ?? at(value, "LambdaFunctionArn"))],
      event: at(value, "Event") ?? at(value, "Events", 0),
    }));
  });
}
