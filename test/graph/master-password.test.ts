import { describe, expect, test } from "@jest/globals";
import { passwordExposure } from "../../src/graph/stores/master-password.ts";
import type { World } from "../../src/resolve/world.ts";
import { graphOf, graphOfNested, nodeIn } from "./graph-of.ts";
import { inEveryWorld, inWorlds } from "./in-worlds.ts";

const head = `
Parameters:
  Stage: {Type: String, AllowedValues: [dev, prod]}
  Hidden: {Type: String, NoEcho: true}
  HiddenDefault: {Type: String, NoEcho: true, Default: example-password}
  HiddenEmpty: {Type: String, NoEcho: true, Default: ""}
  Shown: {Type: String}
  ShownEmpty: {Type: String, Default: ""}
  Default: {Type: String, Default: example-password}
  Dynamic: {Type: String, Default: "{{resolve:secretsmanager:db:SecretString:password}}"}
  Stored: {Type: "AWS::SSM::Parameter::Value<String>", Default: /db/password}
  StoredHidden: {Type: "AWS::SSM::Parameter::Value<String>", Default: /db/password, NoEcho: true}
Conditions: {IsProd: !Equals [!Ref Stage, prod]}
Mappings: {Passwords: {db: {main: example-password}}}
Resources:
  Made: {Type: AWS::SecretsManager::Secret, Properties: {GenerateSecretString: {PasswordLength: 30}}}`;

/** "safe", how it is exposed, or what it depends on. */
function exposure(
  password: string,
  more = "",
  parameters: Readonly<Record<string, string>> = {},
): (world: World) => string {
  const graph = graphOf(
    `${head}${more}\n  Db: {Type: AWS::RDS::DBInstance, Properties: {Engine: mysql, ${password}}}`,
    { parameters },
  );
  return (world) => {
    const found = passwordExposure(graph, nodeIn(graph, "Db"), world);
    return found.kind === "unknown"
      ? `? ${found.reason.kind}`
      : found.kind === "safe"
        ? "safe"
        : found.evidence.message;
  };
}

const written = "the password is written here";
const hasDefault = (name: string): string => `parameter ${name} has a default, which everybody can read here`;
const lacksNoEcho = (name: string): string =>
  `parameter ${name} lacks NoEcho, so that describing the stack shows its value`;

describe("the master password is exposed", () => {
  test.each([
    ["as a literal", "example-password", written],
    ["as a literal out of a mapping", "!FindInMap [Passwords, db, main]", written],
    ["as a literal with the stack's name", '!Sub "${AWS::StackName}-example"', written],
    ["as the default of a parameter", "!Ref Default", hasDefault("Default")],
    ["as the default of a parameter that is hidden", "!Ref HiddenDefault", hasDefault("HiddenDefault")],
    ["as such a default in a text", '!Sub "x${HiddenDefault}"', hasDefault("HiddenDefault")],
    ["by a parameter without NoEcho", "!Ref Shown", lacksNoEcho("Shown")],
    ["by such a parameter in a text", '!Join ["-", [db, !Ref Shown]]', lacksNoEcho("Shown")],
    ["by a part of such a parameter", '!Select [1, !Split [":", !Ref Shown]]', lacksNoEcho("Shown")],
    ["by a parameter without NoEcho whose default is empty", "!Ref ShownEmpty", lacksNoEcho("ShownEmpty")],
    ["by a parameter whose stored value is shown", "!Ref Stored", lacksNoEcho("Stored")],
  ])("%s", (_, password, expected) => {
    expect(inEveryWorld(exposure(`MasterUserPassword: ${password}`))).toBe(expected);
  });

  test("also where a value is given for this run", () => {
    expect(inEveryWorld(exposure("MasterUserPassword: !Ref Shown", "", { Shown: "secret" }))).toBe(
      lacksNoEcho("Shown"),
    );
    expect(inEveryWorld(exposure("MasterUserPassword: !Ref HiddenDefault", "", { HiddenDefault: "secret" }))).toBe(
      hasDefault("HiddenDefault"),
    );
  });

  test("in the worlds in which it is", () => {
    expect(inWorlds(exposure("MasterUserPassword: !If [IsProd, !Ref Hidden, example-password]"))).toEqual({
      "Stage=prod": "safe",
      "Stage=dev": written,
    });
  });
});

describe("the master password is no secret where its secret is written here", () => {
  const secret = (text: string): string =>
    `\n  Written: {Type: AWS::SecretsManager::Secret, Properties: {SecretString: ${text}}}`;
  const read = (key: string): string => `MasterUserPassword: !Sub "{{resolve:secretsmanager:\${Written}${key}}}"`;
  test.each([
    ["as a whole", "example-password", "", written],
    ["under its key", `'{"username": "app", "password": "example-password"}'`, ":SecretString:password", written],
    [
      "out of a parameter",
      `!Sub '{"username": "app", "password": "\${Default}"}'`,
      ":SecretString:password::",
      written,
    ],
    [
      "out of a shown parameter",
      `!Sub '{"username": "app", "password": "\${Shown}"}'`,
      ":SecretString:password",
      lacksNoEcho("Shown"),
    ],
    [
      "out of a hidden parameter with a default",
      `!Sub '{"password": "\${HiddenDefault}"}'`,
      ":SecretString:password",
      hasDefault("HiddenDefault"),
    ],
    [
      "but not beside it",
      `!Sub '{"username": "\${Shown}", "password": "\${Hidden}"}'`,
      ":SecretString:password",
      "safe",
    ],
    ["but not under another key", `'{"username": "app"}'`, ":SecretString:password", "safe"],
    ["but not under a key of every object", `'{"username": "app"}'`, ":SecretString:toString", "safe"],
  ])("%s", (_, text, key, expected) => {
    expect(inEveryWorld(exposure(read(key), secret(text)))).toBe(expected);
  });
});

describe("the master password is safe", () => {
  test.each([
    ["where RDS manages it", "ManageMasterUserPassword: true"],
    ["where RDS manages it, whatever else is said", 'ManageMasterUserPassword: "true", MasterUserPassword: example'],
    ["where there is none", "DBSnapshotIdentifier: old"],
    ["in a parameter that is hidden", "MasterUserPassword: !Ref Hidden"],
    ["in a parameter that is hidden, whose default is empty", "MasterUserPassword: !Ref HiddenEmpty"],
    ["in such a parameter with a literal around it", 'MasterUserPassword: !Sub "x-${Hidden}"'],
    ["in a parameter whose default names a secret", "MasterUserPassword: !Ref Dynamic"],
    ["in a stored parameter that is hidden", "MasterUserPassword: !Ref StoredHidden"],
    ["in a secret of its own", 'MasterUserPassword: !Sub "{{resolve:secretsmanager:${Made}:SecretString:password}}"'],
    ["in a secret from outside", 'MasterUserPassword: "{{resolve:secretsmanager:db:SecretString:password}}"'],
    ["in a secure parameter", 'MasterUserPassword: "{{resolve:ssm-secure:/db/password:1}}"'],
  ])("%s", (_, properties) => {
    expect(inEveryWorld(exposure(properties))).toBe("safe");
  });
});

test.each([
  ["another stack", "!ImportValue password", "? import"],
  ["Parameter Store in clear", '"{{resolve:ssm:/db/password}}"', "? ssm"],
])("a password out of %s is not known", (_, password, expected) => {
  expect(inEveryWorld(exposure(`MasterUserPassword: ${password}`))).toBe(expected);
});

test("a nested stack shows what its parent passes to a parameter without NoEcho", () => {
  const child = (noEcho: string): string => `
Parameters: {Password: {Type: String${noEcho}}}
Resources: {Db: {Type: AWS::RDS::DBInstance, Properties: {Engine: mysql, MasterUserPassword: !Ref Password}}}`;
  const parent = `
Parameters: {Hidden: {Type: String, NoEcho: true}}
Resources: {Child: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: child.yaml, Parameters: {Password: !Ref Hidden}}}}`;
  const kind = (noEcho: string): string => {
    const graph = graphOfNested(parent, child(noEcho));
    return inEveryWorld((world) => passwordExposure(graph, nodeIn(graph, "Db", "child"), world).kind);
  };
  expect(kind("")).toBe("exposed");
  expect(kind(", NoEcho: true")).toBe("safe");
});
