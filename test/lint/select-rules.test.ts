import { describe, expect, test } from "@jest/globals";
import { selectRules } from "../../src/lint/select-rules.ts";
import { rule } from "./sample-judgement.ts";

const rules = [rule(), rule({ id: "MET001", name: "trigger-missing", onlyWhenRequired: true })];

describe("the selection of rules", () => {
  test("leaves out those that an architecture must ask for", () => {
    expect(selectRules(rules, []).rules.map(({ id }) => id)).toEqual(["MET002"]);
  });

  test("takes only those that are named, by id or name, in the order of the catalogue", () => {
    expect(selectRules(rules, ["trigger-missing", "met002"]).rules.map(({ id }) => id)).toEqual(["MET002", "MET001"]);
    expect(selectRules(rules, ["MET001"]).rules.map(({ id }) => id)).toEqual(["MET001"]);
  });

  test("names the rule that was probably meant", () => {
    expect(selectRules(rules, ["MET02"]).errors).toEqual([
      "There is no rule MET02. Did you mean MET002? `stackplumb rules` lists them.",
    ]);
    expect(selectRules(rules, ["something-else"]).errors[0]).not.toContain("Did you mean");
  });
});
