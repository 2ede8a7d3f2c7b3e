/**
 * A report -> the text of a file that programs or people read later.
 *
 * Not here: what is for a terminal (render-text.ts), and comments, which have a budget and links of their own.
 */
import type { Report } from "../lint/report.ts";
import { renderJson } from "./render-json.ts";
import { renderJunit } from "./render-junit.ts";
import { renderSummaryPage } from "./render-markdown.ts";
import { renderSarif, type SarifOptions } from "./render-sarif.ts";

export const outputFormats = ["json", "sarif", "junit", "markdown"] as const;
export type OutputFormat = (typeof outputFormats)[number];

export interface OutputOptions extends SarifOptions {
  /** Whether what cannot be known is as bad as a violation. */
  readonly unknownFails: boolean;
}

/** In bytes: a file has no limit of its own, but nobody reads more. */
const longestPage = 5_000_000;

export function renderOutput(format: OutputFormat, report: Report, options: OutputOptions): string {
  switch (format) {
    case "json":
      return renderJson(report);
    case "sarif":
      return renderSarif(report, options);
    case "junit":
      return renderJunit(report);
    case "markdown":
      return `${renderSummaryPage(report, {
        budget: longestPage,
        place: ({ file }) => ({ path: file, address: null }),
        label: null,
        elsewhere: "the JSON report",
        unknownFails: options.unknownFails,
      })}\n`;
  }
}
