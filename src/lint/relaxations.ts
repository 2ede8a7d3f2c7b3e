/**
 * The relaxations of a run, wherever they are written -> those that may be, by architecture, and what became of them.
 *
 * Invariant: what is locked is not relaxed, nor for longer than a policy allows; both are told at the relaxation.
 */
import { type Floor, lockOnRequirement, lockOnRule, policyCode, refusalOf, tooLong } from "../config/floor.ts";
import type { ConfiguredRelaxation } from "../config/settings.ts";
import { templateRelaxations } from "../config/template-relaxations.ts";
import type { Architecture } from "../policy/architecture/architecture.ts";
import type { Relaxation } from "../policy/architecture/relaxation.ts";
import { requirementsOf } from "../policy/architecture/requirements.ts";
import type { ResolvedStack } from "../resolve/resolved.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import type { ConformedApp } from "./conform-app.ts";
import { ExceptionLog } from "./exception-log.ts";
import { type RelaxedApp, relaxApp } from "./relax-app.ts";
import { relaxing } from "./relaxing.ts";
import type { ReportException } from "./report.ts";
import type { ScopedRelaxation } from "./scoped-relaxation.ts";
import type { TemplateTrust } from "./template-trust.ts";

export class Relaxations {
  readonly #configured: readonly ConfiguredRelaxation[];
  readonly #floor: Floor;
  readonly #asOf: string;
  readonly #trust: TemplateTrust;
  readonly #log: ExceptionLog;
  readonly #refused = new Map<string, Diagnostic>();
  /** Files of the project: its configuration, and templates. */
  readonly #ownFiles = new Set<string>();
  /** By place. */
  readonly #allowed = new Map<string, Relaxation>();
  readonly #byArchitecture = new Map<string, readonly ScopedRelaxation[]>();

  /** @param file of the configuration: what stands elsewhere is for several projects, and need not be of use in each */
  constructor(
    configured: readonly ConfiguredRelaxation[],
    file: string | undefined,
    floor: Floor,
    asOf: string,
    trust: TemplateTrust,
  ) {
    this.#trust = trust;
    this.#configured = configured;
    if (file !== undefined) this.#ownFiles.add(file);
    this.#floor = floor;
    this.#asOf = asOf;
    this.#log = new ExceptionLog(asOf, "relaxed");
  }

  /** Those of files, for one architecture. */
  of(architecture: Architecture): readonly ScopedRelaxation[] {
    const { name } = architecture;
    let known = this.#byArchitecture.get(name);
    if (known === undefined) {
      const addresses = requirementsOf(architecture);
      const configured = this.#configured.filter((one) => (one.architecture ?? name) === name);
      const all = [...(architecture.relax ?? []), ...configured];
      known = all.flatMap((one) => (addresses.has(one.requirement) ? this.allowed(one, name) : []));
      this.#byArchitecture.set(name, known);
    }
    return known;
  }

  /** The relaxation, unless something forbids it, which is told. */
  allowed(one: Relaxation & Partial<ScopedRelaxation>, architecture: string): readonly ScopedRelaxation[] {
    const { requirement, until, place } = one;
    const rules = requirement.slice(requirement.indexOf(".") + 1).split("|");
    const lock =
      lockOnRequirement(this.#floor, architecture, requirement, place.file) ??
      rules.map((rule) => lockOnRule(this.#floor, rule, place.file)).find((found) => found !== undefined);
    const problem = lock === undefined ? tooLong(this.#floor, until, this.#asOf) : refusalOf(lock, "relaxed");
    if (problem !== undefined) {
      const key = JSON.stringify([place.file, place.start, problem]);
      this.#refused.set(key, { code: policyCode, severity: "error", message: problem, location: place });
      return [];
    }
    this.#log.note(asException(one));
    this.#allowed.set(JSON.stringify([place.file, place.start, requirement]), one);
    return [{ ...one, resource: one.resource ?? null }];
  }

  /** What is relaxed of an app: by files, by the architectures themselves, and by its templates. */
  relax(app: ConformedApp): RelaxedApp {
    const architectures = app.conformances.flatMap(({ conformance, enforced }) =>
      enforced ? [conformance.architecture] : [],
    );
    const written =
      architectures.length === 0 ? [] : app.stacks.flatMap((stack) => this.#inTemplate(stack, architectures));
    return relaxApp(
      app,
      (relaxation) => this.#use(relaxation),
      (architecture) => {
        const addresses = written.length === 0 ? undefined : requirementsOf(architecture);
        const own = written.filter(({ requirement }) => addresses?.has(requirement) === true);
        return [...this.of(architecture), ...own.flatMap((one) => this.allowed(one, architecture.name))];
      },
    );
  }

  #inTemplate({ stack, declared }: ResolvedStack, architectures: readonly Architecture[]): readonly ScopedRelaxation[] {
    const { relaxations, diagnostics } = templateRelaxations(declared, architectures);
    for (const { place } of relaxations) this.#ownFiles.add(place.file);
    for (const diagnostic of diagnostics) this.#refused.set(JSON.stringify(diagnostic), diagnostic);
    const counting = relaxations.filter(({ requirement, to, external, when, logicalId, until, place }) =>
      this.#trust.allows({
        ...{ key: ["relax", requirement, to, external, JSON.stringify(when), logicalId], until, place },
        says: `${requirement} is relaxed here`,
      }),
    );
    return counting.map(({ logicalId, ...one }) => ({
      ...one,
      resource: logicalId === null ? null : { stack: stack.name, logicalId },
    }));
  }

  /** Whether it has an effect; there is something that it is for. */
  #use(relaxation: Relaxation): boolean {
    return this.#log.use(asException(relaxation));
  }

  /** Those that have not ended. */
  get inForce(): readonly ReportException[] {
    return [...this.#allowed.values()].filter((one) => !this.#log.hasEnded(one)).map(relaxing);
  }

  /** @param tellUnused whether to tell of those that are for nothing */
  diagnostics(tellUnused: boolean): readonly Diagnostic[] {
    return [
      ...this.#refused.values(),
      ...this.#log.diagnostics(({ place }) => tellUnused && this.#ownFiles.has(place.file), false),
    ];
  }
}

function asException({ requirement, reason, owner, until, place }: Relaxation) {
  return { rule: requirement, reason, owner, until, place };
}
