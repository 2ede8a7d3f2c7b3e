import { expect, test } from "@jest/globals";
import { deploymentsOf } from "../../src/config/deployments.ts";
import { readConfiguration } from "../../src/config/read-configuration.ts";
import { memoryHost } from "../../src/input/memory-host.ts";
import { plainContext } from "./plain-context.ts";

const config = `
stack-tags: {team: web, environment: none}
environments:
  prod: {stack-tags: {environment: prod}}
  dev: {stack-tags: {environment: dev}, parameter-files: dev.json}
`;
const file = '{"Parameters": {}, "Tags": {"environment": "file", "cost": "1"}}';

test("the tags of an environment count before its files and before those of all, and flags before them", () => {
  const { configuration } = readConfiguration("stackplumb.yaml", config, plainContext());
  const host = memoryHost(new Map([["dev.json", () => new TextEncoder().encode(file)]]));
  const given = { parameters: new Map(), files: { values: new Map(), tags: new Map() }, environments: [] };
  const tagsWith = (flags: ReadonlyMap<string, string>): unknown => {
    const { stackTags, environments } = deploymentsOf(configuration, { ...given, stackTags: flags }, host);
    const byName = [...environments].map(([name, values]) => [name, Object.fromEntries(values.stackTags)] as const);
    return { all: Object.fromEntries(stackTags), ...Object.fromEntries(byName) };
  };
  expect(tagsWith(new Map())).toEqual({
    all: { team: "web", environment: "none" },
    prod: { team: "web", environment: "prod" },
    dev: { team: "web", environment: "dev", cost: "1" },
  });
  expect(tagsWith(new Map([["environment", "flag"]]))).toMatchObject({
    prod: { environment: "flag" },
    dev: { environment: "flag" },
  });
});
