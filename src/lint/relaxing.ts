/** What the report says of relaxations, besides their reasons. */
import type { Relaxation } from "../policy/architecture/relaxation.ts";
import { locationOfSpan } from "./location.ts";
import type { ReportException } from "./report.ts";

/** A relaxation as the report lists it. */
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

/** Why a requirement is relaxed that hangs on another one which is. */
export function relaxedWith(requirement: string): string {
  return `${requirement} is relaxed`;
}

/** Whether a row says so: reasons of people begin otherwise. */
export function isRelaxedWith(message: string): boolean {
  return /^component\.\S+ is relaxed$/.test(message);
}
