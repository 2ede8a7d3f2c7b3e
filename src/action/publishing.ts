/**
 * Inputs -> what a report is published with, whichever run it is of.
 */
import type { PublishWishes } from "../github/publish.ts";
import type { RunContext } from "../github/run-context.ts";
import type { MarkdownOptions } from "../report/render-markdown.ts";
import type { Inputs } from "./read-inputs.ts";

/** @param context of the run that the report is of; null where this is no run of a workflow */
export function publishing(
  { gate, comment, commentKey, review }: Inputs,
  context: RunContext | null,
): Pick<PublishWishes, "comment" | "review" | "key" | "label" | "onlyNew" | "unknownFails"> {
  return {
    ...{ comment, review },
    key: commentKey ?? context?.step ?? "",
    label: commentKey,
    onlyNew: gate.onlyNew ?? true,
    unknownFails: gate.strictUnknown,
  };
}

export function commentOptions(
  { gate, commentKey }: Inputs,
  context: RunContext | null,
): Pick<MarkdownOptions, "label" | "onlyNew" | "unknownFails" | "elsewhere"> {
  const pullRequest = context?.pullRequest;
  return {
    label: commentKey,
    onlyNew: gate.onlyNew ?? true,
    unknownFails: gate.strictUnknown,
    elsewhere: pullRequest
      ? `the [job summary](${context.serverUrl}/${context.owner}/${context.repo}/pull/${pullRequest.number}/checks)`
      : "the job summary",
  };
}
