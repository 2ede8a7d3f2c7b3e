/**
 * Settings of several files, the farthest from the templates first -> what holds, and what is refused.
 *
 * The nearer counts, except where a farther one has locked what it would ask less of: that is an error at its place, and
 * has no effect. Of a policy, what fails a build is locked, too.
 */
import type { Architecture } from "../policy/architecture/architecture.ts";
import { requirementsOf } from "../policy/architecture/requirements.ts";
import type { Rule, Severity } from "../policy/rule.ts";
import type { OptionValue } from "../policy/rule-options.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import type { Span } from "../source/span.ts";
import { type Floor, keyIn, policyCode, refusalOf } from "./floor.ts";
import type { Lock, RuleSetting, Settings } from "./settings.ts";

export interface MergedSettings {
  readonly rules: ReadonlyMap<string, RuleSetting>;
  readonly failOn: Settings["failOn"];
  readonly strictUnknown: boolean;
  readonly floor: Floor;
  readonly diagnostics: readonly Diagnostic[];
}

export interface MergeContext {
  readonly rules: readonly Rule[];
  /** That of the layers which is an organisation's, if any. */
  readonly policy: Settings | undefined;
  /** Architectures that apps are held to without a file saying so. */
  readonly held: readonly Architecture[];
}

export function mergeSettings(layers: readonly Settings[], context: MergeContext): MergedSettings {
  const merger = new Merger(context);
  for (const layer of layers) merger.add(layer);
  return merger.result();
}

class Merger {
  readonly #rulesById: ReadonlyMap<string, Rule>;
  readonly #policy: Settings | undefined;
  readonly #settings = new Map<string, RuleSetting>();
  readonly #ruleLocks = new Map<string, Lock>();
  readonly #requirementLocks = new Map<string, Lock>();
  /** Rules that a locked requirement asks for. */
  readonly #required = new Map<string, Lock>();
  readonly #diagnostics: Diagnostic[] = [];
  #failOn: Settings["failOn"];
  #strictUnknown = false;
  #maxExpiry: Floor["maxExpiry"];

  constructor({ rules, policy, held }: MergeContext) {
    this.#rulesById = new Map(rules.map((rule) => [rule.id, rule]));
    this.#policy = policy;
    for (const architecture of held) this.#hold(architecture);
  }

  add(layer: Settings): void {
    for (const { architecture } of layer.architectures) this.#hold(architecture);
    for (const [id, setting] of layer.rules) this.#set(id, setting);
    this.#gate(layer);
    this.#strictUnknown ||= layer.strictUnknown;
    for (const lock of layer.locked) {
      const locks = lock.kind === "rule" ? this.#ruleLocks : this.#requirementLocks;
      if (!locks.has(lock.subject)) locks.set(lock.subject, lock);
    }
    const { maxExpiry } = layer;
    if (maxExpiry !== undefined && maxExpiry.days < (this.#maxExpiry?.days ?? Number.POSITIVE_INFINITY))
      this.#maxExpiry = maxExpiry;
  }

  result(): MergedSettings {
    return {
      rules: this.#settings,
      failOn: this.#failOn,
      strictUnknown: this.#strictUnknown,
      floor: { rules: this.#ruleLocks, requirements: this.#requirementLocks, maxExpiry: this.#maxExpiry },
      diagnostics: this.#diagnostics,
    };
  }

  /** What an architecture locks, is locked in it, and so are the rules that it asks for by it. */
  #hold(architecture: Architecture): void {
    const by = `by the architecture ${architecture.name}`;
    for (const [address, { locked }] of requirementsOf(architecture)) {
      if (locked)
        this.#requirementLocks.set(keyIn(architecture.name, address), {
          subject: address,
          kind: "requirement",
          by,
          folder: null,
        });
    }
    for (const { locked, rules } of [...architecture.qualities, ...architecture.forbidden])
      for (const subject of locked ? rules : [])
        this.#required.set(subject, { subject, kind: "rule", by, folder: null });
  }

  #set(id: string, setting: RuleSetting): void {
    const before = this.#settings.get(id);
    const lock = this.#ruleLocks.get(id) ?? this.#required.get(id);
    const problem = lock && this.#loosening(id, before, setting);
    if (lock !== undefined && problem !== undefined) this.#refuse(setting.place, refusalOf(lock, problem));
    else
      this.#settings.set(id, {
        severity: setting.severity ?? before?.severity,
        options: new Map([...(before?.options ?? []), ...setting.options]),
        place: setting.place,
      });
  }

  /** What cannot be done with a locked rule, to end `it cannot be`. */
  #loosening(id: string, before: RuleSetting | undefined, setting: RuleSetting): string | undefined {
    const rule = this.#rulesById.get(id);
    if (rule === undefined) return undefined;
    if (setting.severity === "off") return "switched off";
    const least = before?.severity === "off" ? undefined : (before?.severity ?? gravestOf(rule));
    if (setting.severity !== undefined && least !== undefined && rankOf(setting.severity) < rankOf(least))
      return `made ${setting.severity}: it is ${least}`;
    for (const [name, value] of setting.options) {
      const held = before?.options.get(name) ?? rule.options.find((option) => option.name === name)?.value;
      if (!isSame(value, held)) return `given another ${name}`;
    }
    return undefined;
  }

  #gate({ failOn, failOnPlace }: Settings): void {
    if (failOn === undefined) return;
    const policy = this.#policy;
    const floor = policy && (policy.failOn ?? "error");
    if (policy !== undefined && floor !== undefined && gateRank(failOn) > gateRank(floor)) {
      if (failOnPlace !== undefined)
        this.#refuse(failOnPlace, `fail-on is ${floor} by the policy (${policy.path}) and cannot be ${failOn}`);
      this.#failOn = floor;
    } else this.#failOn = failOn;
  }

  #refuse(location: Span, message: string): void {
    this.#diagnostics.push({ code: policyCode, severity: "error", message, location });
  }
}

const ranks: readonly Severity[] = ["info", "warning", "error"];

function rankOf(severity: Severity): number {
  return ranks.indexOf(severity);
}

/** The higher, the less fails. */
function gateRank(failOn: Severity | "never"): number {
  return failOn === "never" ? ranks.length : rankOf(failOn);
}

function gravestOf({ severity }: Rule): Severity {
  return severity.reduce<Severity>((most, { is }) => (rankOf(is) > rankOf(most) ? is : most), "info");
}

function isSame(a: OptionValue | undefined, b: OptionValue | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
