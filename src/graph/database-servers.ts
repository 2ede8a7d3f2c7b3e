/**
 * Database servers that instances or containers run themselves: scripts -> servers.
 *
 * A client is no server. Package names differ by manager: `postgresql` is the server for apt and apk, and the client for
 * yum and dnf, where the server is `postgresql15-server`.
 */

import type { Reason } from "../resolve/value.ts";
import type { World } from "../resolve/world.ts";
import type { SourceNode } from "../source/node.ts";
import type { Evidence, GraphNode, NodeIndex } from "./model.ts";
import { commandsOf, placeOf, type Script, scriptsOf, wordsOf } from "./scripts.ts";

export interface DatabaseServer {
  readonly engine: string;
  readonly evidence: Evidence;
}

export function databaseServersOf(
  index: NodeIndex,
  node: GraphNode,
  world: World,
): { readonly items: readonly DatabaseServer[]; readonly open: readonly Reason[] } {
  const { items, open } = scriptsOf(index, node, world);
  const servers = items.flatMap(serversOnce);
  return {
    items: [...new Map(servers.map((server) => [`${server.engine} ${server.evidence.message}`, server])).values()],
    open,
  };
}

const read = new WeakMap<SourceNode, { readonly text: string; readonly servers: readonly DatabaseServer[] }>();

/** Rules ask again in every world and for every part of a finding; a script is read once for each text it can have. */
function serversOnce(script: Script): readonly DatabaseServer[] {
  const before = read.get(script.origin);
  if (before?.text === script.text) return before.servers;
  const servers = serversIn(script);
  read.set(script.origin, { text: script.text, servers });
  return servers;
}

function serversIn(script: Script): readonly DatabaseServer[] {
  switch (script.kind) {
    case "package":
      return found(serverPackage(script.text, script.manager), script, script.text, `installs ${script.text}`);
    case "service":
      return found(serverService(script.text), script, script.text, `runs the service ${script.text}`);
    case "image":
      return found(serverImage(script.text), script, script.text, `runs a container of ${script.text}`);
    case "shell":
      return commandsOf(script.text).flatMap((command) => serversStarted(command, script));
  }
}

function found(engine: string | undefined, script: Script, piece: string, message: string): readonly DatabaseServer[] {
  return engine === undefined ? [] : [{ engine, evidence: placeOf(script, piece, message) }];
}

const managers: ReadonlyMap<string, string> = new Map([
  ["yum", "yum"],
  ["dnf", "yum"],
  ["microdnf", "yum"],
  ["zypper", "yum"],
  ["rpm", "yum"],
  ["apt", "apt"],
  ["apt-get", "apt"],
  ["aptitude", "apt"],
  ["apk", "apk"],
]);

function serversStarted(command: string, script: Script): readonly DatabaseServer[] {
  const words = wordsOf(command);
  const [program, ...rest] = words;
  if (program === undefined) return [];
  const name = program.split("/").at(-1) ?? program;
  const manager = managers.get(name);
  if (manager !== undefined) {
    const installs = rest.some((word) => ["install", "add", "localinstall", "-i", "-ivh", "-Uvh"].includes(word));
    if (!installs) return [];
    return rest.flatMap((word) => found(serverPackage(word, manager), script, word, `installs ${word}`));
  }
  const service = startedService(name, program, rest);
  if (service !== undefined) return found(serverService(service), script, command, `starts ${service}`);
  if (name === "docker" || name === "podman") return containerStarted(command, rest, script);
  if (name === "image:" || name === "-image:")
    return found(serverImage(rest[0] ?? ""), script, rest[0] ?? "", `runs a container of ${rest[0]}`);
  return found(serverProgram(name, rest), script, command, `starts ${name}`);
}

/** The service that a command starts or enables. */
function startedService(name: string, program: string, rest: readonly string[]): string | undefined {
  const operands = rest.filter((word) => !word.startsWith("-"));
  const [first, second] = operands;
  if (name === "systemctl") return ["start", "restart", "enable"].includes(first ?? "") ? second : undefined;
  if (name === "service") return ["start", "restart"].includes(second ?? "") ? first : undefined;
  if (name === "chkconfig") return second === "on" ? first : undefined;
  if (program.startsWith("/etc/init.d/")) return ["start", "restart"].includes(first ?? "") ? name : undefined;
  return undefined;
}

/** `docker run IMAGE`, unless the image is run for its client (`docker run mysql mysql -h ...`). */
function containerStarted(command: string, rest: readonly string[], script: Script): readonly DatabaseServer[] {
  if (!rest.includes("run") && !rest.includes("create")) return [];
  const at = rest.findIndex(
    (word) => serverImage(word) !== undefined && !rest[rest.indexOf(word) - 1]?.startsWith("--"),
  );
  const image = rest[at];
  if (image === undefined || clients.has(rest[at + 1] ?? "")) return [];
  return found(serverImage(image), script, command, `runs a container of ${image}`);
}

const clients: ReadonlySet<string> = new Set([
  "mysql",
  "mysqldump",
  "mysqladmin",
  "mariadb",
  "psql",
  "pg_dump",
  "pg_restore",
  "pg_isready",
]);

function serverPackage(name: string, manager: string): string | undefined {
  const text = name.toLowerCase();
  if (/^(mysql|mariadb|percona)[\w.]*(-[\w.]+)*-server(-[\d.]+)?$/.test(text))
    return text.startsWith("mariadb") ? "MariaDB" : "MySQL";
  if (/^postgresql[\d.]*-server$/.test(text)) return "PostgreSQL";
  if (manager !== "yum" && /^postgresql(-?\d+(\.\d+)?)?$/.test(text)) return "PostgreSQL";
  if (manager === "apk" && (text === "mysql" || text === "mariadb")) return "MariaDB";
  return text === "mssql-server" ? "SQL Server" : undefined;
}

function serverService(name: string): string | undefined {
  const text = name.toLowerCase().replace(/\.service$/, "");
  if (text === "mysqld" || text === "mysql") return "MySQL";
  if (text === "mariadb") return "MariaDB";
  if (/^postgres(ql)?([-@]?[\d.]+)?(-main)?$/.test(text)) return "PostgreSQL";
  return text === "mssql-server" ? "SQL Server" : undefined;
}

const images: ReadonlyMap<string, string> = new Map([
  ["mysql", "MySQL"],
  ["mysql-server", "MySQL"],
  ["percona", "MySQL"],
  ["mariadb", "MariaDB"],
  ["postgres", "PostgreSQL"],
  ["postgresql", "PostgreSQL"],
  ["postgis", "PostgreSQL"],
]);

/** `mysql:8`, `public.ecr.aws/docker/library/postgres@sha256:...`. */
function serverImage(image: string): string | undefined {
  const name = image.split("/").at(-1)?.split(/[:@]/, 1)[0];
  return name === undefined ? undefined : images.get(name.toLowerCase());
}

function serverProgram(name: string, rest: readonly string[]): string | undefined {
  if (name === "mysqld" || name === "mysqld_safe" || name === "mysql_install_db") return "MySQL";
  if (name === "postgres" && rest.includes("-D")) return "PostgreSQL";
  if (name === "pg_ctl" && rest.includes("start")) return "PostgreSQL";
  return /^postgresql[\w-]*-setup$/.test(name) ? "PostgreSQL" : undefined;
}
