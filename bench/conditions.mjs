/**
 * Templates that are hard on conditions: many that are independent of each other, choices within choices, parameters with
 * many allowed values, mappings that are read by parameters. Each as large as is asked for.
 */

/** @param {number} count independent conditions, each of them on a property, an item of a list and a statement */
export function manyConditions(count) {
  const all = range(count);
  return template(
    all.map((i) => [`P${i}`, `{Type: String, AllowedValues: ["true", "false"], Default: "false"}`]),
    all.map((i) => [`C${i}`, `!Equals [!Ref P${i}, "true"]`]),
    `${group(all.map((i) => `!If [C${i}, {IpProtocol: tcp, FromPort: ${1000 + i}, ToPort: ${1000 + i}, CidrIp: 10.0.0.0/8}, !Ref AWS::NoValue]`))}
${role(all.map((i) => `!If [C${i}, {Effect: Allow, Action: "s3:Get*", Resource: "arn:aws:s3:::b${i}/*"}, !Ref AWS::NoValue]`))}
${all.map((i) => `  Bucket${i}: {Type: AWS::S3::Bucket, Condition: C${i}, Properties: {BucketName: !If [C${(i + 1) % count}, b${i}, c${i}]}}`).join("\n")}
`,
  );
}

/** @param {number} depth of choices within choices */
export function nestedChoices(depth) {
  const all = range(depth);
  const nested = (leaf) => all.reduceRight((inner, i) => `!If [C${i}, ${leaf(i)}, ${inner}]`, leaf(depth));
  return template(
    all.map((i) => [`P${i}`, `{Type: String, AllowedValues: [a, b, c], Default: a}`]),
    all.map((i) => [
      `C${i}`,
      i === 0 ? "!Equals [!Ref P0, b]" : `!And [!Equals [!Ref P${i}, b], !Not [!Condition C${i - 1}]]`,
    ]),
    `  Database:
    Type: AWS::RDS::DBInstance
    Properties:
      Engine: postgres
      DBInstanceClass: ${nested((i) => `db.t${i}.large`)}
      MultiAZ: ${nested((i) => String(i % 2 === 0))}
      StorageEncrypted: ${nested(() => "true")}
      ManageMasterUserPassword: true
`,
  );
}

/** @param {number} count parameters, each with forty values that are read by a mapping */
export function manyValues(count) {
  const all = range(count);
  const values = range(40).map((i) => `t${i}.large`);
  const mappings = `Mappings:\n  Types:\n${values.map((type, i) => `    ${type}: {Arch: ${i % 2 === 0 ? "arm64" : "x86_64"}, Runtime: nodejs22.x}`).join("\n")}\n`;
  const functions = all.map(
    (i) => `  Function${i}:
    Type: AWS::Lambda::Function
    Properties:
      Role: !GetAtt Role.Arn
      Handler: index.handler
      Code: {S3Bucket: code, S3Key: !Ref P${i}}
      Runtime: !FindInMap [Types, !Ref P${i}, Runtime]
      Architectures: [!FindInMap [Types, !Ref P${i}, Arch]]
      Environment: {Variables: {TYPE: !Ref P${i}, NEXT: !Sub "\${P${i}}-\${P${(i + 1) % count}}"}}`,
  );
  return (
    mappings +
    template(
      all.map((i) => [`P${i}`, `{Type: String, AllowedValues: [${values.join(", ")}], Default: t1.large}`]),
      [["Any", `!Equals [!Ref P0, t1.large]`]],
      `${role([`{Effect: Allow, Action: "s3:GetObject", Resource: "*"}`])}\n${functions.join("\n")}\n`,
    )
  );
}

function template(parameters, conditions, resources) {
  const section = (name, entries) => `${name}:\n${entries.map(([key, value]) => `  ${key}: ${value}`).join("\n")}\n`;
  return `${section("Parameters", parameters)}${section("Conditions", conditions)}Resources:\n${resources}`;
}

function group(rules) {
  const items = rules.map((rule) => `        - ${rule}`).join("\n");
  return `  Group:\n    Type: AWS::EC2::SecurityGroup\n    Properties:\n      GroupDescription: x\n      SecurityGroupIngress:\n${items}`;
}

function role(statements) {
  const items = statements.map((statement) => `              - ${statement}`).join("\n");
  return `  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: "sts:AssumeRole"}]}
      Policies:
        - PolicyName: reads
          PolicyDocument:
            Statement:
${items}`;
}

function range(count) {
  return Array.from({ length: count }, (_, i) => i);
}
