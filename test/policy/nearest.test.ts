import { describe, expect, test } from "@jest/globals";
import { didYouMean, fieldMeant, nearest } from "../../src/policy/nearest.ts";

describe("the nearest name", () => {
  test.each([
    ["Evn", "Env"],
    ["MultAZ", "MultiAZ"],
    ["env", "Env"],
    ["EnvX", "Env"],
  ])("of %s is %s", (asked, meant) => {
    expect(nearest(asked, ["Other", "MultiAZ", "Env"])).toBe(meant);
  });

  test("is none where nothing is near enough to be a slip", () => {
    expect(nearest("Subnets", ["Env", "MultiAZ"])).toBeUndefined();
    expect(didYouMean("Subnets", ["Env"])).toBe("");
  });

  test("of two that are equally near is the first, so that the answer does not change", () => {
    expect(nearest("Ab1", ["Ab2", "Ab3"])).toBe("Ab2");
  });

  test("of a field is told, else which fields there are", () => {
    expect(fieldMeant("depthAlarm", ["depthAlarms", "id"])).toBe(" Did you mean depthAlarms?");
    expect(fieldMeant("alarms", ["id", "depthAlarms", "id"])).toBe(" It has depthAlarms, id.");
    expect(fieldMeant("alarms", [])).toBe("");
  });
});
