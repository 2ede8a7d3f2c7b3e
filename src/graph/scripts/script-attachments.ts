/**
 * Volumes that instances attach to themselves when they start: `aws ec2 attach-volume --volume-id ...` in user data, with
 * the id written there, or in a variable that is set there.
 *
 * A volume that a script looks up (by tag and zone) is none that is written down, and is not found here. A script is read,
 * never run.
 */
import { and, type Guard } from "../../resolve/guard.ts";
import { alternativesOf, textOf, valueAt } from "../../resolve/reading.ts";
import type { Value } from "../../resolve/value.ts";
import { identify } from "../identity.ts";
import type { Evidence, GraphNode, NodeIndex } from "../model.ts";
import { oncePerGraph } from "../once-per-graph.ts";
import { overWorlds } from "../over-worlds.ts";
import { launchesOf } from "../tiers/launch.ts";

export interface ScriptAttachment {
  /** The volume, where it is a resource of the app; null where its id is spelled out. */
  readonly volume: GraphNode | null;
  readonly guard: Guard;
  readonly evidence: Evidence;
}

const volumeType = "AWS::EC2::Volume";
const users = ["AWS::EC2::Instance", "AWS::AutoScaling::AutoScalingGroup", "AWS::EC2::SpotFleet"];

/** What the scripts of each node attach. */
export const scriptAttachments = oncePerGraph((index) => {
  const byUser = new Map<GraphNode, readonly ScriptAttachment[]>();
  for (const user of users.flatMap((type) => index.nodesOfType(type))) {
    const found = overWorlds(
      (world) =>
        launchesOf(index, user, world).flatMap((launch) =>
          "node" in launch ? [valueAt(launch.settings, ["UserData"])] : [],
        ),
      { index, node: user },
    ).flatMap(({ guard, value: scripts }) =>
      scripts.flatMap((script) =>
        alternativesOf(script).flatMap((alternative) =>
          attachedIn(index, user, alternative.value).map((attachment) => ({
            ...attachment,
            guard: and(guard, alternative.guard, attachment.guard),
          })),
        ),
      ),
    );
    if (found.length > 0) byUser.set(user, found);
  }
  return byUser;
});

function attachedIn(index: NodeIndex, user: GraphNode, script: Value): readonly ScriptAttachment[] {
  const parts = script.kind === "text" ? script.parts : [script];
  const text = parts.map((part) => textOf(part) ?? hole).join("");
  if (!text.includes("attach-volume")) return [];
  const found: ScriptAttachment[] = [];
  let before = "";
  for (const part of parts) {
    const written = textOf(part);
    if (written === undefined) {
      const named = part.kind === "choice" ? [] : identify(index, part).certain.map(({ node }) => node);
      for (const node of named)
        if (node.type === volumeType && isAttached(before, text))
          found.push(attachment(user, node, node.logicalId, part));
    }
    before = (before + (written ?? hole)).slice(-longestCommand);
  }
  const literal = spelledOut.exec(text)?.[1];
  const at = parts.find((part) => literal !== undefined && textOf(part)?.includes(literal));
  return literal === undefined ? found : [...found, attachment(user, null, literal, at ?? script)];
}

const hole = "\uFFFC";
const longestCommand = 400;
const spelledOut = /^(?!\s*#).*\battach-volume\b[^\n;|&]{0,200}--volume-ids?[ =]["']?(vol-[0-9a-f]{8,17})\b/m;

/** Whether an id that stands behind this text is attached: as an option of the command, or by way of a variable. */
function isAttached(before: string, text: string): boolean {
  const joined = before.replaceAll("\\\n", " ");
  const line = joined.slice(joined.lastIndexOf("\n") + 1);
  if (/^\s*#/.test(line)) return false;
  if (/\battach-volume\b[^;|&]*--volume-ids?[\s=]+["']?$/.test(line)) return true;
  const variable = /(?:^|[\s;])([A-Za-z_]\w{0,60})=["']?$/.exec(line)?.[1];
  if (variable === undefined) return false;
  const use = new RegExp(`\\battach-volume\\b[^\\n;|&]{0,200}--volume-ids?[\\s=]+["']?\\$\\{?${variable}\\b`);
  return use.test(text.replaceAll("\\\n", " "));
}

function attachment(user: GraphNode, volume: GraphNode | null, name: string, at: Value): ScriptAttachment {
  const message = `the user data of ${user.logicalId} attaches ${name}`;
  return { volume, guard: and(), evidence: { message, node: at.origin ?? user.origin } };
}
