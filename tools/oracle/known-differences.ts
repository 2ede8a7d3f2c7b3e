/**
 * Where the other engine and Stackplumb say different things, and why: every kind of difference that is no mistake of
 * Stackplumb's. What none of them explains is one.
 *
 * The order matters: the first kind that explains a difference has it.
 */
import type { Difference } from "./compare.ts";
import { nothing, unknown } from "./leaves.ts";

export interface KnownDifference {
  readonly name: string;
  readonly reason: string;
  readonly explains: (difference: Difference) => boolean;
}

const says = (leaves: readonly string[], leaf: string): boolean => leaves.length === 1 && leaves[0] === leaf;
const because = ({ reasons }: Difference, ...kinds: readonly string[]): boolean =>
  reasons.length > 0 && reasons.every((kind) => kinds.includes(kind));

/** Leaves as numbers, or undefined where one is none. */
function numbers(leaves: readonly string[]): string | undefined {
  const values = leaves.map(Number);
  return values.some(Number.isNaN) ? undefined : values.sort((a, b) => a - b).join();
}

export const knownDifferences: readonly KnownDifference[] = [
  {
    name: "zones of one region",
    reason:
      "It takes the six zones of us-east-1 for those of the account. Which zones an account has in a region is not known before deployment; Stackplumb keeps symbols that can be compared.",
    explains: ({ theirs, ours }) => ours.includes(unknown) && theirs.some((leaf) => /us-east-1[a-f]\b/.test(leaf)),
  },
  {
    name: "value of an SSM parameter",
    reason:
      "It gives the name of the SSM parameter (the template parameter's default) as its value. The value is read at deployment.",
    explains: (difference) => says(difference.ours, unknown) && because(difference, "ssm-parameter", "ssm"),
  },
  {
    name: "secret",
    reason: "It gives the default of a NoEcho parameter. Stackplumb keeps secrets as secrets, so that none is printed.",
    explains: ({ ours, isSecret }) => isSecret && ours.includes(unknown),
  },
  {
    name: "arguments of a macro or of what is no function",
    reason:
      "It shows the call of a macro, or a function with wrong arguments, as if it were a map. What a macro makes of it is not known, nor is what CloudFormation would refuse.",
    explains: ({ path, ours, theirs, reasons }) =>
      /(^|\.)(Fn::|__intrinsic|Ref(\.|$)|Condition$)/.test(path) &&
      (ours.includes(unknown) || says(ours, nothing)) &&
      (theirs.length > 0 || reasons.length > 0),
  },
  {
    name: "loop that is none",
    reason: "It takes the key of a loop for a resource where the template does not use AWS::LanguageExtensions.",
    explains: ({ logicalId }) => logicalId.startsWith("Fn::ForEach::"),
  },
  {
    name: "map in a mapping",
    reason:
      "It reads maps below the second level of a mapping, which CloudFormation refuses. Stackplumb says that such a value is not known.",
    explains: (difference) => says(difference.ours, unknown) && because(difference, "mapping"),
  },
  {
    name: "secret behind its attachment",
    reason:
      "It names the attachment of a secret. What Ref gives for an attachment is the ARN of the secret, and Stackplumb names that.",
    explains: ({ theirTypes }) => theirTypes.includes("AWS::SecretsManager::SecretTargetAttachment"),
  },
  {
    name: "reference to nothing",
    reason: "It names what is not in the template. Stackplumb says that there is no such resource.",
    explains: (difference) =>
      says(difference.ours, unknown) && because(difference, "missing", "reference", "undeclared"),
  },
  {
    name: "default where it cannot be",
    reason:
      "It gives a parameter's default in the branch of a condition that holds only for other values. Stackplumb says that the value is another, and not known.",
    explains: (difference) => difference.ours.includes(unknown) && because(difference, "parameter", "parameter-list"),
  },
  {
    name: "both sides of a default",
    reason:
      "It takes a parameter's default for all. Where a condition compares the parameter with something else, Stackplumb goes both ways.",
    explains: ({ theirs, ours }) => theirs.every((leaf) => ours.includes(leaf)) && ours.length > theirs.length,
  },
  {
    name: "followed further",
    reason:
      "It does not follow a Sub of one variable, a Split, a Select or a Join to the name that comes out. Stackplumb does.",
    explains: ({ theirs, ours }) => theirs.includes(unknown) && ours.length > 0,
  },
  {
    name: "number as it is written",
    reason: "It prints 8.0 as 8. Stackplumb keeps the digits, because a parameter passes on text.",
    explains: ({ theirs, ours }) => numbers(theirs) !== undefined && numbers(theirs) === numbers(ours),
  },
  {
    name: "blank in a Sub",
    reason: "It leaves `${ Name }` as it is. CloudFormation's other tools trim the name, and so does Stackplumb.",
    explains: ({ theirs }) => theirs.some((leaf) => /\$\{\s+[\w:.]+\s*\}|\$\{\s*[\w:.]+\s+\}/.test(leaf)),
  },
  {
    name: "end of a file",
    reason:
      "It ends a block scalar with a line feed where the file ends without one. YAML's own readers do not add it.",
    explains: ({ theirs, ours }) => theirs.length === 1 && ours.length === 1 && theirs[0] === `${ours[0]}\n`,
  },
  {
    name: "what SAM makes",
    reason:
      "It does not expand SAM; what an event adds to a bucket, or a generated version, is in Stackplumb's template only.",
    explains: ({ isSam }) => isSam,
  },
];
