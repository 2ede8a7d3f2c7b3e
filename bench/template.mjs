/**
 * A template of any size: the same small system again and again, under other names, so that work that grows faster than
 * the template shows.
 */

/** @param {number} resources a multiple of 20 @returns {string} YAML */
export function templateOf(resources) {
  const systems = Array.from({ length: resources / 20 }, (_, index) => system(`S${index}`));
  return `AWSTemplateFormatVersion: "2010-09-09"\nParameters:\n${parameters}Conditions:\n${conditions}Resources:\n${systems.join("")}`;
}

const parameters = `  Env: {Type: String, AllowedValues: [dev, prod], Default: dev}
  Vpc: {Type: AWS::EC2::VPC::Id}
  ImageId: {Type: "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>", Default: /aws/service/ami}
`;

const conditions = `  IsProd: !Equals [!Ref Env, prod]
`;

/** Twenty resources. */
function system(name) {
  return `  ${name}SubnetA:
    Type: AWS::EC2::Subnet
    Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24, AvailabilityZone: !Select [0, !GetAZs ""]}
  ${name}SubnetB:
    Type: AWS::EC2::Subnet
    Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24, AvailabilityZone: !Select [1, !GetAZs ""]}
  ${name}FrontGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: Visitors
      VpcId: !Ref Vpc
      SecurityGroupIngress:
        - {IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}
  ${name}WebGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: Web
      VpcId: !Ref Vpc
      SecurityGroupIngress:
        - {IpProtocol: tcp, FromPort: 80, ToPort: 80, SourceSecurityGroupId: !GetAtt ${name}FrontGroup.GroupId}
  ${name}DatabaseGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: Database
      VpcId: !Ref Vpc
      SecurityGroupIngress:
        - {IpProtocol: tcp, FromPort: 5432, ToPort: 5432, SourceSecurityGroupId: !GetAtt ${name}WebGroup.GroupId}
  ${name}Front:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties:
      Subnets: [!Ref ${name}SubnetA, !Ref ${name}SubnetB]
      SecurityGroups: [!GetAtt ${name}FrontGroup.GroupId]
  ${name}Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref ${name}Front
      Port: 443
      Protocol: HTTPS
      DefaultActions: [{Type: forward, TargetGroupArn: !Ref ${name}Targets}]
  ${name}Targets:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: {VpcId: !Ref Vpc, Port: 80, Protocol: HTTP}
  ${name}WebRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: sts:AssumeRole}]
      Policies:
        - PolicyName: photos
          PolicyDocument:
            Statement:
              - {Effect: Allow, Action: ["s3:PutObject", "s3:GetObject"], Resource: !Sub "\${${name}Photos.Arn}/*"}
  ${name}WebProfile:
    Type: AWS::IAM::InstanceProfile
    Properties: {Roles: [!Ref ${name}WebRole]}
  ${name}WebTemplate:
    Type: AWS::EC2::LaunchTemplate
    Properties:
      LaunchTemplateData:
        ImageId: !Ref ImageId
        InstanceType: !If [IsProd, m7g.large, t4g.small]
        IamInstanceProfile: {Arn: !GetAtt ${name}WebProfile.Arn}
        SecurityGroupIds: [!GetAtt ${name}WebGroup.GroupId]
        UserData:
          Fn::Base64: !Sub |
            #!/bin/bash
            echo PHOTOS=\${${name}Photos} >> /etc/shop.env
            echo DB_HOST=\${${name}Database.Endpoint.Address} >> /etc/shop.env
            systemctl enable --now shop
  ${name}Web:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties:
      MinSize: !If [IsProd, 2, 1]
      MaxSize: 8
      VPCZoneIdentifier: [!Ref ${name}SubnetA, !Ref ${name}SubnetB]
      LaunchTemplate: {LaunchTemplateId: !Ref ${name}WebTemplate, Version: !GetAtt ${name}WebTemplate.LatestVersionNumber}
      TargetGroupARNs: [!Ref ${name}Targets]
      HealthCheckType: ELB
  ${name}Scaling:
    Type: AWS::AutoScaling::ScalingPolicy
    Properties:
      AutoScalingGroupName: !Ref ${name}Web
      PolicyType: TargetTrackingScaling
      TargetTrackingConfiguration:
        PredefinedMetricSpecification: {PredefinedMetricType: ASGAverageCPUUtilization}
        TargetValue: 60
  ${name}DatabaseSubnets:
    Type: AWS::RDS::DBSubnetGroup
    Properties: {DBSubnetGroupDescription: Data, SubnetIds: [!Ref ${name}SubnetA, !Ref ${name}SubnetB]}
  ${name}Database:
    Type: AWS::RDS::DBInstance
    Properties:
      Engine: postgres
      DBInstanceClass: db.t4g.medium
      AllocatedStorage: 50
      StorageEncrypted: true
      MultiAZ: !If [IsProd, true, false]
      MasterUsername: shop
      ManageMasterUserPassword: true
      DBSubnetGroupName: !Ref ${name}DatabaseSubnets
      VPCSecurityGroups: [!GetAtt ${name}DatabaseGroup.GroupId]
  ${name}Photos:
    Type: AWS::S3::Bucket
    Properties:
      NotificationConfiguration:
        LambdaConfigurations: [{Event: "s3:ObjectCreated:*", Function: !GetAtt ${name}Examine.Arn}]
  ${name}Permission:
    Type: AWS::Lambda::Permission
    Properties:
      FunctionName: !GetAtt ${name}Examine.Arn
      Action: lambda:InvokeFunction
      Principal: s3.amazonaws.com
      SourceAccount: !Ref AWS::AccountId
  ${name}ExamineRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: sts:AssumeRole}]
      Policies:
        - PolicyName: table
          PolicyDocument:
            Statement: [{Effect: Allow, Action: "dynamodb:PutItem", Resource: !GetAtt ${name}Details.Arn}]
  ${name}Examine:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      Role: !GetAtt ${name}ExamineRole.Arn
      Code: {S3Bucket: code, S3Key: examine.zip}
      Environment: {Variables: {TABLE_NAME: !Ref ${name}Details}}
  ${name}Details:
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{AttributeName: userId, AttributeType: S}]
      KeySchema: [{AttributeName: userId, KeyType: HASH}]
`;
}
