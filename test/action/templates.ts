/** Templates for runs of the action: small, with defects that rules of several severities find. */

/** FLT003 error; MET020 warning. */
export const unprotectedTable = `Resources:
  Orders:
    Type: AWS::DynamoDB::Table
    UpdateReplacePolicy: Retain
    Properties:
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
      KeySchema: [{AttributeName: id, KeyType: HASH}]
`;

export const protectedTable = `Resources:
  Orders:
    Type: AWS::DynamoDB::Table
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
    Properties:
      BillingMode: PAY_PER_REQUEST
      PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: true}
      AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
      KeySchema: [{AttributeName: id, KeyType: HASH}]
`;

/** FLT003 and MET020 for each table. */
export function unprotectedTables(count: number): string {
  const tables = Array.from({ length: count }, (_, i) =>
    unprotectedTable.replace("Resources:\n", "").replace("Orders", `Table${i}`),
  );
  return `Resources:\n${tables.join("")}`;
}

/** A table whose name is what an attacker would like to see in a comment or in a log. */
export function tableNamed(name: string): string {
  return unprotectedTable.replace("Orders", JSON.stringify(name));
}

/** FLT003 and MET020 for each table; each takes seven lines, the first one begins on line 2. */
export function tables(...names: readonly string[]): string {
  return `Resources:\n${names.map((name) => unprotectedTable.replace("Resources:\n", "").replace("Orders", name)).join("")}`;
}
