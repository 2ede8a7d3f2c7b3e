/**
 * `stackplumb init --rule ID`, `--architecture NAME`: a document to begin with, which works as it is.
 *
 * Invariant: nothing is overwritten, and nothing is written through a link.
 */
import { configurationIn } from "../config/find-configuration.ts";
import { loadPack } from "../config/load-pack.ts";
import { extendedIn, foldersIn } from "../config/local-packs.ts";
import type { Pack } from "../config/pack.ts";
import { proposeArchitecture } from "../config/propose-architecture.ts";
import { proposeRule, ruleIdPattern } from "../config/propose-rule.ts";
import type { Host } from "../input/app.ts";
import { joinPath } from "../input/join-path.ts";
import { nodeHost } from "../input/node-host.ts";
import { findArchitecture } from "../policy/architecture/find-architecture.ts";
import { namePattern } from "../policy/architecture/names.ts";
import { builtinRules } from "../policy/builtin.ts";
import { findRule } from "../policy/find-rule.ts";
import { type ExitStatus, exitStatus } from "./exit-status.ts";
import { schemaAddress } from "./schema-address.ts";
import type { Shell } from "./shell.ts";
import { UsageError } from "./usage-error.ts";

/** Where a team's documents stand unless its configuration says otherwise. */
const usualFolder = "policy";

/** @throws UsageError where the id is none or is taken, and where there is something in the way */
export function initRule(id: string, shell: Shell): ExitStatus {
  if (!ruleIdPattern.test(id))
    throw new UsageError(`${id} is no id of a rule: it has capitals and three digits, as ACME001.`);
  if (/^[A-Z]{3}\d{3}$/.test(id))
    throw new UsageError(
      `${id} may be a rule of Stackplumb's own one day: ids of three letters are kept for those. Take a longer one, as TEAM${id.slice(3)}.`,
    );
  const place = placeFor(shell);
  const pack = packAt(place);
  const taken = findRule(pack?.rules ?? [], id);
  if (taken !== undefined)
    throw new UsageError(
      `there is a rule ${id} already, in ${pack?.sources.get(taken.id)?.place.file}; nothing is written.`,
    );
  const path = joinPath(place.folder, `rules/${id}.yaml`);
  return write(
    path,
    proposeRule({ id, schema: schemaAddress(place.host, "rule", path), source: "Our guide to queues" }),
    place,
    shell,
    "",
  );
}

/** @throws UsageError where the name is none or is taken, and where there is something in the way */
export function initArchitecture(name: string, shell: Shell): ExitStatus {
  if (!namePattern.test(name))
    throw new UsageError(`${name} is no name of an architecture: it is lower-case words joined by hyphens.`);
  if (findArchitecture(name) !== undefined)
    throw new UsageError(`${name} is an architecture of Stackplumb's own; take another name, and let yours extend it.`);
  const place = placeFor(shell);
  const taken = packAt(place)?.architecturePlaces.get(name);
  if (taken !== undefined)
    throw new UsageError(`there is an architecture ${name} already, in ${taken.file}; nothing is written.`);
  const path = joinPath(place.folder, `architectures/${name}.yaml`);
  return write(
    path,
    proposeArchitecture({ name, schema: schemaAddress(place.host, "architecture", path) }),
    place,
    shell,
    ` and \`architectures: ${name}\``,
  );
}

interface Place {
  readonly host: Host;
  readonly folder: string;
  /** Whether the configuration extends the folder. */
  readonly isExtended: boolean;
}

function placeFor({ workingDirectory }: Shell): Place {
  const host = nodeHost(workingDirectory);
  const [first] = foldersIn(extendedIn(host, configurationIn(host)));
  return { host, folder: first ?? usualFolder, isExtended: first !== undefined };
}

function packAt({ host, folder }: Place): Pack | undefined {
  return host.kindOf(folder) === undefined ? undefined : loadPack(host, folder, builtinRules());
}

/** @param also what the configuration says, beside that it extends the folder, so that the document counts */
function write(
  path: string,
  text: string,
  { host, folder, isExtended }: Place,
  shell: Shell,
  also: string,
): ExitStatus {
  const inTheWay = obstacle(host, path);
  if (inTheWay !== undefined) throw new UsageError(`there is a ${inTheWay} already; nothing is written.`);
  try {
    shell.writeFile(path, text);
  } catch (error) {
    throw new UsageError(`${path} cannot be written: ${error instanceof Error ? error.message : error}`);
  }
  const wanted = `${isExtended ? "" : `\`extends: ./${folder}\``}${also}`.replace(/^ and /, "");
  const use = wanted === "" ? "" : `use it with: ${wanted} in stackplumb.yaml\n`;
  shell.stdout.write(`wrote ${path}\ntest it with: stackplumb test ${folder}\n${use}`);
  return exitStatus.passed;
}

/** What stands where a file is to be, or where one of its folders is; a link is in the way, wherever it leads. */
function obstacle(host: Host, path: string): string | undefined {
  const segments = path.split("/");
  let folder = ".";
  for (const [i, segment] of segments.entries()) {
    const entry = (host.list(folder) ?? []).find(({ name }) => name === segment);
    if (entry === undefined) return undefined;
    folder = joinPath(folder, segment);
    if (i === segments.length - 1 || entry.kind !== "directory") return folder;
  }
  return undefined;
}
