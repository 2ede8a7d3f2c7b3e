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
        return [keepsData ? type.slice(0, -1) : type, { keepsData, always: names(always), maybe: names(maybe) }];
      }),
  );
}
