/**
 * Where volumes are mounted, and whether what lives there is meant to last: scripts -> mounts.
 */
import { readAt, textOf } from "../resolve/reading.ts";
import type { World } from "../resolve/world.ts";
import { launchOf } from "./launch.ts";
import { type Evidence, type Graph, type GraphNode, isOutside } from "./model.ts";
import { commandsOf, placeOf, scriptsOf, wordsOf } from "./scripts.ts";

export interface Mount {
  readonly device: string;
  readonly path: string;
  readonly evidence: Evidence;
}

/** Mounts of block devices in what a node runs: `mount /dev/sdf /data`, and lines for `/etc/fstab`. */
export function mountsOf(graph: Graph, node: GraphNode, world: World): readonly Mount[] {
  return scriptsOf(graph, node, world).items.flatMap((script) => {
    if (script.kind !== "shell") return [];
    return commandsOf(script.text).flatMap((command) => {
      const mount = mountIn(wordsOf(command));
      if (mount === undefined) return [];
      return [{ ...mount, evidence: placeOf(script, command, `${mount.device} is mounted at ${mount.path}`) }];
    });
  });
}

function mountIn(words: readonly string[]): { readonly device: string; readonly path: string } | undefined {
  const at = words.findIndex((word) => /^\/dev\/(sd|xvd|nvme)\w+$/.test(word));
  const [device, path] = [words[at], words[at + 1]];
  const mounts = words[0] === "mount" || words[0] === "echo" || words[0] === "printf" || at === 0;
  return mounts && device !== undefined && path?.startsWith("/") === true && !path.startsWith("/dev/")
    ? { device, path }
    : undefined;
}

const lasting = [
  /^\/var\/lib\/(mysql|mariadb|pgsql|postgres(ql)?|mongo(db)?)(\/|$)/,
  /(^|[/_-])(uploads?|media|wp-content|pgdata|mysql|postgres(ql)?|user-?data|user-?files|photos?|images|attachments)([/_-]|$)/,
  /^\/var\/www(\/|$)/,
];
const passing = /(^|[/_-])(tmp|temp|temporary|caches?|logs?|scratch|swap|spool|build)([/_-]|$)/;

/** Whether data at a path is meant to last: databases, uploads, content; never caches, logs or scratch space. */
export function isDurablePath(path: string): boolean {
  return !passing.test(path) && lasting.some((pattern) => pattern.test(path));
}

/** Mounts of a volume: of the device that it is attached as, or of the only device that can be meant. */
export function mountsOfVolume(graph: Graph, volume: GraphNode, world: World): readonly Mount[] {
  const users = graph.nodes.filter((node) => node.role === "compute.vm" && node.part === "" && world.holds(node.guard));
  return users.flatMap((user) => {
    const device = deviceOf(graph, user, volume, world);
    if (device === undefined) return [];
    return mountsOf(graph, user, world).filter((mount) => sameDevice(mount.device, device));
  });
}

/** The device name under which a node sees a volume; undefined where it does not. */
function deviceOf(graph: Graph, user: GraphNode, volume: GraphNode, world: World): string | undefined {
  if (volume.part !== "") {
    const launch = launchOf(graph, user, world);
    const isIts =
      launch !== undefined &&
      "node" in launch &&
      launch.node.logicalId === volume.logicalId &&
      launch.node.stack === volume.stack;
    return isIts ? textOf(readAt(volume.properties, ["DeviceName"], world)) : undefined;
  }
  const edge = graph
    .edgesTo("attaches", volume)
    .find((e) => e.source === user && !isOutside(e.target) && world.holds(e.guard));
  if (edge === undefined) return undefined;
  return textOf(readAt(edge.declaredBy.properties, ["Device"], world)) ?? "";
}

/** `/dev/sdf` is `/dev/xvdf` on Xen; on Nitro the kernel numbers devices itself, so that `nvme1n1` may be any but the root. */
function sameDevice(mounted: string, attached: string): boolean {
  const letter = (name: string): string => name.replace(/^\/dev\/(sd|xvd)/, "").replace(/\d+$/, "");
  if (mounted.includes("nvme")) return !mounted.includes("nvme0") && !/^\/dev\/(sda1?|xvda)$/.test(attached);
  return attached === "" || letter(mounted) === letter(attached);
}
