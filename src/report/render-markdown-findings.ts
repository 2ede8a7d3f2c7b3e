/**
 * Findings -> Markdown: one section a file, in it one block a rule, in it one item a finding.
 *
 * Invariant: what several findings have in common (file, rule, fix) is said once, and a finding that follows from another
 * stands under it. Not here: which findings fit into the budget; see render-markdown.ts.
 */
import { compareText } from "../lint/location.ts";
import type { Finding, Location } from "../lint/report.ts";
import { rankOf } from "../lint/severity.ts";
import { counted } from "./counted.ts";
import { codeSpan, htmlCode, link, prose, visible } from "./render-markdown-escape.ts";
import { andMore, bounded, fold, indented } from "./render-markdown-fold.ts";

/** A finding that is counted, and those that follow from it. */
export interface Item {
  readonly finding: Finding;
  readonly consequences: readonly Finding[];
}

/** Where a location is on the forge: its path as readers know it, and its address, or null where none can be trusted. */
export type Placing = (location: Location) => { readonly path: string; readonly address: string | null };

export interface ItemStyle {
  readonly place: Placing;
  /** Words of messages that are names of this report's things. */
  readonly names: ReadonlySet<string>;
  /** Whether each file's findings are folded, which a long report needs to be readable. */
  readonly folded: boolean;
  /** Whether the path of a finding is told. */
  readonly tells: (finding: Finding) => boolean;
  /** Whether paths are seen without unfolding them. */
  readonly open: boolean;
  /** Findings of a rule in a file that are seen without unfolding them. */
  readonly seen: number;
  /** Items that were rendered before, with their paths and without: a text is tried with more of them and with fewer. */
  readonly rendered: RenderedItems;
}

export interface RenderedItems {
  readonly told: Map<Item, string>;
  readonly untold: Map<Item, string>;
}

export const icons = { error: "\u274c", warning: "\u26a0\ufe0f", info: "\u2139\ufe0f" } as const;

/** Findings that weigh, the gravest first; what is suppressed, unknown or a consequence is counted elsewhere. */
export function itemsOf(findings: readonly Finding[]): readonly Item[] {
  const shown = findings.filter(({ status, verdict }) => status === "active" && verdict === "fail");
  const roots = new Map(
    shown.filter(({ causedBy }) => causedBy === null).map((finding) => [finding.fingerprint, finding]),
  );
  const byPrint = new Map(shown.map((finding) => [finding.fingerprint, finding]));
  const consequences = new Map<string, Finding[]>();
  const items: Item[] = [...roots.values()].map((finding) => {
    const list: Finding[] = [];
    consequences.set(finding.fingerprint, list);
    return { finding, consequences: list };
  });
  for (const finding of shown) {
    if (finding.causedBy === null) continue;
    const under = consequences.get(rootOf(finding, byPrint));
    if (under !== undefined) under.push(finding);
    else items.push({ finding, consequences: [] });
  }
  return items.sort((a, b) => rankOf(b.finding.severity) - rankOf(a.finding.severity));
}

function rootOf(finding: Finding, byPrint: ReadonlyMap<string, Finding>): string {
  let print = finding.fingerprint;
  for (let hops = 0; hops < byPrint.size; hops++) {
    const cause = byPrint.get(print)?.causedBy;
    if (cause === null || cause === undefined) break;
    print = cause;
  }
  return print;
}

/** One section a file of a stack, the gravest first. */
export function renderItems(items: readonly Item[], style: ItemStyle): string {
  const files = groupBy(items, ({ finding }) => JSON.stringify([finding.subject.stack, finding.location.file]));
  return [...files.values()]
    .map((inFile) => ({ inFile, rank: Math.max(...inFile.map(({ finding }) => rankOf(finding.severity))) }))
    .sort((a, b) => b.rank - a.rank || compareText(fileOf(a.inFile), fileOf(b.inFile)))
    .map(({ inFile }, index) => renderFile(inFile, style, index === 0))
    .join("\n\n");
}

/** At least one. */
type Some<T> = readonly [T, ...(readonly T[])];

function fileOf([{ finding }]: Some<Item>): string {
  return finding.location.file;
}

function renderFile(items: Some<Item>, style: ItemStyle, isFirst: boolean): string {
  const [{ finding }] = items;
  const { path } = style.place(finding.location);
  const { stack } = finding.subject;
  const isNamedForItsFile = stack === finding.location.file || stack === path;
  // Whoever writes CDK knows the stack, and not the file that was synthesised from it.
  const isFromCode = items.every((item) => item.finding.codeLocation !== null);
  const titleOf = (code: typeof codeSpan): string => {
    if (isFromCode) return code(stack, 300);
    return `${isNamedForItsFile ? "" : `${code(stack, 300)} in `}${code(path, 300)}`;
  };
  const rules = groupBy(items, ({ finding: { ruleId, severity, fix } }) => JSON.stringify([ruleId, severity, fix]));
  const blocks = [...rules.values()].map((ofRule) => renderRule(ofRule, style, path)).join("\n\n");
  if (!style.folded) {
    return `#### ${titleOf(codeSpan)}\n\n${blocks}`;
  }
  const title = `${titleOf(htmlCode)}</b>: ${tally(items)}`;
  return `<details${isFirst ? " open" : ""}><summary><b>${title}</summary><br>\n\n${blocks}\n\n</details>`;
}

function tally(items: readonly Item[]): string {
  const of = (severity: Finding["severity"]): number =>
    items.filter((item) => item.finding.severity === severity).length;
  const counts = [counted(of("error"), "error"), counted(of("warning"), "warning"), counted(of("info"), "info")];
  return counts.filter((text) => !text.startsWith("0 ")).join(", ");
}

function renderRule(items: Some<Item>, style: ItemStyle, home: string): string {
  const [{ finding }] = items;
  const { severity, ruleId, ruleName, fix } = finding;
  // Asterisks would be read as such beside a blank, and a name may be empty.
  const title = `${icons[severity]} <b>${codeSpan(ruleId, 60)} ${codeWords(ruleName)}</b>`;
  const list = items.map((item) => renderItem(item, style, home));
  // One that is folded away alone would only cost a click.
  const seen = list.length > style.seen + 1 ? style.seen : list.length;
  const more = fold(`${list.length - seen} more`, list.slice(seen));
  const parts = [title, list.slice(0, seen).join("\n"), more.join("\n"), `**Fix:** ${prose(fix, style.names, 2000)}`];
  return parts.filter((part) => part !== "").join("\n\n");
}

/** `notification-without-permission`, which is prose but for what a team may call its own rule. */
export function codeWords(ruleName: string): string {
  return prose(ruleName.replaceAll("-", " "), new Set(), 200);
}

function renderItem(item: Item, style: ItemStyle, home: string): string {
  const tells = style.tells(item.finding);
  const rendered = tells ? style.rendered.told : style.rendered.untold;
  const before = rendered.get(item);
  if (before !== undefined) return before;
  const text = itemText(item, style, home, tells);
  rendered.set(item, text);
  return text;
}

function itemText({ finding, consequences }: Item, style: ItemStyle, home: string, tells: boolean): string {
  const { names } = style;
  const at = placeOf(finding.codeLocation ?? finding.location, style, home);
  const lines = [`- ${at} ${constructText(finding)}${prose(finding.message, names)}${circumstances(finding)}`];
  const steps = (tells ? finding.related : []).map(
    (hop, i) => `${i + 1}. ${placeOf(hop.location, style, home)} ${prose(hop.message, names, 300)}`,
  );
  const followers = consequences.map((consequence) => {
    const { ruleId, message } = consequence;
    const where = placeOf(consequence.codeLocation ?? consequence.location, style, home);
    return `- ${where} ${codeSpan(ruleId, 60)} ${prose(message, names, 500)}${circumstances(consequence)}`;
  });
  lines.push(
    ...indented(
      fold(counted(steps.length, "step of evidence", "steps of evidence"), bounded(steps, numbered), style.open),
    ),
    ...indented(fold(counted(followers.length, "consequence"), bounded(followers, andMore), style.open)),
  );
  return lines.join("\n");
}

/** `Photos/Details: `, as whoever wrote it knows what has a name in the template that CDK made; else nothing. */
export function constructText({ subject: { constructPath } }: Finding): string {
  return constructPath === null ? "" : `${codeSpan(constructName(constructPath), 300)}: `;
}

/** What is found, by the name that people know it by. */
export function subjectName({ subject: { constructPath, logicalId } }: Finding): string {
  return constructPath === null ? logicalId : constructName(constructPath);
}

/** CDK calls the resource that a construct stands for by this name, in each of them. */
function constructName(path: string): string {
  return path.endsWith("/Resource") ? path.slice(0, -"/Resource".length) : path;
}

function numbered(more: number, shown: number): string {
  return `${shown + 1}. and ${more} more`;
}

/** Under which circumstances, and on what ground, a finding stands. */
export function circumstances({ environments, guard, assumed, basis }: Finding): string {
  const parts: string[] = [];
  if (environments.length > 0) parts.push(`in ${environments.map((name) => codeSpan(name, 100)).join(", ")}`);
  if (guard !== null) parts.push(`when ${codeSpan(guard, 300)}`);
  if (assumed.length > 0) parts.push(`by the default of ${assumed.slice(0, 8).map(parameterName).join(", ")}`);
  if (basis === "heuristic") parts.push("heuristic, not proven");
  return parts.length === 0 ? "" : ` (${parts.join("; ")})`;
}

function parameterName(assumed: string): string {
  return `parameter ${codeSpan(assumed.replace(/^parameter /, ""), 100)}`;
}

/** `app.yaml:12` in the section of its file, else with its whole path. */
export function placeOf(location: Location, { place }: Pick<ItemStyle, "place">, home?: string): string {
  const { path, address } = place(location);
  const shown = path === home ? path.slice(path.lastIndexOf("/") + 1) : path;
  return link(codeSpan(`${visible(shown, 300)}:${location.startLine}`), address);
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, Some<T>> {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
