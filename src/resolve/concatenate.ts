/**
 * Pieces -> one text. Every function that makes text ends here, so that every text is in normal form.
 */
import { resolveReferences } from "./dynamic-reference.ts";
import { overWorlds } from "./over-worlds.ts";
import { mergeParts, partsOf, textOfParts } from "./parts.ts";
import { assuming } from "./reading.ts";
import { limitReason } from "./reason.ts";
import type { Choice, Decided, Unknown, Value } from "./value.ts";

type Origin = Value["origin"];

/** One text of decided pieces. */
export function concatenate(pieces: readonly Decided[], origin: Origin, stack: string): Decided {
  const parts = mergeParts(
    pieces.flatMap((piece) => partsOf(piece, stack)),
    origin,
  );
  return textOfParts(resolveReferences(parts, origin), origin);
}

/**
 * One text of pieces that may be choices: a choice over the texts that it can be. Where these are too many, each choice
 * becomes an unknown part, so that what surrounds it can still be read.
 */
export function concatenateOver(pieces: readonly Value[], origin: Origin, stack: string): Value {
  const combined = overWorlds((world) =>
    concatenate(
      pieces.map((piece) => world.read(piece)),
      origin,
      stack,
    ),
  );
  if (combined !== undefined) return combined;
  const parts = pieces.map((piece) => (piece.kind === "choice" ? oneOf(piece, stack) : piece));
  return assuming(
    concatenate(parts, origin, stack),
    parts.flatMap((part) => part.assumed ?? []),
  );
}

/** A choice that is not followed: not known, but the same wherever the same choice is met. */
export function oneOf(choice: Choice, stack: string): Unknown {
  const reason = limitReason(stack, "alternatives", "a text has too many forms to tell them apart");
  return { kind: "unknown", origin: choice.origin, reason, derived: { how: "one of", of: [choice] } };
}
