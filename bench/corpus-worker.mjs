/** Lints the files that corpus.mjs names, one after the other, each by itself. */
import { dirname } from "node:path";
import { lint } from "../dist/index.js";

/** What is printed when a program printed something that it did not mean to. */
const accidents =
  /\[object \w+\]|\bundefined\b|\bNaN\b|\b(Type|Range|Reference|Syntax|Internal)Error\b|Maximum call stack|is not a function/;

process.on("message", (path) => {
  const start = performance.now();
  let result;
  try {
    result = summaryOf(lint([path], { root: dirname(path), asOf: "2026-01-01", allVerdicts: true }));
  } catch (error) {
    result = { faults: [`thrown: ${error.stack}`] };
  }
  process.send({ ...result, milliseconds: performance.now() - start });
});

function summaryOf(report) {
  const texts = [
    ...report.findings.flatMap(({ message, fix, reason, guard, related }) => [
      message,
      fix,
      reason,
      guard,
      ...related.map((hop) => hop.message),
    ]),
    ...report.diagnostics.map(({ message }) => message),
    ...report.unknowns.flatMap(({ reason, settle }) => [reason, settle]),
  ];
  return {
    resources: report.summary.resources,
    judged: report.summary.judged,
    unreadable: report.diagnostics.some(({ severity }) => severity === "error"),
    findings: tally(report.findings.filter(({ verdict }) => verdict === "fail")),
    unknowns: tally(report.verdicts.filter(({ verdict }) => verdict === "unknown")),
    faults: [
      ...report.diagnostics.filter(({ code }) => code === "fault").map(({ message }) => message),
      ...texts.filter((text) => text !== null && accidents.test(text)).map((text) => `printed: ${text}`),
    ],
  };
}

function tally(entries) {
  const counts = {};
  for (const { ruleId } of entries) counts[ruleId] = (counts[ruleId] ?? 0) + 1;
  return counts;
}
