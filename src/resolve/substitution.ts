/**
 * The text of a substitution -> its literals and the names between `${` and `}`.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html
 */
export type Segment =
  | { readonly kind: "literal"; readonly text: string }
  /** `Bucket`, `Bucket.Arn`, `AWS::Region`, or a variable of the call. */
  | { readonly kind: "name"; readonly name: string };

/** `${!Name}` is the literal `${Name}`; a `${` that is never closed is literal too. */
export function segmentsOf(text: string): readonly Segment[] {
  const segments: Segment[] = [];
  let from = 0;
  for (;;) {
    const start = text.indexOf("${", from);
    const end = start < 0 ? -1 : text.indexOf("}", start);
    if (end < 0) break;
    const name = text.slice(start + 2, end);
    segments.push({ kind: "literal", text: text.slice(from, start) });
    if (name.startsWith("!")) segments.push({ kind: "literal", text: `\${${name.slice(1)}}` });
    else segments.push({ kind: "name", name: name.trim() });
    from = end + 1;
  }
  segments.push({ kind: "literal", text: text.slice(from) });
  return segments.filter((segment) => segment.kind === "name" || segment.text !== "");
}

/** The names that a substitution takes from the template, those that the call itself gives left out. */
export function namesIn(text: string, given: ReadonlySet<string> | ReadonlyMap<string, unknown>): readonly string[] {
  return segmentsOf(text).flatMap((segment) =>
    segment.kind === "name" && !given.has(segment.name) ? [segment.name] : [],
  );
}
