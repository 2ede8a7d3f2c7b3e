/**
 * A report -> commands for GitHub's runner: annotations, for a workflow that calls the command line by itself.
 *
 * Invariant: nothing of a template is a command, ends one, or ends a property of one: it is escaped as `@actions/core`
 * does, and has no line of its own.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
import { type Annotation, annotatedLine, chooseAnnotations } from "../github/annotations.ts";
import type { Report } from "../lint/report.ts";
import { counted } from "../report/counted.ts";
import { withoutCommands } from "../report/printable.ts";
import { renderSummary } from "../report/render-summary.ts";
import { repositoryPath } from "../report/repository-path.ts";

export function renderWorkflowCommands(report: Report): string {
  const { annotations, leftOut } = chooseAnnotations(report, (location) => {
    const path = repositoryPath(location.file);
    return { path: location.file, at: path === null ? null : annotatedLine(path, location) };
  });
  const style = { colour: false, width: 120, unicode: false };
  const rest = [
    ...(leftOut > 0
      ? [`GitHub shows ten annotations of each level; --format text has ${counted(leftOut, "more finding")}.`]
      : []),
    ...renderSummary(report, style, false),
  ];
  return `${annotations.map(command).join("")}${withoutCommands(rest.join("\n"))}\n`;
}

function command({ level, title, message, at }: Annotation): string {
  const properties: (readonly [string, string | number])[] = [
    ...(at === null
      ? []
      : ([
          ["file", at.file],
          ["line", at.line],
        ] as const)),
    ...(at?.columns == null
      ? []
      : ([
          ["col", at.columns[0]],
          ["endColumn", at.columns[1]],
        ] as const)),
    ["title", title],
  ];
  const list = properties.map(([name, value]) => `${name}=${propertyText(String(value))}`).join(",");
  return `::${level} ${list}::${dataText(message)}\n`;
}

function dataText(text: string): string {
  return text.replace(/[%\r\n]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);
}

function propertyText(text: string): string {
  return text.replace(/[%\r\n:,]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);
}
