/**
 * The name of an architecture that is to be -> its document, whole and with a comment on every part, to be changed.
 *
 * Invariant: the document loads without a diagnostic, and its examples come to what they say.
 */
export interface ProposedArchitecture {
  readonly name: string;
  /** Address of the JSON Schema, as seen from the document. */
  readonly schema: string;
}

export function proposeArchitecture({ name, schema }: ProposedArchitecture): string {
  return `# yaml-language-server: $schema=${schema}
# This architecture is whole: \`stackplumb test\` runs its examples, \`stackplumb check --architecture PATH\` holds an app to it,
# and \`architectures:\` in stackplumb.yaml does so always. Change it, part by part, until it says what you mean.
# docs/writing-architectures.md explains every key; docs/roles.md lists the roles, \`stackplumb rules\` the rules.
kind: Architecture
name: ${name}
title: A function that keeps orders in a table
version: 1.0

# What it narrows: a built-in architecture by its name, or ./another.yaml. All that it asks for is asked for.
# extends: web-app-storage

# The parts. Every resource that has the role and fits \`where\` plays the part, and must conform; there must be one.
components:
  clerk:
    title: takes orders
    role: compute.fn
    where: {tag: {part: clerk}}
  orders:
    title: keeps them
    role: nosql

# What must get from part to part: what the first may do to the second, how it starts it, how it reaches it.
flows:
  - id: keep
    title: the function is told of the table, and may write into it
    from: clerk
    to: orders
    needs: [can(dynamodb:PutItem|UpdateItem), references]

# Rules that must pass there. \`locked: true\` where nobody who extends this may ask for less.
qualities:
  - {on: orders, require: MET020, severity: warning}

# What must not be there.
forbid:
  - {id: no-wildcards, on: security, rule: SEC006}

# Its tests: an app as it should be, and one for each thing that can be missing or broken. What \`expect\` does not name
# must be present.
examples:
  - shows: an app as it should be
    template: |
      Transform: AWS::Serverless-2016-10-31
      Resources:
        Clerk:
          Type: AWS::Serverless::Function
          Properties:
            Runtime: nodejs22.x
            Handler: index.handler
            InlineCode: "exports.handler = async () => {};"
            Tags: {part: clerk}
            Environment: {Variables: {TABLE: !Ref Orders}}
            Policies: [{DynamoDBCrudPolicy: {TableName: !Ref Orders}}]
        Orders:
          Type: AWS::DynamoDB::Table
          Properties:
            BillingMode: PAY_PER_REQUEST
            PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: true}
            AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
            KeySchema: [{AttributeName: id, KeyType: HASH}]
  - shows: a function that may not write, and a table that cannot be restored
    expect: {flow.keep: violated, orders.MET020: violated}
    template: |
      Transform: AWS::Serverless-2016-10-31
      Resources:
        Clerk:
          Type: AWS::Serverless::Function
          Properties:
            Runtime: nodejs22.x
            Handler: index.handler
            InlineCode: "exports.handler = async () => {};"
            Tags: {part: clerk}
            Environment: {Variables: {TABLE: !Ref Orders}}
            Policies: [{DynamoDBReadPolicy: {TableName: !Ref Orders}}]
        Orders:
          Type: AWS::DynamoDB::Table
          Properties:
            BillingMode: PAY_PER_REQUEST
            AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
            KeySchema: [{AttributeName: id, KeyType: HASH}]
  - shows: a function that may do everything to every table
    expect: {forbid.no-wildcards: violated}
    template: |
      Transform: AWS::Serverless-2016-10-31
      Resources:
        Clerk:
          Type: AWS::Serverless::Function
          Properties:
            Runtime: nodejs22.x
            Handler: index.handler
            InlineCode: "exports.handler = async () => {};"
            Tags: {part: clerk}
            Environment: {Variables: {TABLE: !Ref Orders}}
            Policies: [{Statement: [{Effect: Allow, Action: "*", Resource: "*"}]}]
        Orders:
          Type: AWS::DynamoDB::Table
          Properties:
            BillingMode: PAY_PER_REQUEST
            PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: true}
            AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
            KeySchema: [{AttributeName: id, KeyType: HASH}]
  - shows: neither a function nor a table
    expect: {clerk: missing, orders: missing, keep: missing, orders.MET020: missing}
    template: |
      Resources:
        Notices: {Type: AWS::SNS::Topic}
`;
}
