/**
 * Whether security groups let HTTPS out at all, which every call of an AWS service needs.
 *
 * Any rule on port 443 is taken for one that leads to the service: which addresses a service has, no template says. The
 * block 255.255.255.255/32 is the one by which CDK says "nowhere".
 */
import { textOf } from "../../resolve/reading.ts";
import type { World } from "../../resolve/world.ts";
import { escapeOf } from "../escape.ts";
import type { NodeIndex } from "../model.ts";
import { both, either, some, type Ternary, unlessOpen } from "../ternary.ts";
import type { Position } from "./position.ts";
import { coversTcp } from "./security-ports.ts";
import { rulesForNamed, rulesOf } from "./security-rules.ts";

const https = 443;
const nowhere = "255.255.255.255/32";

export function letsHttpsOut(index: NodeIndex, position: Position, world: World): Ternary {
  const { groups, named, byDefault, open, node } = position;
  if (byDefault || node.type === "AWS::ElasticBeanstalk::Environment") return true;
  const byGroup = some(groups, (group) => {
    const { items, open: more } = rulesOf(index, group, "egress", world);
    if (items.length === 0 && more.length === 0) return true;
    const escape = escapeOf(index, group);
    const found = some(items, (rule) =>
      both(coversTcp(rule.ports, https), () => rule.peer.kind !== "none" && textOf(rule.peer.value) !== nowhere),
    );
    return either(found, () => unlessOpen([...more, ...(escape === null ? [] : [escape])]));
  });
  const byName = (): Ternary =>
    some(named, (group) => some(rulesForNamed(index, group, "egress", world), (rule) => coversTcp(rule.ports, https)));
  return either(byGroup, () => either(byName(), () => unlessOpen(open)));
}
