/** Templates for running the command line on. */

/** Where the databases stand: isolated subnets of two zones. */
const network = `  Isolated:
    Type: AWS::RDS::DBSubnetGroup
    Properties: {DBSubnetGroupDescription: Data, SubnetIds: [!Ref DataA, !Ref DataB]}
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  DataA:
    Type: AWS::EC2::Subnet
    Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24, AvailabilityZone: !Select [0, !GetAZs ""]}
  DataB:
    Type: AWS::EC2::Subnet
    Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24, AvailabilityZone: !Select [1, !GetAZs ""]}
  Routes: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  RoutesOfA: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref DataA, RouteTableId: !Ref Routes}}
  RoutesOfB: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref DataB, RouteTableId: !Ref Routes}}
`;

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
    UpdateReplacePolicy: Snapshot
    Properties:
      Engine: postgres
      DBInstanceClass: db.t4g.medium
      AllocatedStorage: "50"
      MaxAllocatedStorage: 500
      BackupRetentionPeriod: 7
      DeletionProtection: true
      DBSubnetGroupName: !Ref Isolated
      StorageEncrypted: true
      PubliclyAccessible: false
      MultiAZ: !If [IsProd, true, false]
      MasterUsername: app
      MasterUserPassword: !Ref Password
${network}`;

export const sound = `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Database:
    Type: AWS::RDS::DBInstance
    UpdateReplacePolicy: Snapshot
    Properties:
      Engine: postgres
      DBInstanceClass: db.t4g.medium
      AllocatedStorage: "50"
      MaxAllocatedStorage: 500
      BackupRetentionPeriod: 7
      DeletionProtection: true
      DBSubnetGroupName: !Ref Isolated
      StorageEncrypted: true
      PubliclyAccessible: false
      MultiAZ: true
      MasterUsername: app
      ManageMasterUserPassword: true
${network}`;

/** MAZ009 cannot be known: it depends on a parameter without a value. */
export const undecided = sound
  .replace("MultiAZ: true", "MultiAZ: !Ref Standby")
  .replace("Resources:", "Parameters:\n  Standby: {Type: String}\nResources:");
