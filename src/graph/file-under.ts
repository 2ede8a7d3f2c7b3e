/** Things filed under what they belong to, in the order of their coming. */
export function fileUnder<K, V>(into: Map<K, V[]>, key: K, value: V): void {
  const present = into.get(key);
  if (present === undefined) into.set(key, [value]);
  else present.push(value);
}
