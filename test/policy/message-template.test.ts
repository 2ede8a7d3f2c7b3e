import { describe, expect, test } from "@jest/globals";
import { parseMessageTemplate } from "../../src/policy/message-template.ts";

const partsOf = (message: string): readonly string[] =>
  parseMessageTemplate(message).parts.map((part) =>
    part.kind === "text" ? part.text : `<${part.text}@${part.offset}>`,
  );

describe("a message", () => {
  test.each<[string, string, readonly string[]]>([
    ["is its text", "nothing here", ["nothing here"]],
    ["holds expressions in braces", "{a.id} notifies {b.id}", ["<a.id@1>", " notifies ", "<b.id@17>"]],
    ["writes braces twice", "{{a}} is {a}", ["{a} is ", "<a@10>"]],
    ["leaves strings of an expression alone", '{a == "}" ? \'{\' : "\\"}"}!', ['<a == "}" ? \'{\' : "\\"}"@1>', "!"]],
    ["leaves braces of an expression alone", "{ {1: 2}[1] }", ["< {1: 2}[1] @1>"]],
    ["may be empty", "", []],
  ])("%s", (_, message, expected) => {
    expect(partsOf(message)).toEqual(expected);
    expect(parseMessageTemplate(message).error).toBeUndefined();
  });

  test.each<[string, string, number]>([
    ["that is not closed", "a {b", 2],
    ["that closes nothing", "a } b", 2],
    ["that is closed only inside a string", '{"}', 0],
  ])("with a brace %s is a mistake at that brace", (_, message, offset) => {
    expect(parseMessageTemplate(message).error?.offset).toBe(offset);
  });
});
