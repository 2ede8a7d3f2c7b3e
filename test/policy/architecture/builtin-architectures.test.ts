import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { builtinArchitectures } from "../../../src/policy/architecture/builtin-architectures.ts";
import { architectureFiles, compiledArchitectures } from "../../../tools/compile-architectures.ts";
import { bare, sound } from "./load-document.ts";

const architectures = builtinArchitectures();

test("the built-in architectures are what their documents say now", () => {
  for (const [path, text] of compiledArchitectures()) expect(readFileSync(path, "utf8")).toBe(text);
  expect(architectures.map(({ name }) => name)).toEqual(["ecommerce-multi-az", "upload-pipeline", "web-app-storage"]);
});

test.each(architectureFiles())("$path loads as a team's document would", ({ text }) => {
  const architecture = sound(text);
  expect(bare(architecture)).toEqual(architectures.find(({ name }) => name === architecture.name));
});

test.each(architectures)("every component and flow of $name says what it is for", ({ title, components, flows }) => {
  for (const clause of [title, ...components.map((one) => one.title), ...flows.map((one) => one.title)]) {
    expect(clause).toMatch(/^[A-Za-z].*[^.]$/);
  }
});

test("the shop asks for all that the other two ask for", () => {
  const [shop, ...others] = architectures;
  for (const { components, flows, qualities, forbidden } of others) {
    const addresses = (of: typeof qualities): readonly string[] =>
      of.map(({ on, rules }) => `${on}.${rules.join("|")}`);
    expect(shop?.components.map(({ name }) => name)).toEqual(
      expect.arrayContaining(components.map(({ name }) => name)),
    );
    expect(shop?.flows.map(({ id }) => id)).toEqual(expect.arrayContaining(flows.map(({ id }) => id)));
    expect(addresses(shop?.qualities ?? [])).toEqual(expect.arrayContaining([...addresses(qualities)]));
    expect(shop?.forbidden.map(({ id }) => id)).toEqual(expect.arrayContaining(forbidden.map(({ id }) => id)));
  }
  expect(shop?.components.find(({ name }) => name === "edge")?.optional).toBe(false);
  expect(shop?.flows.find(({ id }) => id === "save-user")?.survivesZone).toBe(true);
});
