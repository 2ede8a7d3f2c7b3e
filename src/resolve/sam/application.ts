/**
 * AWS::Serverless::Application -> a nested stack; one of the Serverless Application Repository has no template here.
 */
import type { SourceNode } from "../../source/node.ts";
import { compose, pick } from "./draft.ts";
import { given } from "./property.ts";
import type { SamResource } from "./resource.ts";
import { tagList } from "./tags.ts";

export function expandApplication(application: SamResource): void {
  const { properties, origin } = application;
  const location = given(properties, "Location");
  if (location === undefined) application.report("sam-property", "an application needs Location", origin);
  application.replace(
    "AWS::CloudFormation::Stack",
    compose(origin, pick(properties, ["Parameters", "NotificationARNs", "TimeoutInMinutes"]), {
      TemplateURL: location?.kind === "scalar" ? location : "",
      Tags: [
        { Key: "lambda:createdBy", Value: "SAM" },
        ...repositoryTags(location),
        ...(tagList(given(properties, "Tags")) ?? []),
      ],
    }),
  );
}

function repositoryTags(location: SourceNode | undefined): { readonly Key: string; readonly Value: SourceNode }[] {
  const keys = [
    ["ApplicationId", "serverlessrepo:applicationId"],
    ["SemanticVersion", "serverlessrepo:semanticVersion"],
  ] as const;
  return keys.flatMap(([name, key]) => {
    const value = given(location, name);
    return value === undefined ? [] : [{ Key: key, Value: value }];
  });
}
