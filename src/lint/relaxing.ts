/** A relaxation as the report lists it. */
import type { Relaxation } from "../policy/architecture/relaxation.ts";
import { locationOfSpan } from "./location.ts";
import type { ReportException } from "./report.ts";

export function relaxing({
  requirement,
  to,
  external,
  when,
  reason,
  owner,
  until,
  place,
}: Relaxation): ReportException {
  const how = to === "satisfied-by" ? `satisfied by ${external ?? ""}` : `relaxed to ${to}`;
  return {
    kind: "relax",
    subject: requirement,
    effect: `${requirement} is ${how}${whenText(when)}`,
    reason,
    owner,
    until,
    location: locationOfSpan(place),
  };
}

/** ` where Env is dev or test`. */
function whenText(when: Relaxation["when"]): string {
  if (when.length === 0) return "";
  return ` where ${when.map(({ parameter, values }) => `${parameter} is ${values.join(" or ")}`).join(" and ")}`;
}
