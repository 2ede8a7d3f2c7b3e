/**
 * Text that may be a report -> the report, or what is wrong with it and where.
 *
 * The text may come from anybody: the pull request of a stranger uploads what a trusted job then comments with. So nothing is
 * taken over but the fields of the shape, each of its type; sizes are bounded; and the counts must be those of the findings,
 * because they are what people read first. Fields that are not known here are passed over: a newer release adds some.
 * Invariant: nothing is thrown, and no problem repeats text of the report.
 */

import { weighs } from "../change/compare-findings.ts";
import type { Finding, Report } from "../lint/report.ts";
import { countsOf } from "../lint/report-architectures.ts";
import { summaryOf } from "../lint/summary.ts";
import { isCalendarDay } from "../policy/calendar-day.ts";
import { SourceFile } from "../source/file.ts";
import { parseJson } from "../source/json.ts";
import type { DataShape, RecordShape, Shape } from "./data-shape.ts";
import { reportShape } from "./report-shape.ts";

export interface ReadReport {
  /** Undefined where there are problems. */
  readonly report: Report | undefined;
  /** A sentence each, without a full stop: "findings[3].severity must be error, warning or info". */
  readonly problems: readonly string[];
}

/** In UTF-8 bytes. */
export const maximalReport = 20_000_000;
const longestText = 100_000;
const longestList = 100_000;
const mostProblems = 10;

export function readReport(content: string | Uint8Array): ReadReport {
  if (content.length > maximalReport || Buffer.byteLength(content) > maximalReport)
    return failed(`it is larger than ${maximalReport / 1_000_000} MB`);
  const text = typeof content === "string" ? content : Buffer.from(content).toString("utf8");
  let value: unknown;
  try {
    value = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    return failed(syntaxError(text));
  }
  const version = typeof value === "object" && value !== null && "version" in value ? value.version : undefined;
  if (typeof version === "number" && version > 1)
    return failed(`it is of version ${version}, and this release reads version 1; use a newer one`);
  const reader = new Reader();
  const report = reader.read(reportShape, value, "");
  if (report === undefined || reader.problems.length > 0) return { report: undefined, problems: reader.problems };
  const problems = wrongCounts(report);
  return { report: problems.length === 0 ? report : undefined, problems };
}

function failed(problem: string): ReadReport {
  return { report: undefined, problems: [problem] };
}

/** In the same words on every version of Node, and without a piece of the text. */
function syntaxError(text: string): string {
  const file = new SourceFile("", text);
  const { error } = parseJson(file);
  if (error === undefined) return "it is no JSON";
  const { start } = file.span(error.offset, error.offset);
  return `it is no JSON: something is wrong at line ${start.line}, column ${start.column}`;
}

class Reader {
  readonly problems: string[] = [];

  /** What the value is by the shape; undefined, with a problem, where it is not. */
  read<T>(shape: Shape<T>, value: unknown, path: string): T | undefined {
    return this.#of(shape, value, path) as T | undefined;
  }

  #of(shape: DataShape, value: unknown, path: string): unknown {
    switch (shape.kind) {
      case "text":
        if (typeof value !== "string") return this.#wrong(path, "a text");
        return value.length > longestText ? this.#wrong(path, `at most ${longestText} characters long`) : value;
      case "day":
        return typeof value === "string" && isCalendarDay(value) ? value : this.#wrong(path, "a day as YYYY-MM-DD");
      case "count":
        if (typeof value === "number" && Number.isSafeInteger(value) && value >= shape.least) return value;
        return this.#wrong(path, `a whole number of at least ${shape.least}`);
      case "flag":
        return typeof value === "boolean" ? value : this.#wrong(path, "true or false");
      case "choice":
        return shape.of.find((one) => one === value) ?? this.#wrong(path, listed(shape.of));
      case "nullable":
        return value === null ? null : this.#of(shape.of, value, path);
      case "list":
        return this.#list(shape.of, value, path);
      case "record":
        return this.#record(shape, value, path);
    }
  }

  #list(of: DataShape, value: unknown, path: string): unknown {
    if (!Array.isArray(value)) return this.#wrong(path, "a list");
    if (value.length > longestList) return this.#wrong(path, `at most ${longestList} items long`);
    return value.map((item, i) => (this.#isFull ? undefined : this.#of(of, item, `${path}[${i}]`)));
  }

  #record({ fields }: RecordShape, value: unknown, path: string): unknown {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return this.#wrong(path, "an object");
    const given = new Map<string, unknown>(Object.entries(value));
    const read = Object.entries(fields).flatMap(([name, { shape, isOptional }]): [string, unknown][] => {
      if (this.#isFull) return [];
      const at = path === "" ? name : `${path}.${name}`;
      if (given.has(name)) return [[name, this.#of(shape, given.get(name), at)]];
      if (!isOptional) this.problems.push(`${at} is missing`);
      return [];
    });
    return Object.fromEntries(read);
  }

  #wrong(path: string, what: string): undefined {
    this.problems.push(`${path === "" ? "it" : path} must be ${what}`);
    return undefined;
  }

  get #isFull(): boolean {
    return this.problems.length >= mostProblems;
  }
}

function listed(values: readonly (string | number)[]): string {
  return values.length < 2 ? values.join("") : `${values.slice(0, -1).join(", ")} or ${values.at(-1)}`;
}

/** What is said of things that are listed, against the lists. */
function wrongCounts({ summary, findings, stacks, architectures, change }: Report): readonly string[] {
  const weighing = findings.filter(weighs);
  const changed = (as: Finding["change"]): number => weighing.filter((finding) => finding.change === as).length;
  return [
    ...differences("summary", summary, summaryOf(findings, stacks)),
    ...architectures.flatMap(({ counts, requirements }, i) =>
      differences(`architectures[${i}].counts`, counts, countsOf(requirements)),
    ),
    ...(change === null
      ? []
      : differences("change.counts", change.counts, {
          new: changed("new"),
          existing: changed("existing"),
          fixed: change.fixed.length,
        })),
  ].slice(0, mostProblems);
}

type Counts = Readonly<Record<string, number>>;

function differences(path: string, said: Counts, listed: Counts): readonly string[] {
  return Object.entries(listed).flatMap(([name, count]) =>
    said[name] === count ? [] : [`${path}.${name} is ${said[name]}, but ${count} are there`],
  );
}
