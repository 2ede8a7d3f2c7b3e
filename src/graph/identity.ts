/**
 * Which resource of the app a value names, whatever its spelling: `!Ref B`, `!GetAtt B.Arn`,
 * `!Sub arn:${AWS::Partition}:s3:::${B}/*`, or an ARN built from the expression that also names the resource.
 *
 * Invariant: never guess. A literal that equals a literal name is certain, one that cannot be compared is possible.
 */
import { canonical } from "../resolve/canonical.ts";
import { textOf } from "../resolve/reading.ts";
import type { Decided, Reason, Value } from "../resolve/value.ts";
import { type Arn, after, cutAt, literalOf, type Parts, parseArn, partsOf } from "./arn.ts";
import { fileUnder } from "./file-under.ts";
import type { GraphNode, NodeIndex } from "./model.ts";
import { namingOf, typesOfService } from "./naming.ts";
import { oncePerGraph } from "./once-per-graph.ts";

/** A resource, the attribute by which it was named, and what follows the name (`/*`, `:live`, `/index/*`). */
export interface Named {
  readonly node: GraphNode;
  /** `Ref`, `Arn`, `Endpoint.Address`, ...; `Arn` also where the ARN was spelled out, `Name` where the name was. */
  readonly attribute: string;
  readonly rest: Parts;
}

export interface Identification {
  /** What is named for sure. Several only where conditions make them exclude each other. */
  readonly certain: readonly Named[];
  /** What else may be named: the name of one of the two is not known. Found when it is asked for. */
  readonly possible: readonly Named[];
  /** Why it cannot be told; null where the value is known to name nothing else. */
  readonly reason: Reason | null;
}

const nothing: Identification = { certain: [], possible: [], reason: null };

/**
 * What a value names.
 * @param types types to which a bare name (no ARN, no reference) may refer; without them a bare name names nothing.
 */
export function identify(index: NodeIndex, value: Decided, types: readonly string[] = []): Identification {
  if (value.kind === "identity") return identifySymbol(index, value, []);
  if (value.kind === "unknown") return { ...nothing, reason: value.reason };
  if (value.kind !== "known" && value.kind !== "text") return nothing;
  const parts = partsOf(value);
  const [first, ...rest] = parts;
  if (first?.kind === "identity" && first.symbol.kind === "attribute") return identifySymbol(index, first, rest);
  const arn = parseArn(value);
  if (arn !== undefined) {
    const all = merge(typesOfService(arn.service).map((type) => identifyArn(index, arn.resource, type)));
    return without(all, ({ node }) => standsElsewhere(arn, node));
  }
  if (first?.kind === "unknown" && (parts.length === 1 || types.length === 0))
    return { ...nothing, reason: first.reason };
  return merge(types.map((type) => identifyName(index, parts, [], type, "Name")));
}

function identifySymbol(index: NodeIndex, value: Value, rest: Parts): Identification {
  if (value.kind !== "identity" || value.symbol.kind !== "attribute") return nothing;
  const { resource, attribute } = value.symbol;
  const node = index.nodeOf(resource.stack, resource.logicalId);
  return node === undefined ? nothing : { ...nothing, certain: [{ node, attribute, rest }] };
}

function identifyArn(index: NodeIndex, resource: Parts, type: string): Identification {
  const naming = namingOf(type);
  if (naming === undefined) return nothing;
  const named = naming.before === "" ? resource : after(resource, naming.before);
  if (named === undefined) {
    const [first] = resource;
    return first?.kind === "unknown" ? { ...nothing, reason: first.reason } : nothing;
  }
  const [name, rest] = naming.ends === "" ? [named, []] : cutAt(named, naming.ends);
  return identifyName(index, name, rest, type, "Arn");
}

/** An ARN of another account, Region or partition than the resource's names something else, whatever its name. */
function standsElsewhere({ partition, region, account }: Arn, { stack }: GraphNode): boolean {
  const fields = [
    [partition, "AWS::Partition"],
    [region, "AWS::Region"],
    [account, "AWS::AccountId"],
  ] as const;
  return fields.some(([parts, pseudo]) => {
    const field = literalOf(parts) ?? "";
    const own = field === "" || /[*?]/.test(field) ? undefined : textOf(stack.pseudo(pseudo));
    return own !== undefined && own !== field;
  });
}

function without(all: Identification, isOther: (named: Named) => boolean): Identification {
  return {
    certain: all.certain.filter((named) => !isOther(named)),
    get possible() {
      return all.possible.filter((named) => !isOther(named));
    },
    reason: all.reason,
  };
}

/** Resources of a type whose physical name is (or may be) these parts. */
function identifyName(index: NodeIndex, name: Parts, rest: Parts, type: string, attribute: string): Identification {
  const [only] = name;
  if (name.length === 1 && only?.kind === "identity" && only.symbol.kind === "attribute") {
    const { resource } = only.symbol;
    const node = index.nodeOf(resource.stack, resource.logicalId);
    return node?.type === type && givesName(only.symbol.attribute, type)
      ? { ...nothing, certain: [{ node, attribute, rest }] }
      : nothing;
  }
  const given = namesOfType(index, type);
  const named = given.bySpelling.get(name.map(canonical).join("")) ?? [];
  const certain = named.map((node) => ({ node, attribute, rest }));
  const [unknownPart] = name.filter((part) => part.kind === "unknown");
  return {
    certain,
    get possible() {
      const sure = new Set(named);
      const candidates = literalOf(name) === undefined ? given.all : given.undecided;
      return candidates
        .filter((candidate) => !sure.has(candidate.node) && mayBeNamed(candidate, name))
        .map(({ node }) => ({ node, attribute, rest }));
    },
    reason: certain.length === 0 && unknownPart?.kind === "unknown" ? unknownPart.reason : null,
  };
}

/** An ARN around what is an ARN or a URL already (`Ref` of a topic or a queue) names nothing. */
function givesName(attribute: string, type: string): boolean {
  const ref = namingOf(type)?.ref;
  return attribute === "Ref" ? ref === "name" || ref === "id" : !/(?:Arn|Url)$/.test(attribute);
}

/** A resource and the names that it may have; undefined for one that CloudFormation makes up. */
interface Candidate {
  readonly node: GraphNode;
  readonly names: readonly (Parts | undefined)[];
}

interface NamesOfType {
  readonly bySpelling: ReadonlyMap<string, readonly GraphNode[]>;
  readonly all: readonly Candidate[];
  /** Those with a name of which parts are undecided: only these may turn out to be a given literal. */
  readonly undecided: readonly Candidate[];
}

const namesByType = oncePerGraph(() => new Map<string, NamesOfType>());

function namesOfType(index: NodeIndex, type: string): NamesOfType {
  const known = namesByType(index).get(type);
  if (known !== undefined) return known;
  const bySpelling = new Map<string, GraphNode[]>();
  const all = index.nodesOfType(type).map((node): Candidate => {
    const names = index.physicalNames(node);
    const spellings = new Set(names.filter((name) => name.kind !== "absent").map(canonical));
    for (const spelling of spellings) fileUnder(bySpelling, spelling, node);
    return { node, names: names.map((name) => (name.kind === "absent" ? undefined : partsOf(name))) };
  });
  const isUndecided = (name: Parts | undefined): boolean => name !== undefined && literalOf(name) === undefined;
  const names = { bySpelling, all, undecided: all.filter((candidate) => candidate.names.some(isUndecided)) };
  namesByType(index).set(type, names);
  return names;
}

/** CloudFormation makes up names that no template spells; what is wholly or partly unknown may still be one. */
function mayBeNamed({ names }: Candidate, name: Parts): boolean {
  return names.some((given) =>
    given === undefined ? name.some((part) => part.kind === "unknown") : couldEqual(given, name),
  );
}

/** Whether two texts can be equal: both have undecided parts or one has, and the literal ends agree. */
function couldEqual(a: Parts, b: Parts): boolean {
  const [left, right] = [literalOf(a), literalOf(b)];
  if (left !== undefined && right !== undefined) return left === right;
  return endsAgree(a, b, "start") && endsAgree(a, b, "end");
}

function endsAgree(a: Parts, b: Parts, end: "start" | "end"): boolean {
  const at = (parts: Parts): string => {
    const part = end === "start" ? parts[0] : parts.at(-1);
    return part === undefined ? "" : (textOf(part) ?? "");
  };
  const [x, y] = [at(a), at(b)];
  const length = Math.min(x.length, y.length);
  return end === "start"
    ? x.slice(0, length) === y.slice(0, length)
    : x.slice(x.length - length) === y.slice(y.length - length);
}

function merge(results: readonly Identification[]): Identification {
  const certain = results.flatMap((r) => r.certain);
  return {
    certain,
    get possible() {
      return results.flatMap((r) => r.possible);
    },
    reason: certain.length > 0 ? null : (results.find((r) => r.reason !== null)?.reason ?? null),
  };
}
