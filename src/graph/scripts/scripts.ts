/**
 * What instances run when they start: user data, cfn-init metadata and container images, as text to be read.
 *
 * Invariant: a script is read, never run, and what is concluded from it is heuristic. Undecided parts of a text are
 * holes, which no pattern matches. Worlds are split only on what may say something about the matter in question.
 * Not here: what the text means; see database-servers.ts and mounts.ts.
 */
import { alternativesOf, listIn, readAt, textOf, valueAt } from "../../resolve/reading.ts";
import type { Decided, Reason, Value } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import type { SourceNode } from "../../source/node.ts";
import type { Evidence, GraphNode, NodeIndex } from "../model.ts";
import { launchesOf } from "../tiers/launch.ts";
import { taskDefinitionOf } from "../tiers/task-definition.ts";

/** One text that is executed, or one package, service or image that is named. */
export interface Script {
  readonly kind: "shell" | "package" | "service" | "image";
  readonly text: string;
  /** Package manager of a package: `yum`, `apt`. */
  readonly manager: string;
  /** Where its literal pieces are written. */
  readonly places: readonly [SourceNode, ...SourceNode[]];
}

export interface Scripts {
  readonly items: readonly Script[];
  /** Why there may be more. */
  readonly open: readonly Reason[];
}

/** Stands for an undecided part of a text. */
const hole = "\uFFFC";

/**
 * The scripts of a node that mention something.
 * @param about what is asked about; a script without any match in its literals is not read.
 */
export function scriptsOf(index: NodeIndex, node: GraphNode, about: RegExp, world: World): Scripts {
  const reader = new ScriptReader(about, world);
  if (node.type === "AWS::ECS::Service") {
    const task = taskDefinitionOf(index, node, world);
    if (task !== undefined && "node" in task) reader.addImages(task.node);
    else if (task !== undefined) reader.open.push(task.reason);
    return reader;
  }
  const launches = launchesOf(index, node, world);
  const holders = new Set(launches.length === 0 ? [] : [node]);
  for (const launch of launches) {
    if ("reason" in launch) reader.open.push(launch.reason);
    else {
      reader.addShell(valueAt(launch.settings, ["UserData"]));
      holders.add(launch.node);
    }
  }
  for (const holder of holders) reader.addMetadata(holder);
  return reader;
}

class ScriptReader implements Scripts {
  readonly items: Script[] = [];
  readonly open: Reason[] = [];
  readonly #about: RegExp;
  readonly #world: World;

  constructor(about: RegExp, world: World) {
    this.#about = about;
    this.#world = world;
  }

  addShell(value: Value): void {
    if (!this.#mayMatter(value, true)) return;
    const decided = this.#inAnyWorld(value) ?? this.#world.read(value);
    if (decided.kind === "unknown") this.open.push(decided.reason);
    else this.#add("shell", decode(this.#written(decided)), "", placesOf(decided));
  }

  /** `AWS::CloudFormation::Init`: packages, services, commands and files of all its configs. */
  addMetadata({ declaration, stack, origin }: GraphNode): void {
    if (declaration.metadata === undefined) return;
    const init = readAt(stack.valueOf(declaration.metadata), ["AWS::CloudFormation::Init"], this.#world);
    for (const [, config] of this.#entries(init)) {
      for (const [manager, names] of this.#entries(valueAt(config, ["packages"])))
        for (const [name, versions] of this.#entries(names))
          this.#add("package", name, manager, [versions.origin ?? origin]);
      for (const [, services] of this.#entries(valueAt(config, ["services"])))
        for (const [name, settings] of this.#entries(services))
          if (this.#isOn(settings)) this.#add("service", name, "", [settings.origin ?? origin]);
      for (const [, command] of this.#entries(valueAt(config, ["commands"])))
        this.addShell(valueAt(command, ["command"]));
      for (const [, file] of this.#entries(valueAt(config, ["files"]))) {
        const content = valueAt(file, ["content"]);
        // What a file holds is mostly data; one that cannot be seen raises no doubt.
        if (content.kind !== "unknown") this.addShell(content);
      }
    }
  }

  addImages(task: GraphNode): void {
    const { items, open } = listIn(readAt(task.properties, ["ContainerDefinitions"], this.#world), this.#world);
    this.open.push(...open);
    for (const container of items) {
      const image = readAt(container, ["Image"], this.#world);
      if (image.kind === "unknown") this.open.push(image.reason);
      else this.#add("image", this.#written(image), "", placesOf(image));
    }
  }

  #add(kind: Script["kind"], text: string, manager: string, places: readonly SourceNode[]): void {
    const [first, ...others] = places;
    if (text.trim() !== "" && first !== undefined) this.items.push({ kind, text, manager, places: [first, ...others] });
  }

  #entries(value: Value): readonly (readonly [string, Value])[] {
    const decided = this.#world.read(value);
    return decided.kind === "map" ? [...decided.entries] : [];
  }

  #isOn(service: Value): boolean {
    return ["ensureRunning", "enabled"].some((key) => textOf(readAt(service, [key], this.#world)) === "true");
  }

  /** The text of a value, with holes for what is not decided or does not matter. */
  #written(value: Decided): string {
    if (value.kind === "text") return value.parts.map((part) => this.#piece(part)).join("");
    if (value.kind === "list") return value.items.map((item) => this.#piece(item)).join(" ");
    return textOf(value) ?? (value.kind === "absent" ? "" : hole);
  }

  #piece(part: Value): string {
    const piece = unfolded(part);
    return piece.kind === "choice" && !this.#mayMatter(piece, false) ? hole : this.#written(this.#world.read(piece));
  }

  /** One of the alternatives, where their lines that mention what is asked about are the same. */
  #inAnyWorld(value: Value): Decided | undefined {
    if (value.kind !== "choice") return undefined;
    const alternatives = alternativesOf(value).map((alternative) => alternative.value);
    const mentions = alternatives.map((alternative) =>
      textOf(alternative)
        ?.split("\n")
        .filter((line) => this.#about.test(line))
        .join("\n"),
    );
    const [first] = mentions;
    return first !== undefined && mentions.every((lines) => lines === first) ? alternatives[0] : undefined;
  }

  /** Whether any alternative of a value mentions what is asked about, or is a whole that cannot be seen. */
  #mayMatter(value: Value, isWhole: boolean): boolean {
    switch (value.kind) {
      case "unknown":
        return (
          isWhole || (value.derived?.how === "one of" && value.derived.of.some((of) => this.#mayMatter(of, false)))
        );
      case "known":
        return this.#about.test(decode(String(value.value)));
      case "text":
        return value.parts.some((part) => this.#mayMatter(part, false));
      case "list":
        return value.items.some((item) => this.#mayMatter(item, false));
      case "choice":
        return value.alternatives.some((alternative) => this.#mayMatter(alternative.value, isWhole));
      default:
        return false;
    }
  }
}

/** The choice that a text has too many forms to follow. */
function unfolded(part: Value): Value {
  const [choice] = part.kind === "unknown" && part.derived?.how === "one of" ? part.derived.of : [];
  return choice ?? part;
}

/** Where the literal pieces of a text are written, or else the text as a whole. */
function placesOf(value: Decided): readonly SourceNode[] {
  const pieces = value.kind === "text" ? value.parts : value.kind === "list" ? value.items : [];
  const literals = new Set(pieces.flatMap((piece) => (piece.kind === "known" ? (piece.origin ?? []) : [])));
  if (literals.size > 0) return [...literals];
  return value.origin === null ? [] : [value.origin];
}

/** User data that the template itself holds in base64. */
function decode(text: string): string {
  if (/[^A-Za-z0-9+/=\s]/.test(text.slice(0, 100))) return text;
  const compact = text.replaceAll(/\s/g, "");
  if (compact.length < 16 || compact.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) return text;
  const decoded = new TextDecoder().decode(Uint8Array.from(atob(compact), (c) => c.charCodeAt(0)));
  return decoded.startsWith("#") || decoded.includes("\n") ? decoded : text;
}

/** The place of a piece of a script: the piece itself where the file spells it so, else the text that holds it. */
export function placeOf(script: Script, message: string, ...pieces: readonly string[]): Evidence {
  for (const piece of pieces) {
    for (const { file, start, end } of script.places) {
      const at = piece === "" ? -1 : file.text.slice(start, end).indexOf(piece);
      if (at < 0) continue;
      const from = start + at;
      return {
        message,
        node: { kind: "scalar", file, start: from, end: from + piece.length, value: piece, text: piece },
      };
    }
  }
  return { message, node: script.places[0] };
}
