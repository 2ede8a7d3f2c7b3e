/**
 * `can(s3:PutObject)`, `reach(80|443)`, `triggers` -> what an edge of a flow needs.
 *
 * Actions are spelled out: whether `s3:*` asks for one of them or for all would be a guess.
 */
import type { ScalarNode } from "../../source/node.ts";
import type { DocumentReader } from "../document-reader.ts";
import { didYouMean } from "../nearest.ts";
import type { Need } from "./architecture.ts";

const kinds = ["triggers", "fronts", "references", "attached", "reach", "can"] as const;
const forms = "triggers, triggers(EVENT), fronts, references, attached, reach(PORT|...) and can(ACTION|...)";
const longest = 500;

export function readNeed(node: ScalarNode, reader: DocumentReader): Need | undefined {
  const written = node.text.trim();
  const open = written.indexOf("(");
  const name = (open < 0 ? written : written.slice(0, open)).trim();
  const wrong = (message: string): undefined => {
    reader.error(node, message);
    return undefined;
  };
  if (written.length > longest) return wrong(`what a flow needs may be ${longest} characters long`);
  const kind = kinds.find((known) => known === name);
  if (kind === undefined)
    return wrong(`there is nothing called ${name} to need.${didYouMean(name, kinds) || ` There are ${forms}.`}`);
  if (open >= 0 && !written.endsWith(")")) return wrong(`${kind}( is not closed: write ${kind}(...)`);
  const values =
    open < 0
      ? []
      : written
          .slice(open + 1, -1)
          .split("|")
          .map((value) => value.trim());
  if (values.includes("")) return wrong(`${kind}() lacks a value${open >= 0 && values.length > 1 ? " beside |" : ""}`);
  switch (kind) {
    case "can":
      return readActions(values, wrong);
    case "reach":
      return readPorts(values, wrong);
    case "triggers":
      return values.length > 1
        ? wrong("triggers takes one pattern of an event, as triggers(ObjectCreated:*)")
        : { kind, events: values[0] ?? null };
    default:
      return open < 0 ? { kind } : wrong(`${kind} takes nothing in parentheses`);
  }
}

type Wrong = (message: string) => undefined;

function readActions(values: readonly string[], wrong: Wrong): Need | undefined {
  if (values.length === 0) return wrong("can needs an action, as can(s3:PutObject)");
  const service = /^([a-z0-9-]+):/.exec(values[0] ?? "")?.[1];
  // `can(dynamodb:Query|GetItem)`: the service is said once.
  const actions = values.map((value) => (value.includes(":") || service === undefined ? value : `${service}:${value}`));
  const odd = actions.find((action) => !/^[a-z0-9-]+:[A-Za-z0-9]+$/.test(action));
  if (odd !== undefined)
    return wrong(
      odd.includes("*")
        ? `${odd} does not say whether one action or all of them are needed: name them, as can(s3:GetObject|PutObject)`
        : `${odd} is no action of IAM: it is a service and a name, as s3:PutObject`,
    );
  return { kind: "can", actions: [...new Set(actions)] };
}

const namedPorts = ["db-port", "target-port"] as const;

function readPorts(values: readonly string[], wrong: Wrong): Need | undefined {
  if (values.length === 0) return wrong("reach needs a port, as reach(443) or reach(db-port)");
  const ports: (number | "db-port" | "target-port")[] = [];
  for (const value of values) {
    const named = namedPorts.find((known) => known === value);
    const port = named ?? (/^\d{1,5}$/.test(value) ? Number(value) : undefined);
    if (port === undefined)
      return wrong(`${value} is no port: it is a number, db-port or target-port.${didYouMean(value, namedPorts)}`);
    if (typeof port === "number" && (port < 1 || port > 65535)) return wrong(`${value} is no port: they end at 65535`);
    if (!ports.includes(port)) ports.push(port);
  }
  return { kind: "reach", ports };
}
