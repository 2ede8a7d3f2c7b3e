/**
 * Words of the command line -> command, operands and options by name.
 *
 * Invariant: nothing is ignored; a word that means nothing is a usage error that names what was probably meant. Not
 * here: what the values of options mean; see check-options.ts.
 */
import { didYouMean } from "../policy/nearest.ts";
import { aliases, type CommandName, commands, type OptionSpecification, options } from "./option-table.ts";
import { UsageError } from "./usage-error.ts";

export interface Arguments {
  readonly command: CommandName;
  readonly operands: readonly string[];
  /** Values of each option that was given, in order; a switch has none. */
  readonly options: ReadonlyMap<string, readonly string[]>;
}

export function readArguments(words: readonly string[]): Arguments {
  const given = new Map<string, string[]>();
  const operands: string[] = [];
  let firstIsPath = false;
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? "";
    if (word === "--") {
      firstIsPath = operands.length === 0;
      operands.push(...words.slice(i + 1));
      break;
    }
    if (!word.startsWith("-") || word === "-") {
      operands.push(word);
      continue;
    }
    const equals = word.startsWith("--") ? word.indexOf("=") : -1;
    const specification = find(equals < 0 ? word : word.slice(0, equals));
    const values = given.get(specification.name) ?? [];
    if (given.has(specification.name) && specification.value !== null && !specification.repeatable) {
      throw new UsageError(`${specification.name} is given twice.`);
    }
    given.set(specification.name, values);
    if (specification.value === null) {
      if (equals >= 0) throw new UsageError(`${specification.name} takes no value.`);
    } else if (equals >= 0) values.push(word.slice(equals + 1));
    else {
      i += 1;
      values.push(valueOf(specification, words[i]));
    }
  }
  const [first] = operands;
  // A folder that is called like a command is linted as `./graph`, or after `--`.
  const named = firstIsPath ? undefined : commands.find(({ name }) => name === first);
  const command = named?.name ?? "check";
  for (const name of given.keys()) checkBelongs(name, command);
  return { command, operands: named === undefined ? operands : operands.slice(1), options: given };
}

function find(word: string): OptionSpecification {
  const name = aliases.get(word) ?? word;
  const found = options.find((option) => option.name === name);
  if (found !== undefined) return found;
  const meant = didYouMean(
    word,
    options.map((option) => option.name),
  );
  throw new UsageError(`There is no option ${word}.${meant}`);
}

function valueOf({ name, value }: OptionSpecification, word: string | undefined): string {
  if (word !== undefined && !word.startsWith("--")) return word;
  throw new UsageError(`${name} needs a value: ${name} ${value ?? ""}.`);
}

function checkBelongs(name: string, command: CommandName): void {
  const specification = options.find((option) => option.name === name);
  if (specification?.commands.includes(command)) return;
  const where = specification?.commands.map((other) => `stackplumb ${other}`).join(", ") ?? "";
  throw new UsageError(`${name} is not for \`stackplumb ${command}\`, but for ${where}.`);
}
