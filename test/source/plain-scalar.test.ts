import { describe, expect, test } from "@jest/globals";
import { resolvePlain } from "../../src/source/plain-scalar.ts";

describe("resolvePlain", () => {
  test.each(["true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON"])("reads %s as true", (text) => {
    expect(resolvePlain(text)).toBe(true);
  });

  test.each(["false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF"])("reads %s as false", (text) => {
    expect(resolvePlain(text)).toBe(false);
  });

  test.each(["y", "Y", "n", "N", "tRUE", "yES"])("keeps %s as text", (text) => {
    expect(resolvePlain(text)).toBe(text);
  });

  test.each(["", "~", "null", "Null", "NULL"])("reads %j as null", (text) => {
    expect(resolvePlain(text)).toBeNull();
  });

  test.each([
    ["0", 0],
    ["-0", 0],
    ["12", 12],
    ["+12", 12],
    ["-12", -12],
    ["1_000", 1000],
    ["007", 7],
    ["010", 8],
    ["-010", -8],
    ["00", 0],
    ["0x1F", 31],
    ["0b101", 5],
    ["1.5", 1.5],
    ["1.", 1],
    [".5", 0.5],
    ["1e3", 1000],
    ["-1.5E-1", -0.15],
  ])("reads %s as the number %d", (text, value) => {
    expect(resolvePlain(text)).toBe(value);
  });

  test("reads an account id that begins with 0 and is not octal as a decimal number", () => {
    expect(resolvePlain("012345678901")).toBe(12345678901);
  });

  test.each([
    ["dates", "2012-10-17"],
    ["timestamps", "2001-12-14t21:59:43.10-05:00"],
    ["sexagesimals", "12:30:45"],
    ["versions", "1.2.3"],
    ["a lone sign", "-"],
    ["a lone dot", "."],
    ["a prefix without digits", "0x"],
    ["infinity", ".inf"],
    ["integers that a double cannot hold", "12345678901234567890"],
    ["numbers beyond every double", "1e999"],
    ["a range of ports", "80-90"],
    ["a CIDR block", "10.0.0.0/16"],
  ])("keeps %s as text", (_, text) => {
    expect(resolvePlain(text)).toBe(text);
  });
});
