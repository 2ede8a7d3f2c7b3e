/**
 * Tested packs -> plain data for programs.
 */
import { summaryOf, type TestedArchitecture, type TestedPacks, type TestedRule } from "../config/test-pack.ts";
import { locationOfSpan } from "../lint/location.ts";
import type { Location } from "../lint/report.ts";
import { reportDiagnostics } from "../lint/report-diagnostics.ts";
import type { Span } from "../source/span.ts";
import { asJson } from "./render-json.ts";

export function renderPackTestJson(tested: TestedPacks): string {
  return asJson({
    version: 1,
    summary: summaryOf(tested),
    packs: tested.packs.map(({ pack, rules, architectures }) => ({
      folder: pack.folder,
      rules: rules.map(ruleData),
      architectures: architectures.map(architectureData),
    })),
    diagnostics: reportDiagnostics(tested.diagnostics),
  });
}

function ruleData({ rule, place, examples, gaps }: TestedRule): unknown {
  return {
    id: rule.id,
    name: rule.name,
    location: locationAt(place),
    examples: examples.map(({ example, place: at, verdict, message, reasons, problems }) => ({
      expects: example.expects,
      title: example.title,
      location: locationAt(at),
      expected: example.verdict,
      found: verdict,
      message,
      reasons,
      problems,
    })),
    notShown: gaps,
  };
}

function architectureData({ architecture, place, examples, neverBroken }: TestedArchitecture): unknown {
  return {
    name: architecture.name,
    location: locationAt(place),
    examples: examples.map(({ example, differences, problems }) => ({
      shows: example.shows,
      location: locationAt(example.place),
      differences,
      problems,
    })),
    notShown: { requirements: neverBroken },
  };
}

function locationAt(place: Span | null): Location | null {
  return place === null ? null : locationOfSpan(place);
}
