/**
 * Where volumes are mounted, and whether what lives there is meant to last.
 *
 * Instances mount a volume by its device, as their scripts say (`mount /dev/sdf /data`, lines of `fstab`); tasks mount one
 * by its name, as their task definition says.
 */
import { alternativesOf, listIn, readAt, textOf, valueAt } from "../../resolve/reading.ts";
import type { Decided, Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { fileUnder } from "../file-under.ts";
import type { Evidence, Graph, GraphNode, NodeIndex } from "../model.ts";
import { oncePerGraph } from "../once-per-graph.ts";
import { overWorlds } from "../over-worlds.ts";
import { launchesOf } from "../tiers/launch.ts";
import { taskDefinitionOf } from "../tiers/task-definition.ts";
import { oncePerScript } from "./once-per-script.ts";
import { placeOf, scriptsOf } from "./scripts.ts";
import { commandsOf, wordsOf } from "./shell.ts";

export interface Mount {
  readonly path: string;
  readonly evidence: Evidence;
  /** Why another volume may be meant. */
  readonly doubt?: Reason;
}

/** Where a volume is mounted, by whoever uses it in a world. */
export function mountsOfVolume(graph: Graph, volume: GraphNode, world: World): readonly Mount[] {
  if (volume.type === "AWS::ECS::Service") return mountsInTask(graph, volume, world);
  return usesOf(graph, volume, world).flatMap(({ user, device, others }) => {
    const name = textOf(device);
    const named = name === undefined ? undefined : slotOf(name);
    return deviceMounts(graph, user, world).flatMap((bySlot) =>
      slotsFor(named, bySlot).flatMap((slot) => {
        const mounts = bySlot.get(slot) ?? [];
        const isSure = others === 0 || (named !== undefined && slot !== anyButRoot);
        return isSure ? mounts : mounts.map((mount) => ({ ...mount, doubt: numbered(volume, user) }));
      }),
    );
  });
}

interface Use {
  readonly user: GraphNode;
  /** The name under which the user asks for the volume. */
  readonly device: Decided;
  /** How many other volumes the user has, besides its root. */
  readonly others: number;
}

/** Who uses a volume: instances that attach it, or everything that is launched from what describes it. */
function usesOf(graph: Graph, volume: GraphNode, world: World): readonly Use[] {
  const parts = (holder: GraphNode): readonly GraphNode[] => partsOf(graph).get(holder) ?? [];
  const others = (user: GraphNode, holder: GraphNode): number =>
    [...graph.edgesFrom("attaches", user).map(({ target }) => target), ...parts(holder)].filter(
      (other) => other !== volume,
    ).length;
  if (volume.part === "")
    return graph
      .edgesTo("attaches", volume)
      .filter(({ guard }) => world.holds(guard))
      .map(({ source, device }) => ({ user: source, device: world.read(device), others: others(source, source) }));
  const holder = graph.nodeOf(volume.stack.stack.name, volume.logicalId);
  const users = holder === undefined ? [] : (launchedFrom(graph).get(holder) ?? []);
  const device = readAt(volume.properties, ["DeviceName"], world);
  return users
    .filter(({ guard }) => world.holds(guard))
    .map(({ user }) => ({ user, device, others: others(user, holder ?? user) }));
}

/** The volumes that are described with a resource, without its root. */
const partsOf = oncePerGraph((index) => {
  const parts = new Map<GraphNode, GraphNode[]>();
  for (const node of index.nodes) {
    const holder = node.part === "" ? undefined : index.nodeOf(node.stack.stack.name, node.logicalId);
    const isData = alternativesOf(valueAt(node.properties, ["DeviceName"])).some(
      ({ value }) => slotOf(textOf(value) ?? "") !== rootSlot,
    );
    if (holder !== undefined && isData) fileUnder(parts, holder, node);
  }
  return parts;
});

function numbered(volume: GraphNode, user: GraphNode): Reason {
  const message = `under which device name ${user.logicalId} sees ${volume.logicalId} is decided when it starts`;
  return { kind: "device", name: volume.logicalId, stack: volume.stack.stack.name, message, settle: null };
}

/** Instances and groups by the launch template, the configuration or the instance that describes them. */
const launchedFrom = oncePerGraph((index) => {
  const users = new Map<GraphNode, { readonly user: GraphNode; readonly guard: GraphNode["guard"] }[]>();
  for (const type of ["AWS::EC2::Instance", "AWS::AutoScaling::AutoScalingGroup", "AWS::EC2::SpotFleet"]) {
    for (const user of index.nodesOfType(type)) {
      const holders = overWorlds(
        (world) =>
          world.holds(user.guard)
            ? [user, ...launchesOf(index, user, world).flatMap((launch) => ("node" in launch ? [launch.node] : []))]
            : [],
        { index, node: user },
      );
      for (const { guard, value } of holders)
        for (const node of new Set(value)) fileUnder(users, node, { user, guard });
    }
  }
  return users;
});

/** What a node's scripts mount, by the slot of the device. */
function deviceMounts(
  index: NodeIndex,
  user: GraphNode,
  world: World,
): readonly ReadonlyMap<string, readonly Mount[]>[] {
  return scriptsOf(index, user, /\/dev\//, world).items.map(mountsIn);
}

const mountsIn = oncePerScript((script): ReadonlyMap<string, readonly Mount[]> => {
  const bySlot = new Map<string, Mount[]>();
  for (const command of script.kind === "shell" ? commandsOf(script.text) : []) {
    const mount = mountIn(wordsOf(command));
    if (mount === undefined) continue;
    const { device, path } = mount;
    const evidence = placeOf(script, `${device} is mounted at ${path}`, command, path);
    fileUnder(bySlot, slotOf(device), { path, evidence });
  }
  return bySlot;
});

/** Commands that mount, or that write a line of `fstab`; in that file itself the line begins with the device. */
const mounting: ReadonlySet<string> = new Set(["mount", "echo", "printf", "tee"]);

function mountIn(words: readonly string[]): { readonly device: string; readonly path: string } | undefined {
  const at = words.findIndex((word) => /^\/dev\/(?:sd|xvd|nvme)\w+$/.test(word));
  const [device, path] = [words[at], words[at + 1]];
  if (device === undefined || path === undefined || (at > 0 && !mounting.has(words[0] ?? ""))) return undefined;
  return path.startsWith("/") && !path.startsWith("/dev/") ? { device, path } : undefined;
}

/** What is left of a device's name on every hypervisor: `/dev/sdf`, `/dev/xvdf1` -> `f`. */
function slotOf(device: string): string {
  if (device.startsWith("/dev/nvme")) return device.startsWith("/dev/nvme0") ? rootSlot : anyButRoot;
  return device.replace(/^\/dev\/(?:sd|xvd)/, "").replace(/\d+$/, "");
}

const rootSlot = "a";
/** On Nitro the kernel numbers devices itself, so that `nvme1n1` may be any but the root. */
const anyButRoot = "nvme";

/**
 * Under which slots a volume may be mounted that is attached under this one, if that is known.
 * https://docs.aws.amazon.com/ebs/latest/userguide/nvme-ebs-volumes.html
 */
function slotsFor(slot: string | undefined, mounted: ReadonlyMap<string, unknown>): readonly string[] {
  if (slot === undefined) return [...mounted.keys()].filter((each) => each !== rootSlot);
  return slot === rootSlot ? [rootSlot] : [slot, anyButRoot];
}

/** Where the containers of a service see its volume. */
function mountsInTask(index: NodeIndex, volume: GraphNode, world: World): readonly Mount[] {
  const service = index.nodeOf(volume.stack.stack.name, volume.logicalId);
  const task = service && taskDefinitionOf(index, service, world);
  const name = textOf(readAt(volume.properties, ["Name"], world));
  if (task === undefined || "reason" in task || name === undefined) return [];
  const containers = listIn(readAt(task.node.properties, ["ContainerDefinitions"], world), world).items;
  return containers
    .flatMap((container) => listIn(readAt(container, ["MountPoints"], world), world).items)
    .filter((point) => textOf(readAt(point, ["SourceVolume"], world)) === name)
    .flatMap((point) => {
      const path = textOf(readAt(point, ["ContainerPath"], world));
      const evidence = { message: `volume ${name} is mounted at ${path}`, node: point.origin ?? task.node.origin };
      return path === undefined ? [] : [{ path, evidence }];
    });
}

const lasting = [
  /^\/var\/lib\/(?:mysql|mariadb|pgsql|postgres(?:ql)?|mongo(?:db)?)(?:\/|$)/,
  /(?:^|[/_-])(?:uploads?|media|wp-content|pgdata|mysql|postgres(?:ql)?|user-?data|user-?files|photos?|images|attachments)(?:[/_-]|$)/,
  /^\/var\/www(?:\/|$)/,
];
const passing = /(?:^|[/_-])(?:tmp|temp|temporary|caches?|logs?|scratch|swap|spool|build)(?:[/_-]|$)/;

/** Whether data at a path is meant to last: databases, uploads, content; never caches, logs or scratch space. */
export function isDurablePath(path: string): boolean {
  return !passing.test(path) && lasting.some((pattern) => pattern.test(path));
}
