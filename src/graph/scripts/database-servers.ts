/**
 * Database servers that instances or containers run themselves: scripts -> servers.
 *
 * Not here: which names are a server's; see server-names.ts.
 */
import type { Items } from "../../resolve/reading.ts";
import type { World } from "../../resolve/world.ts";
import type { Evidence, GraphNode, NodeIndex } from "../model.ts";
import { oncePerScript } from "./once-per-script.ts";
import { placeOf, type Script, scriptsOf } from "./scripts.ts";
import { serverImage, serverPackage, serverProgram, serverService } from "./server-names.ts";
import { commandsOf, wordsOf } from "./shell.ts";

export interface DatabaseServer {
  readonly engine: string;
  readonly evidence: Evidence;
}

/** A word that every server's name contains. */
const about = /mysql|maria|percona|postg|pgsql|pg_ctl|mssql/i;

export function databaseServersOf(index: NodeIndex, node: GraphNode, world: World): Items<DatabaseServer> {
  const { items, open } = scriptsOf(index, node, about, world);
  const servers = items.flatMap(serversIn);
  return {
    items: [...new Map(servers.map((server) => [`${server.engine} ${server.evidence.message}`, server])).values()],
    open,
  };
}

const serversIn = oncePerScript((script): readonly DatabaseServer[] => {
  const { kind, text, manager } = script;
  switch (kind) {
    case "package":
      return found(serverPackage(text, manager), script, `installs ${text}`, text);
    case "service":
      return found(serverService(text), script, `runs the service ${text}`, text);
    case "image":
      return found(serverImage(text), script, `runs a container of ${text}`, text);
    case "shell":
      return commandsOf(text).flatMap((command) => serversStarted(command, script));
  }
});

/** The server, if it is one, at the first of the pieces that the script spells so. */
function found(
  engine: string | undefined,
  script: Script,
  message: string,
  ...pieces: readonly string[]
): readonly DatabaseServer[] {
  return engine === undefined ? [] : [{ engine, evidence: placeOf(script, message, ...pieces) }];
}

const managers: ReadonlyMap<string, string> = new Map([
  ["yum", "yum"],
  ["dnf", "yum"],
  ["microdnf", "yum"],
  ["rpm", "yum"],
  ["zypper", "zypper"],
  ["apt", "apt"],
  ["apt-get", "apt"],
  ["aptitude", "apt"],
  ["dpkg", "apt"],
  ["apk", "apk"],
]);
const installs: ReadonlySet<string> = new Set(["install", "in", "add", "localinstall", "-i", "-ivh", "-Uvh"]);

function serversStarted(command: string, script: Script): readonly DatabaseServer[] {
  const [program, ...operands] = wordsOf(command);
  if (program === undefined) return [];
  const name = program.split("/").at(-1) ?? program;
  const manager = managers.get(name);
  if (manager !== undefined) {
    if (!operands.some((word) => installs.has(word))) return [];
    return operands.flatMap((word) => found(serverPackage(word, manager), script, `installs ${word}`, word));
  }
  if (name === "docker" || name === "podman") return containerStarted(command, operands, script);
  if (name === "image:") return imageNamed(operands[0] ?? "", script, command);
  const services = startedServices(name, program, operands);
  if (services.length > 0)
    return services.flatMap((service) => found(serverService(service), script, `starts ${service}`, command, service));
  return found(serverProgram(name, operands), script, `starts ${name}`, command, name);
}

function imageNamed(image: string, script: Script, command: string): readonly DatabaseServer[] {
  return found(serverImage(image), script, `runs a container of ${image}`, command, image);
}

const starting: ReadonlySet<string> = new Set(["start", "restart", "enable"]);

/** The services that a command starts or enables. */
function startedServices(name: string, program: string, operands: readonly string[]): readonly string[] {
  const [first = "", ...others] = operands.filter((word) => !word.startsWith("-"));
  if (name === "systemctl") return starting.has(first) ? others : [];
  if (name === "service" || name === "rc-service") return starting.has(others[0] ?? "") ? [first] : [];
  if (name === "chkconfig") return others[0] === "on" ? [first] : [];
  return program.startsWith("/etc/init.d/") && starting.has(first) ? [name] : [];
}

/** Options of `docker run` that have no value. */
const switches =
  /^(?:-[dit]+|-P|--(?:detach|interactive|tty|rm|init|privileged|read-only|publish-all|no-healthcheck))$/;

/** `docker run IMAGE`; with a command behind it the image is used for its client (`docker run mysql mysql -h ...`). */
function containerStarted(command: string, operands: readonly string[], script: Script): readonly DatabaseServer[] {
  let at = operands.findIndex((word) => word === "run" || word === "create") + 1;
  if (at === 0) return [];
  for (let word = operands[at]; word?.startsWith("-"); word = operands[at]) {
    if (word.startsWith("--entrypoint")) return [];
    at += switches.test(word) || word.includes("=") ? 1 : 2;
  }
  const [image = "", next = "&"] = operands.slice(at);
  const isServer = /^(?:[-&>]|2>)/.test(next) || serverProgram(next, ["-D"]) !== undefined;
  return isServer ? imageNamed(image, script, command) : [];
}
