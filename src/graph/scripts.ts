/**
 * What instances run when they start: user data, cfn-init metadata and container images, as text to be read.
 *
 * Invariant: a script is read, never run, and what is concluded from it is heuristic. Undecided parts of a text are
 * holes, which no pattern matches.
 * Not here: what the text means; see database-servers.ts and mounts.ts.
 */
import { alternativesOf, listIn, readAt, textOf } from "../resolve/reading.ts";
import type { Decided, Reason, Value } from "../resolve/value.ts";
import type { World } from "../resolve/world.ts";
import { type SourceNode, spanOf } from "../source/node.ts";
import { identify } from "./identity.ts";
import { launchOf } from "./launch.ts";
import type { Evidence, GraphNode, NodeIndex } from "./model.ts";

/** One text that is executed, or one package, service or image that is named. */
export interface Script {
  readonly kind: "shell" | "package" | "service" | "image";
  readonly text: string;
  /** Package manager of a package: `yum`, `apt`. */
  readonly manager: string;
  readonly origin: SourceNode;
}

export interface Scripts {
  readonly items: readonly Script[];
  /** Why there may be more. */
  readonly open: readonly Reason[];
}

/** Stands for an undecided part of a text. */
const hole = "\uFFFC";

export function scriptsOf(index: NodeIndex, node: GraphNode, world: World): Scripts {
  if (node.type === "AWS::ECS::Service") return ofTasks(index, node, world);
  const launch = launchOf(index, node, world);
  if (launch === undefined) return { items: [], open: [] };
  const own = metadataScripts(node, world);
  if ("reason" in launch) return { items: own, open: [launch.reason] };
  const userData = readAt(launch.settings, ["UserData"], world);
  const metadata = launch.node === node ? [] : metadataScripts(launch.node, world);
  const items = [...shell(userData, world), ...own, ...metadata];
  return { items, open: userData.kind === "unknown" ? [userData.reason] : [] };
}

function shell(value: Decided, world: World): readonly Script[] {
  const text = decode(written(value, world));
  const origin = originOf(value);
  return text.trim() === "" || origin === null ? [] : [{ kind: "shell", text, manager: "", origin }];
}

/** A text's own place, or that of its longest literal. */
function originOf(value: Value): SourceNode | null {
  if (value.kind !== "text") return value.origin;
  const literals = value.parts.filter((part) => part.kind === "known" && part.origin !== null);
  const longest = literals.reduce<Value | undefined>(
    (a, b) => ((textOf(b) ?? "").length > (a === undefined ? -1 : (textOf(a) ?? "").length) ? b : a),
    undefined,
  );
  return longest?.origin ?? value.origin;
}

/** The text of a value, with holes for what is not decided. */
function written(value: Decided, world: World): string {
  if (value.kind === "text")
    return value.parts.map((part) => (isWord(part) ? hole : written(world.read(part), world))).join("");
  if (value.kind === "list") return value.items.map((item) => written(world.read(item), world)).join(" ");
  return textOf(value) ?? (value.kind === "absent" ? "" : hole);
}

/**
 * Whether a part is a choice between words (a version, a stage), which stays a hole: deciding between them would cost a
 * world each, and what is looked for in scripts are commands.
 */
function isWord(part: Value): boolean {
  return part.kind === "choice" && alternativesOf(part).every(({ value }) => !/\s/.test(textOf(value) ?? ""));
}

/** User data that the template itself holds in base64. */
function decode(text: string): string {
  const compact = text.replaceAll(/\s/g, "");
  if (compact.length < 16 || compact.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) return text;
  const decoded = new TextDecoder().decode(Uint8Array.from(atob(compact), (c) => c.charCodeAt(0)));
  return decoded.startsWith("#") || decoded.includes("\n") ? decoded : text;
}

/** `AWS::CloudFormation::Init`: packages, services, commands and files of all its configs. */
function metadataScripts(node: GraphNode, world: World): readonly Script[] {
  if (node.declaration.metadata === undefined) return [];
  const init = readAt(node.stack.valueOf(node.declaration.metadata), ["AWS::CloudFormation::Init"], world);
  return mapIn(init, world).flatMap(([, config]) => [
    ...nested(config, "packages", world).flatMap(([manager, names]) =>
      mapIn(names, world).map(([name, value]) => named("package", name, manager, value, node)),
    ),
    ...nested(config, "services", world).flatMap(([, services]) =>
      mapIn(services, world).flatMap(([name, settings]) =>
        textOf(readAt(settings, ["ensureRunning"], world)) === "true"
          ? [named("service", name, "", settings, node)]
          : [],
      ),
    ),
    ...nested(config, "commands", world).flatMap(([, command]) => shell(readAt(command, ["command"], world), world)),
    ...nested(config, "files", world).flatMap(([, file]) => shell(readAt(file, ["content"], world), world)),
  ]);
}

function named(kind: Script["kind"], text: string, manager: string, value: Value, node: GraphNode): Script {
  return { kind, text, manager, origin: value.origin ?? node.origin };
}

function nested(value: Value, key: string, world: World): readonly (readonly [string, Decided])[] {
  return mapIn(readAt(value, [key], world), world);
}

function mapIn(value: Value, world: World): readonly (readonly [string, Decided])[] {
  const decided = world.read(value);
  return decided.kind === "map" ? [...decided.entries].map(([key, entry]) => [key, world.read(entry)]) : [];
}

/** Images of the containers of a service's task definition. */
function ofTasks(index: NodeIndex, service: GraphNode, world: World): Scripts {
  const value = readAt(service.properties, ["TaskDefinition"], world);
  const { certain, reason } = identify(index, value);
  const task = certain.find((found) => found.node.type === "AWS::ECS::TaskDefinition")?.node;
  if (task === undefined) return { items: [], open: reason === null ? [] : [reason] };
  const { items, open } = listIn(readAt(task.properties, ["ContainerDefinitions"], world), world);
  return {
    items: items.flatMap((container) => {
      const image = readAt(container, ["Image"], world);
      const origin = image.origin;
      return origin === null ? [] : [{ kind: "image", text: written(image, world), manager: "", origin }];
    }),
    open,
  };
}

/** The place of a piece of a script: the piece itself where the file spells it so, else the whole. */
export function placeOf(script: Script, piece: string, message: string): Evidence {
  spanOf(script.origin);
  const { file, start, end } = script.origin;
  const at = file.text.slice(start, end).indexOf(piece);
  if (at < 0 || piece === "") return { message, node: script.origin };
  return {
    message,
    node: { kind: "scalar", file, start: start + at, end: start + at + piece.length, value: piece, text: piece },
  };
}

/** The commands of a shell script: comments left out, continued lines joined, pipelines and lists taken apart. */
export function commandsOf(text: string): readonly string[] {
  return text
    .replaceAll(/\\\r?\n/g, " ")
    .split(/\r?\n/)
    .filter((line) => !line.trimStart().startsWith("#"))
    .map((line) => line.replace(/\s#.*$/, ""))
    .flatMap((line) => line.split(/&&|\|\||[;|]/))
    .map((command) => command.trim())
    .filter((command) => command !== "");
}

/** The words of a command, without `sudo`, `exec`, `nohup` and settings of variables in front. */
export function wordsOf(command: string): readonly string[] {
  const words = command.split(/\s+/).map((word) => word.replaceAll(/^["']+|["']+$/g, ""));
  const start = words.findIndex(
    (word) =>
      !["sudo", "exec", "nohup", "time", "-E", "then", "do", "else"].includes(word) && !/^[A-Za-z_]\w*=/.test(word),
  );
  return start < 0 ? [] : words.slice(start).filter((word) => word !== "");
}
