/**
 * Whether a statement with actions on S3 objects names any object.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-arn-format.html
 */
import { textOf } from "../../resolve/reading.ts";
import type { Decided } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { partsOf } from "../arn.ts";
import { identify } from "../identity.ts";
import type { NodeIndex } from "../model.ts";
import { either, negated, some, type Ternary, unlessOpen } from "../ternary.ts";
import { matchesAll, matchesSome, type Tokens } from "./pattern.ts";
import { isObjectOnly } from "./s3-actions.ts";
import { elementOf, type Statement } from "./statement.ts";
import { patternOf } from "./tokens.ts";

/** The actions of a statement that work on objects and on nothing else. */
export function objectActionsOf(statement: Statement, world: World): readonly string[] {
  const actions = elementOf(statement, "Action", world);
  if (actions.negated) return [];
  return actions.items.flatMap((item) => textOf(item) ?? []).filter(isObjectOnly);
}

const anything: Tokens = [{ kind: "some" }];
/** Objects of buckets, of access points, and of what S3 may yet have ARNs for. */
const objectArns: readonly Tokens[] = ["arn:aws:s3:", "arn:aws:s3-"].map((start) => [
  ...start.split(""),
  ...anything,
  "/",
  ...anything,
]);

/** Whether some resource of the statement is, or has, objects. */
export function namesObjects(index: NodeIndex, statement: Statement, world: World): Ternary {
  const context = { index, world };
  const resources = elementOf(statement, "Resource", world);
  if (!resources.present) return true;
  if (resources.negated) {
    const excluded = some(resources.items, (item) => matchesAll(patternOf(item, context), objectArns[0] ?? []));
    return negated(either(excluded, () => unlessOpen(resources.open)));
  }
  const named = some(resources.items, (item) => {
    const { certain } = identify(index, item);
    // A bucket that is named without anything behind it is the bucket, even where its name is not known.
    if (certain.length > 0 && certain.every(({ node, rest }) => node.role === "object" && rest.length === 0))
      return false;
    if (endsInKey(item)) return true;
    const pattern = patternOf(item, context);
    return some(objectArns, (arn) => matchesSome(pattern, arn));
  });
  return either(named, () => unlessOpen(resources.open));
}

/**
 * Whether something undecided is followed by a key: `${UploadsArn}/*`. If that is the ARN of a bucket, these are objects of
 * it; if it is not, the statement is not about S3.
 */
function endsInKey(item: Decided): boolean {
  const [first] = partsOf(item);
  const last = partsOf(item).at(-1);
  return first?.kind === "unknown" && last !== first && (textOf(last ?? item) ?? "").includes("/");
}
