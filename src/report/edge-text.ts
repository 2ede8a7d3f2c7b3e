/** What stands on an edge of a picture: `triggers: s3:ObjectCreated:* when IsProd=true`. */
export function edgeText(kind: string, label: string, guard: string | null): string {
  const what = label === "" ? kind : `${kind}: ${label}`;
  return guard === null ? what : `${what} when ${guard}`;
}
