/** XML as strictly as XML 1.0 has it, for what we write: elements, attributes and text; everything else is an error. */

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
const token = /<\/([a-z]+)>|<([a-z]+)((?: [a-z]+="[^"<]*")*)(\/?)>|([^<]+)/y;
const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** @throws Error where it is not well-formed */
export function readXml(xml: string): Element {
  if (!xml.startsWith(declaration)) throw new Error("no declaration");
  if (forbidden.test(xml)) throw new Error(`a character that XML forbids: ${JSON.stringify(forbidden.exec(xml)?.[0])}`);
  const root: Element = { name: "", attributes: {}, children: [], text: "" };
  const open = [root];
  token.lastIndex = declaration.length;
  while (token.lastIndex < xml.length) {
    const at = token.lastIndex;
    const found = token.exec(xml);
    const parent = open.at(-1);
    if (found === null || parent === undefined) throw new Error(`no XML: ${xml.slice(at, at + 60)}`);
    const [, closing, opening, attributes = "", empty, text] = found;
    if (text !== undefined) parent.text += plain(text);
    else if (closing !== undefined) {
      if (parent.name !== closing) throw new Error(`</${closing}> closes <${parent.name}>`);
      open.pop();
    } else {
      const element: Element = { name: opening ?? "", attributes: read(attributes), children: [], text: "" };
      parent.children.push(element);
      if (empty === "") open.push(element);
    }
  }
  const [only, ...others] = root.children;
  if (open.length !== 1 || only === undefined || others.length > 0) throw new Error("not one element");
  return only;
}

function read(attributes: string): Readonly<Record<string, string>> {
  const pairs = [...attributes.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(([, name = "", value = ""]) => [
    name,
    plain(value),
  ]);
  if (new Set(pairs.map(([name]) => name)).size < pairs.length) throw new Error("an attribute stands twice");
  return Object.fromEntries(pairs);
}

function plain(text: string): string {
  return text.replace(/&(#\d+;)?/g, (_, number: string | undefined) => {
    if (number === undefined) throw new Error(`an ampersand by itself: ${text}`);
    return String.fromCodePoint(Number(number.slice(1, -1)));
  });
}
