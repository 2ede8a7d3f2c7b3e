/**
 * Whether compute may put objects into any bucket at all, in the app or outside: whether its role is allowed to by any
 * statement, whatever bucket that names.
 *
 * Not here: whether it may write one given bucket; see can.ts.
 */
import { textOf } from "../../resolve/reading.ts";
import { reasonOf } from "../../resolve/undecided.ts";
import type { World } from "../../resolve/world.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { both, either, some, type Ternary, unlessOpen } from "../ternary.ts";
import { globMatches } from "./glob.ts";
import { policiesOf } from "./policies.ts";
import { principalOf } from "./principals.ts";
import { effectOf, elementOf, type Statement } from "./statement.ts";

export function mayPutObjects(index: NodeIndex, compute: GraphNode, world: World): Ternary {
  const { role, reason } = principalOf(index, compute, world);
  if (role === undefined) return reason === null ? false : [reason];
  return some(
    policiesOf(index, role).filter(({ guard }) => world.holds(guard)),
    ({ statements }) =>
      either(
        some(statements.items, (statement) => allowsPut(statement, world)),
        () => unlessOpen(statements.open),
      ),
  );
}

/** An `Allow` of everything but some actions allows this one, unless it is among them. */
function allowsPut(statement: Statement, world: World): Ternary {
  if (!world.holds(statement.guard)) return false;
  const effect = effectOf(statement, world);
  if (typeof effect === "object" && effect !== null) return [effect];
  return both(effect === "Allow", () => {
    const { negated, items, open } = elementOf(statement, "Action", world);
    const named = some(items, (item): Ternary => {
      const reason = reasonOf(item);
      return reason === undefined ? globMatches((textOf(item) ?? "").toLowerCase(), "s3:putobject") : [reason];
    });
    return negated ? named !== true : either(named, () => unlessOpen(open));
  });
}
