/** Conditions that loops add; a blank keeps their names apart from all that an author can give. */
const prefix = "loop ";

/** @param parts what tells it from the others. */
export function loopConditionName(parts: string): string {
  return prefix + parts;
}

export function isLoopCondition(name: string): boolean {
  return name.startsWith(prefix);
}
