/**
 * What a listener does with visitors that come without TLS: serve them, or send them on to HTTPS.
 *
 * A listener of an Application Load Balancer does what its default actions and its rules say; one of a Classic Load
 * Balancer always forwards. What is passed on as TCP, only the targets can tell.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html
 */
import { listIn, readAt, textOf, valueAt } from "../../resolve/reading.ts";
import { reasonOf } from "../../resolve/undecided.ts";
import type { Decided, Reason, Value } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { escapeOf } from "../escape.ts";
import type { Evidence, GraphNode, NodeIndex } from "../model.ts";
import { isWord } from "../setting.ts";
import { both, either, every, negated, some, type Ternary, unlessOpen } from "../ternary.ts";
import { type Listener, listenerPort, rulesOfListener } from "./listeners.ts";

/** Whether visitors are served over plain HTTP, and not sent on to HTTPS. */
export function servesPlainHttp(index: NodeIndex, listener: Listener, world: World): Ternary {
  const { kind, settings } = listener;
  if (kind === "cdn") return isWord(readAt(settings, ["ViewerProtocolPolicy"], world), "allow-all");
  const protocol = readAt(settings, ["Protocol"], world);
  const reason = reasonOf(protocol);
  if (reason !== undefined) return [reason];
  switch (textOf(protocol)?.toUpperCase()) {
    case "HTTP":
      return kind === "classic" || serves(index, listener, world);
    case "TCP":
    case "TCP_UDP":
      return webPorts.has(listenerPort(listener, world) ?? 0) ? [passedOn(listener)] : false;
    default:
      return false;
  }
}

const webPorts: ReadonlySet<number> = new Set([80, 8080]);

function passedOn({ node }: Listener): Reason {
  const message = `${node.logicalId} passes TCP on, and whether its targets answer with a redirect is not known from here`;
  return { kind: "passthrough", name: node.logicalId, stack: node.stack.stack.name, message, settle: null };
}

/** Whether its default action, or one of its rules, answers over HTTP; rules of other stacks may. */
function serves(index: NodeIndex, listener: Listener, world: World): Ternary {
  const byRules = (): Ternary => some(rulesOfListener(index, listener, world), (rule) => ruleServes(rule, world));
  const elsewhere = (): Ternary => {
    const escape = escapeOf(index, listener.node);
    return escape === null ? false : [escape];
  };
  return either(actionsServe(defaultActions(listener), world), () => either(byRules(), elsewhere));
}

function defaultActions({ settings }: Listener): Value {
  return valueAt(settings, ["DefaultActions"]);
}

function ruleServes(rule: GraphNode, world: World): Ternary {
  return actionsServe(readAt(rule.properties, ["Actions"], world), world);
}

/** A redirect to HTTPS gives nothing away, nor does a fixed answer. */
function actionsServe(actions: Value, world: World): Ternary {
  const { items, open } = listIn(actions, world);
  return either(
    some(items, (action) => actionServes(action, world)),
    () => unlessOpen(open),
  );
}

function actionServes(action: Decided, world: World): Ternary {
  const type = readAt(action, ["Type"], world);
  const reason = reasonOf(type);
  if (reason !== undefined) return [reason];
  if (textOf(type) === "fixed-response") return false;
  // A redirect that names no protocol keeps the one it was asked with.
  return textOf(type) !== "redirect" || negated(isWord(readAt(action, ["RedirectConfig", "Protocol"], world), "HTTPS"));
}

/** The rules that answer over HTTP, as evidence. */
export function servingRules(index: NodeIndex, listener: Listener, world: World): readonly Evidence[] {
  if (listener.kind !== "balancer") return [];
  return rulesOfListener(index, listener, world)
    .filter((rule) => ruleServes(rule, world) === true)
    .map((rule) => ({ message: `rule ${rule.logicalId} answers`, node: rule.origin }));
}

/**
 * Whether everything that it answers demands a header, which only what stands in front of the load balancer knows: its
 * default action answers nothing, and every rule that does asks for one.
 */
export function demandsHeader(index: NodeIndex, listener: Listener, world: World): Ternary {
  if (listener.kind !== "balancer") return false;
  const rules = rulesOfListener(index, listener, world);
  return both(negated(actionsServe(defaultActions(listener), world)), () =>
    every(rules, (rule) => either(negated(ruleServes(rule, world)), () => asksForHeader(rule, world))),
  );
}

function asksForHeader(rule: GraphNode, world: World): Ternary {
  const { items, open } = listIn(readAt(rule.properties, ["Conditions"], world), world);
  return either(
    some(items, (condition) => isWord(readAt(condition, ["Field"], world), "http-header")),
    () => unlessOpen(open),
  );
}
