/**
 * Annotations -> workflow commands, which only `@actions/core` prints: it escapes what a template could smuggle in.
 */
import type { Annotation, AnnotationChoice } from "../github/annotations.ts";
import { counted } from "../report/counted.ts";
import type { Runner } from "./shell.ts";

export function writeAnnotations({ annotations, leftOut }: AnnotationChoice, runner: Runner): void {
  for (const annotation of annotations) runner[annotation.level](annotation.message, properties(annotation));
  if (leftOut > 0) {
    runner.info(`GitHub shows ten annotations of each level; the job summary has ${counted(leftOut, "more finding")}.`);
  }
}

function properties({ title, at }: Annotation): Parameters<Runner["error"]>[1] {
  if (at === null) return { title };
  const { file, line, columns } = at;
  return {
    title,
    file,
    startLine: line,
    endLine: line,
    ...(columns !== null && { startColumn: columns[0], endColumn: columns[1] }),
  };
}
