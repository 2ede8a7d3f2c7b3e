/**
 * Facts about a template that a person has written down -> what the rules must say of it.
 *
 * A fact is `"absent"`, `true`, a number, or a text such as `param(MinSize,default=2)`. One that says something for which
 * no rule exists, or that a rule does not judge there, expects nothing.
 */
import type { Verdict } from "../../src/policy/rule.ts";

export type FactValue = string | number | boolean;

export interface Expectation {
  readonly rule: string;
  /** Verdicts of which the subject's must be one; with several subjects, one of them must have one of these. */
  readonly verdicts: readonly Verdict[];
  /** Whether it is enough that some subject has such a verdict; else all that are judged must. */
  readonly some?: boolean;
}

const passes = (rule: string): Expectation => ({ rule, verdicts: ["pass"] });
const fails = (rule: string, some = true): Expectation => ({ rule, verdicts: ["fail"], some });
const cannotBeKnown = (rule: string): Expectation => ({ rule, verdicts: ["unknown"] });

/** A number, or the default of a parameter that stands for it. */
function numberOf(value: FactValue): number | undefined {
  if (typeof value === "number") return value;
  const match = /^param\([^,]*,default=(\d+)\)$/.exec(String(value));
  return match?.[1] === undefined ? undefined : Number(match[1]);
}

const isYes = (value: FactValue): boolean =>
  value === true || /^true\b|\(true\)$|^(explicit|all four true|Enabled)/.test(String(value));
const isNo = (value: FactValue): boolean => value === false || /^false\b/.test(String(value));
const isAbsent = (value: FactValue): boolean => /^absent/.test(String(value));

type Reader = (value: FactValue) => Expectation | undefined;

/** The facts that rules judge. */
export const expectations: Readonly<Record<string, Reader>> = {
  rds_multi_az: (value) => {
    const text = String(value);
    if (text.startsWith("aurora"))
      return {
        rule: "MAZ010",
        verdicts: text.includes("conditional") ? ["fail", "unknown"] : ["pass", "fail"],
        some: true,
      };
    return isYes(value) ? passes("MAZ009") : fails("MAZ009");
  },
  rds_storage_encrypted: (value) =>
    /default=true|^true/.test(String(value)) ? { rule: "USR008", verdicts: ["pass", "fail"] } : fails("USR008"),
  rds_publicly_accessible: (value) =>
    isAbsent(value) ? cannotBeKnown("USR004") : isNo(value) ? passes("USR004") : fails("USR004"),
  rds_deletion_policy: (value) => (isAbsent(value) ? passes("FLT003") : undefined),
  rds_backup_retention: (value) => (isAbsent(value) || Number(value) < 7 ? fails("USR009") : passes("USR009")),
  db_password: (value) => (/default=<no default>/.test(String(value)) ? passes("USR007") : undefined),
  asg_min: (value) => {
    const number = numberOf(value);
    return number === undefined
      ? undefined
      : number < 2
        ? fails("MAZ003")
        : { rule: "MAZ003", verdicts: ["pass", "unknown"] };
  },
  service_desired: (value) => {
    const number = numberOf(value);
    return number === undefined ? undefined : number < 2 ? fails("MAZ003") : passes("MAZ003");
  },
  asg_azs: (value) =>
    /^GetAZs\(all\)/.test(String(value))
      ? passes("MAZ002")
      : /no default/.test(String(value))
        ? cannotBeKnown("MAZ002")
        : { rule: "MAZ002", verdicts: ["pass", "unknown"] },
  asg_health_check_type: (value) => (value === "ELB" ? passes("FLT001") : fails("FLT001")),
  scaling_policy: (value) => (value === true ? passes("MAZ004") : { rule: "MAZ004", verdicts: ["fail", "unknown"] }),
  lb_subnets: (value) =>
    /^GetAZs\(all\)/.test(String(value)) ? passes("MAZ006") : { rule: "MAZ006", verdicts: ["pass", "unknown"] },
  ebs_encrypted: (value) => (isAbsent(value) ? cannotBeKnown("TMP006") : isNo(value) ? fails("TMP006") : undefined),
  ebs_delete_on_termination: (value) =>
    isAbsent(value) ? { rule: "TMP002", verdicts: ["unknown", "pass"] } : isNo(value) ? fails("TMP002") : undefined,
  web_sg: (value) => (/22 from param\([^)]*0\.0\.0\.0\/0/.test(String(value)) ? fails("SEC005") : undefined),
  lambda_permission: (value) => {
    if (/events\.amazonaws\.com/.test(String(value))) return passes("MET007");
    return /sam-generated|explicit/.test(String(value)) ? passes("MET002") : undefined;
  },
  permission_source_account: (value) =>
    isYes(value) ? passes("MET004") : isNo(value) ? { rule: "MET004", verdicts: ["fail", "n/a"] } : undefined,
  permission_source_arn: (value) => (value === true ? { rule: "MET003", verdicts: ["pass", "n/a"] } : undefined),
  lambda_can_write_ddb: (value) => (isYes(value) ? { rule: "MET013", verdicts: ["pass"], some: true } : undefined),
  lambda_can_read_s3: (value) =>
    isYes(value)
      ? { rule: "MET012", verdicts: ["pass"] }
      : isNo(value)
        ? { rule: "MET012", verdicts: ["fail", "n/a"], some: true }
        : undefined,
  ddb_pitr: (value) => (value === true ? passes("MET020") : isAbsent(value) ? fails("MET020") : undefined),
  ddb_deletion_policy: (value) =>
    value === "Retain" ? passes("FLT003") : isAbsent(value) ? fails("FLT003") : undefined,
  s3_versioning: (value) => (isYes(value) ? passes("UPL007") : isAbsent(value) ? fails("UPL007") : undefined),
  s3_public_access_block: (value) => (isYes(value) || isAbsent(value) ? passes("UPL006") : fails("UPL006")),
  s3_deletion_policy: (value) => (/^absent|^Delete/.test(String(value)) ? fails("FLT003") : undefined),
};
