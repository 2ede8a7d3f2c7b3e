/** Templates for running the command line on. */

/** One error, USR007; and an info that only concerns what is not production, MAZ009. */
export const faulty = `AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  Env: {Type: String, AllowedValues: [dev, prod]}
  Password: {Type: String, NoEcho: true, Default: correct-horse}
Conditions:
  IsProd: !Equals [!Ref Env, prod]
Resources:
  Database:
    Type: AWS::RDS::DBInstance
    Properties:
      Engine: postgres
      DBInstanceClass: db.t4g.medium
      AllocatedStorage: "50"
      StorageEncrypted: true
      PubliclyAccessible: false
      MultiAZ: !If [IsProd, true, false]
      MasterUsername: app
      MasterUserPassword: !Ref Password
`;

export const sound = `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Database:
    Type: AWS::RDS::DBInstance
    Properties:
      Engine: postgres
      DBInstanceClass: db.t4g.medium
      AllocatedStorage: "50"
      StorageEncrypted: true
      PubliclyAccessible: false
      MultiAZ: true
      MasterUsername: app
      ManageMasterUserPassword: true
`;

/** MAZ009 cannot be known: it depends on a parameter without a value. */
export const undecided = sound
  .replace("MultiAZ: true", "MultiAZ: !Ref Standby")
  .replace("Resources:", "Parameters:\n  Standby: {Type: String}\nResources:");
