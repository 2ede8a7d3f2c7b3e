import { describe, expect, test } from "@jest/globals";
import { credentialIn, credentialsIn, hole } from "../../src/graph/scripts/credentials.ts";

describe("a value looks like a credential", () => {
  test.each([
    ["DB_PASSWORD", "tr0ub4dor-and-3", "guess"],
    ["ApiToken", "q8ZtR4vLw2nX", "guess"],
    ["ANY", "AKIAQ3EGRWT5DUMKZYVH", "aws"],
    ["AWS_SECRET_ACCESS_KEY", "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", "aws"],
    ["ANY", `ghp_${"a1B2c3D4e5".repeat(4).slice(0, 36)}`, "token"],
    ["ANY", "-----BEGIN RSA PRIVATE KEY-----\nMIIE", "token"],
    ["DATABASE_URL", "postgres://app:n7Rk20vQz@db.example.com/shop", "guess"],
  ])("%s=%s", (name, value, kind) => {
    expect(credentialIn(name, value)).toBe(kind);
  });
});

describe("a value looks like none", () => {
  test.each([
    ["its name says nothing", "RELEASE", "q8ZtR4vLw2nX"],
    ["it is the name of a secret", "DB_SECRET", "prod/shop/database"],
    ["it is an ARN", "API_TOKEN", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:token-AbC123"],
    ["it is an address", "TOKEN", "https://login.example.org/oauth2/token"],
    ["it is a path", "PRIVATE_KEY", "/etc/ssl/private/shop1.key"],
    ["it is an id", "CLIENT_TOKEN", "3f2504e0-4f89-41d3-9a0c-0305e82c3301"],
    ["it is to be replaced", "DB_PASSWORD", "CHANGE-ME-123"],
    ["it is the example of the documentation", "ACCESS_KEY", "AKIAIOSFODNN7EXAMPLE"],
    ["it is a number", "MAX_TOKEN", "4096000000"],
    ["it is a word", "PASSWORD", "ParameterStore"],
    ["it is too short", "PASSWORD", "a1b2c3"],
    ["it refers to something", "PASSWORD", `abc123XYZ${hole}`],
    ["the address has no password", "DATABASE_URL", "postgres://db.example.com:5432/shop"],
  ])("where %s: %s=%s", (_why, name, value) => {
    expect(credentialIn(name, value)).toBeUndefined();
  });
});

describe("a script", () => {
  const found = (text: string) => credentialsIn(text).map(({ kind, start, end }) => [kind, text.slice(start, end)]);

  test("holds credentials line by line", () => {
    expect(found('#!/bin/bash\nexport SMTP_PASSWORD="v9Qe2LmT71xa"\n  token: k2J9fPq7Zs1X\n')).toEqual([
      ["guess", 'export SMTP_PASSWORD="v9Qe2LmT71xa"'],
      ["guess", "token: k2J9fPq7Zs1X"],
    ]);
  });

  test("may speak of a secret in a comment", () => {
    expect(found("# password=v9Qe2LmT71xa\n// token: k2J9fPq7Zs1X")).toEqual([]);
  });

  test("may read a secret from somewhere", () => {
    expect(found(`password=$(aws ssm get-parameter)\npassword=\${PASSWORD}\npassword=${hole}`)).toEqual([]);
  });
});
