/** The templates of bench/ that are hard on conditions: what is said of them, not how fast. */
import { describe, expect, test } from "@jest/globals";
import type { App } from "../../src/input/app.ts";
import { judgeApp } from "../../src/lint/judge-app.ts";
import { builtinRules } from "../../src/policy/builtin.ts";
import { factRegistry } from "../../src/policy/facts/registry.ts";
import { describeGuard } from "../../src/resolve/describe-guard.ts";
import { stackOf } from "../resolve/given-stack.ts";

/** By address, because what the benchmark runs has no types. */
const {
  manyConditions,
  manyValues,
  nestedChoices,
}: Readonly<Record<"manyConditions" | "manyValues" | "nestedChoices", (size: number) => string>> = await import(
  new URL("../../bench/conditions.mjs", import.meta.url).href
);

function verdicts(text: string, rule: string, parameters: Readonly<Record<string, string>> = {}): readonly string[] {
  const app: App = { name: "app", kind: "template", stacks: [stackOf(text)] };
  const { judgements } = judgeApp(
    app,
    builtinRules().filter(({ id }) => id === rule),
    factRegistry(),
    { parameters: new Map(Object.entries(parameters)), stackTags: new Map() },
  );
  return judgements.map(({ subject, verdict, guard }) => {
    const when = subject.node && describeGuard(guard, subject.node.stack.conditions);
    return `${subject.node?.logicalId}: ${verdict}${when === null ? "" : ` when ${when}`}`;
  });
}

describe("a template with many conditions", () => {
  test("that do not matter to a rule is judged", () => {
    expect(verdicts(manyConditions(30), "SEC005")).toEqual(["Group: pass"]);
  });

  test("of which one matters says which", () => {
    const open = manyConditions(30).replace("ToPort: 1007, CidrIp: 10.0.0.0/8", "ToPort: 22, CidrIp: 0.0.0.0/0");
    const text = open.replace("FromPort: 1007,", "FromPort: 22,");
    expect(verdicts(text, "SEC005")).toEqual(["Group: fail when C7=true"]);
  });

  test("that stand in each other is judged", () => {
    expect(verdicts(nestedChoices(10), "USR008")).toEqual(["Database: pass"]);
    expect(verdicts(nestedChoices(1), "MAZ009")).toEqual(["Database: fail when C0=false"]);
  });
});

describe("a template with many values", () => {
  const database = (multiAz: string): string => `
  Database:
    Type: AWS::RDS::DBInstance
    Properties: {Engine: postgres, DBInstanceClass: !Ref P0, Iops: !Ref P1, Port: !Ref P2, MultiAZ: ${multiAz}}
`;

  test("of which none matters is judged as if there were one", () => {
    expect(verdicts(manyValues(3) + database("true"), "MAZ009")).toEqual(["Database: pass"]);
  });

  test("that have two effects has two cases, even beside others", () => {
    const byType = "!Equals [!FindInMap [Types, !Ref P0, Arch], arm64]";
    const text =
      manyValues(3).replace("Conditions:\n", `Conditions:\n  Arm: ${byType}\n`) + database("!If [Arm, true, false]");
    expect(verdicts(text, "MAZ009")).toEqual(["Database: fail when Arm=false"]);
  });

  test("says what is shorter to say", () => {
    const text = manyValues(1)
      .replaceAll(/Runtime: nodejs22.x}/g, "Runtime: nodejs22.x, Big: false}")
      .replace(
        "t3.large: {Arch: x86_64, Runtime: nodejs22.x, Big: false}",
        "t3.large: {Arch: x86_64, Runtime: nodejs22.x, Big: true}",
      );
    expect(
      verdicts(
        text + database("!FindInMap [Types, !Ref P0, Big]").replace("Iops: !Ref P1, Port: !Ref P2, ", ""),
        "MAZ009",
      ),
    ).toEqual(["Database: fail when P0!=t3.large"]);
  });
});
