/**
 * Names that Route 53 gives to things -> what they lead to: `origin.example.com` is an alias of a load balancer.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-route53-recordset.html
 */

import { canonical } from "../../resolve/canonical.ts";
import { and, type Guard } from "../../resolve/guard.ts";
import { alternativesOf, type Guarded, itemsOf, valueAt } from "../../resolve/reading.ts";
import type { Decided, Value } from "../../resolve/value.ts";
import { fileUnder } from "../file-under.ts";
import type { NodeIndex } from "../model.ts";
import { oncePerGraph } from "../once-per-graph.ts";

/** What a host name leads to, by the records of the app. */
export function targetsOfName(index: NodeIndex, host: Decided): readonly Guarded<Decided>[] {
  return records(index).get(spelling(host)) ?? [];
}

const records = oncePerGraph((index) => {
  const byName = new Map<string, Guarded<Decided>[]>();
  const add = (record: Value, guard: Guard): void => {
    const targets = [
      ...alternativesOf(valueAt(record, ["AliasTarget", "DNSName"])),
      ...itemsOf(valueAt(record, ["ResourceRecords"])).items,
    ];
    for (const name of alternativesOf(valueAt(record, ["Name"]))) {
      for (const target of targets) {
        if (target.value.kind === "absent") continue;
        fileUnder(byName, spelling(name.value), { guard: and(guard, name.guard, target.guard), value: target.value });
      }
    }
  };
  for (const { properties, guard } of index.nodesOfType("AWS::Route53::RecordSet")) add(properties, guard);
  for (const { properties, guard } of index.nodesOfType("AWS::Route53::RecordSetGroup"))
    for (const record of itemsOf(valueAt(properties, ["RecordSets"])).items)
      add(record.value, and(guard, record.guard));
  return byName;
});

/** Names are written with and without the dot that ends them. */
function spelling(name: Decided): string {
  return canonical(name).replace(/\.$/, "").toLowerCase();
}
