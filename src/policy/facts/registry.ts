/**
 * All topics of facts -> the one registry that rules are checked and evaluated against.
 *
 * A topic is a file beside this one that exports a `FactTopic`; it gets one line in `topics`. What a registry is made
 * of is checked when it is made, because a mistake in it is ours: it throws.
 */
import type { FactRegistry, FactTopic, FactType, RoleType, SubjectKind } from "../fact.ts";
import * as app from "./app.ts";
import * as base from "./base.ts";
import * as bucket from "./bucket.ts";
import * as compute from "./compute.ts";
import * as configuration from "./configuration.ts";
import * as connection from "./connection.ts";
import * as credential from "./credential.ts";
import * as database from "./database.ts";
import * as distribution from "./distribution.ts";
import * as failure from "./failure.ts";
import * as fixedName from "./fixed-name.ts";
import * as front from "./front.ts";
import * as instanceMetadata from "./instance-metadata.ts";
import * as intake from "./intake.ts";
import * as listener from "./listener.ts";
import * as logGroup from "./log-group.ts";
import * as logged from "./logged.ts";
import * as permission from "./permission.ts";
import * as queue from "./queue.ts";
import * as reference from "./reference.ts";
import { roleNames, roleSubjects } from "./role-subjects.ts";
import * as securityGroup from "./security-group.ts";
import * as stack from "./stack.ts";
import * as statement from "./statement.ts";
import * as stickiness from "./stickiness.ts";
import * as subnet from "./subnet.ts";
import * as table from "./table.ts";
import * as tags from "./tags.ts";
import * as traffic from "./traffic.ts";
import * as trigger from "./trigger.ts";
import * as volume from "./volume.ts";

const topics: readonly FactTopic[] = [
  app,
  base,
  bucket,
  compute,
  connection,
  configuration,
  credential,
  database,
  distribution,
  failure,
  intake,
  fixedName,
  front,
  instanceMetadata,
  listener,
  logGroup,
  logged,
  permission,
  queue,
  reference,
  securityGroup,
  stack,
  statement,
  stickiness,
  subnet,
  table,
  tags,
  traffic,
  trigger,
  volume,
];

let registry: FactRegistry | undefined;

/** The registry of all facts; made once. */
export function factRegistry(): FactRegistry {
  registry ??= composeRegistry(topics);
  return registry;
}

/** @throws Error for a name that is there twice, a type that does not exist, a role's type that is no `Node`. */
export function composeRegistry(from: readonly FactTopic[]): FactRegistry {
  const types = uniqueByName(
    "fact type",
    from.flatMap((topic) => topic.types),
  );
  const lineages = new Map([...types.keys()].map((name) => [name, lineageOf(name, types)]));
  const lineage = (type: string): readonly FactType<never>[] => lineages.get(type) ?? [];
  const roleTypes = from.flatMap((topic) => topic.roleTypes ?? []);
  for (const { role, type } of roleTypes) {
    if (!lineage(type).some(({ name }) => name === "Node"))
      throw new Error(`${type}, the type of ${role}, extends no Node`);
  }
  const roles = roleNames().map((role) => roleSubjects(role, typeOfRole(role, roleTypes)));
  const subjects = uniqueByName("subject", [...roles, ...from.flatMap((topic) => topic.subjects ?? [])]);
  return {
    types,
    subjectNames: [...subjects.keys()].sort(),
    subjectKind: (on) => subjects.get(on),
    fieldOf: (type, name) => firstOf(lineage(type), (t) => own(t.fields, name)),
    methodOf: (type, name) => firstOf(lineage(type), (t) => own(t.methods, name)),
    lineage,
  };
}

/** The type of the role itself, else of the nearest family that it belongs to. */
function typeOfRole(role: string, roleTypes: readonly RoleType[]): string {
  const family = role.split(".", 1)[0];
  const exact = roleTypes.find((entry) => entry.role === role);
  return (exact ?? roleTypes.find((entry) => entry.role === family))?.type ?? "Node";
}

function lineageOf(name: string, types: ReadonlyMap<string, FactType<never>>): readonly FactType<never>[] {
  const line: FactType<never>[] = [];
  for (let next: string | undefined = name; next !== undefined; ) {
    const type = types.get(next);
    if (type === undefined) throw new Error(`fact type ${next} does not exist`);
    if (line.includes(type)) throw new Error(`fact type ${name} extends itself`);
    line.push(type);
    next = type.extends;
  }
  return line;
}

function uniqueByName<T extends FactType<never> | SubjectKind>(
  what: string,
  all: readonly T[],
): ReadonlyMap<string, T> {
  const byName = new Map<string, T>();
  for (const one of all) {
    if (byName.has(one.name)) throw new Error(`there are two of ${what} ${one.name}`);
    byName.set(one.name, one);
  }
  return byName;
}

function own<T>(of: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return of !== undefined && Object.hasOwn(of, name) ? of[name] : undefined;
}

function firstOf<T, R>(all: readonly T[], find: (one: T) => R | undefined): R | undefined {
  for (const one of all) {
    const found = find(one);
    if (found !== undefined) return found;
  }
  return undefined;
}
