/**
 * Which properties of a resource type make CloudFormation replace the resource when they change, and which types keep data.
 */
import { replacingProperties } from "./generated/replacing-properties.ts";

export interface Replacing {
  readonly keepsData: boolean;
  readonly always: readonly string[];
  /** It depends on what they change to. */
  readonly maybe: readonly string[];
}

/**
 * Properties that AWS's description calls conditional because only some instances take them (a restored one, a replica), and
 * that RDS changes on the instance as it stands.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ModifyInstance.Settings.html
 */
const changedInPlace: ReadonlyMap<string, readonly string[]> = new Map([
  [
    "AWS::RDS::DBInstance",
    [
      "AutoMinorVersionUpgrade",
      "BackupRetentionPeriod",
      "DBParameterGroupName",
      "MultiAZ",
      "PreferredMaintenanceWindow",
      "StorageType",
    ],
  ],
]);

const none: Replacing = { keepsData: false, always: [], maybe: [] };
let table: ReadonlyMap<string, Replacing> | undefined;

export function replacingOf(type: string): Replacing {
  table ??= readTable();
  return table.get(type) ?? none;
}

/** Lines of `TYPE[*] A,B C,D`. */
function readTable(): ReadonlyMap<string, Replacing> {
  const names = (text = ""): readonly string[] => (text === "" ? [] : text.split(","));
  return new Map(
    replacingProperties()
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => {
        const [type = "", always, maybe] = line.split(" ");
        const keepsData = type.endsWith("*");
        const name = keepsData ? type.slice(0, -1) : type;
        const inPlace = changedInPlace.get(name) ?? [];
        const conditional = names(maybe).filter((property) => !inPlace.includes(property));
        return [name, { keepsData, always: names(always), maybe: conditional }];
      }),
  );
}
