/**
 * The relaxations of a run, wherever they are written -> those that may be, by architecture, and what became of them.
 *
 * Invariant: what is locked is not relaxed, nor what it needs, nor for longer than a policy allows: all of it is told at the
 * relaxation.
 */
import { exceptionCode } from "../config/exception.ts";
import { type Floor, policyCode, refusalOf, tooLong } from "../config/floor.ts";
import type { ConfiguredRelaxation } from "../config/settings.ts";
import { templateRelaxations } from "../config/template-relaxations.ts";
import type { Architecture } from "../policy/architecture/architecture.ts";
import type { Relaxation } from "../policy/architecture/relaxation.ts";
import { requirementsOf } from "../policy/architecture/requirements.ts";
import { didYouMean } from "../policy/nearest.ts";
import type { ResolvedStack } from "../resolve/resolved.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import type { ConformedApp } from "./conform-app.ts";
import { ExceptionLog } from "./exception-log.ts";
import { lockOn, lockOnDependents } from "./lock-on-requirement.ts";
import { type RelaxedApp, relaxApp, waivedComponent } from "./relax-app.ts";
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
  /** All that are declared anywhere. */
  readonly #parameters = new Set<string>();
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
      known = all.flatMap((one) => (addresses.has(one.requirement) ? this.#permitted(one, architecture) : []));
      this.#byArchitecture.set(name, known);
    }
    return known;
  }

  /** The relaxation, unless something forbids it, which is told. */
  #permitted(one: Relaxation & Partial<ScopedRelaxation>, architecture: Architecture): readonly ScopedRelaxation[] {
    const { requirement, until, place } = one;
    const problem = this.#lockedOut(one, architecture) ?? tooLong(this.#floor, until, this.#asOf);
    if (problem !== undefined) {
      const key = JSON.stringify([place.file, place.start, problem]);
      this.#refused.set(key, { code: policyCode, severity: "error", message: problem, location: place });
      return [];
    }
    this.#log.note(asException(one));
    this.#allowed.set(JSON.stringify([place.file, place.start, requirement]), one);
    return [{ ...one, resource: one.resource ?? null }];
  }

  /** Why what is locked keeps a requirement from being relaxed. */
  #lockedOut({ requirement, to, place }: Relaxation, architecture: Architecture): string | undefined {
    // The project is bound by what packs lock, wherever its files lie.
    const file = this.#ownFiles.has(place.file) ? undefined : place.file;
    const lock = lockOn(this.#floor, architecture, requirement, file);
    if (lock !== undefined) return refusalOf(lock, "relaxed");
    const component = waivedComponent(requirement, to);
    const dependent = component && lockOnDependents(this.#floor, architecture, component, file);
    return dependent && refusalOf(dependent, `relaxed: without ${component}, nothing would be asked of it`);
  }

  /** What is relaxed of an app: by files, by the architectures themselves, and by its templates. */
  relax(app: ConformedApp): RelaxedApp {
    for (const { template } of app.stacks) for (const name of template.parameters.keys()) this.#parameters.add(name);
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
        return [...this.of(architecture), ...own.flatMap((one) => this.#permitted(one, architecture))];
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

  /** A slip in the name of a parameter would make a relaxation of no effect, in silence. */
  #neverHolding(): readonly Diagnostic[] {
    return [...this.#allowed.values()].flatMap(({ requirement, when, place }) => {
      const slip = when.find(({ parameter }) => !this.#parameters.has(parameter))?.parameter;
      if (slip === undefined || !this.#ownFiles.has(place.file)) return [];
      const meant = didYouMean(slip, this.#parameters);
      const message = `no stack declares the parameter ${slip}, so that ${requirement} is relaxed nowhere.${meant}`;
      return [{ code: exceptionCode, severity: "warning", message, location: place } as const];
    });
  }

  /** @param tellUnused whether to tell of those that are for nothing */
  diagnostics(tellUnused: boolean): readonly Diagnostic[] {
    return [
      ...this.#refused.values(),
      ...(tellUnused ? this.#neverHolding() : []),
      ...this.#log.diagnostics(({ place }) => tellUnused && this.#ownFiles.has(place.file), false),
    ];
  }
}

function asException({ requirement, reason, owner, until, place }: Relaxation) {
  return { rule: requirement, reason, owner, until, place };
}
