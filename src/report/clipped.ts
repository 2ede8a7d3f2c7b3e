/** The beginning of a text that is too long for its place, with a sign that there is more; counts code points. */
export function clipped(text: string, length = 48): string {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join("")}\u2026`;
}
