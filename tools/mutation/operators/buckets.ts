/** Defects of buckets themselves: who may read them, what is kept, how they are encrypted. */
import type { Operator } from "../operator.ts";
import { drop, namesIn, put, resourcesOf } from "../template-tree.ts";
import { allows, put3, statementsOf } from "./access.ts";
import { atType } from "./at-type.ts";

const bucketTypes = ["AWS::S3::Bucket"];

export const bucketOperators: readonly Operator[] = [
  {
    name: "the bucket is the world's to read",
    rules: ["UPL005"],
    sites: (tree) =>
      resourcesOf(tree, ...bucketTypes).map(({ id }) => ({
        name: id,
        subjects: [id],
        apply: (copy) => {
          copy.Resources["MutantPolicy"] = {
            Type: "AWS::S3::BucketPolicy",
            Properties: {
              Bucket: { Ref: id },
              PolicyDocument: {
                Version: "2012-10-17",
                Statement: [
                  {
                    Effect: "Allow",
                    Principal: "*",
                    Action: "s3:GetObject",
                    Resource: { "Fn::Sub": `\${${id}.Arn}/*` },
                  },
                ],
              },
            },
          };
        },
      })),
  },
  {
    name: "the bucket has a public ACL",
    rules: ["UPL005"],
    sites: atType(bucketTypes, (p) => put(p, ["AccessControl"], "PublicReadWrite")),
  },
  {
    name: "one public access block is off",
    rules: ["UPL006"],
    sites: atType(
      bucketTypes,
      (p) => put(p, ["PublicAccessBlockConfiguration", "BlockPublicPolicy"], false),
      (p) => p["PublicAccessBlockConfiguration"] !== undefined,
    ),
  },
  {
    name: "uploads are not versioned",
    rules: ["UPL007"],
    sites: atType(
      bucketTypes,
      (p) => drop(p, "VersioningConfiguration"),
      (p) => p["VersioningConfiguration"] !== undefined,
    ),
  },
  {
    name: "uploads expire",
    rules: ["UPL010"],
    sites: atType(
      bucketTypes,
      (p) => put(p, ["LifecycleConfiguration"], { Rules: [{ Status: "Enabled", ExpirationInDays: 30 }] }),
      (p) => p["VersioningConfiguration"] !== undefined,
    ),
  },
  {
    name: "plain HTTP reaches the bucket",
    rules: ["SEC008"],
    sites: (tree) =>
      resourcesOf(tree, "AWS::S3::BucketPolicy")
        .filter(({ properties }) => JSON.stringify(properties).includes("SecureTransport"))
        .map(({ id, properties }) => ({
          name: id,
          subjects: [...namesIn(properties["Bucket"])],
          apply: (copy) => {
            delete copy.Resources[id];
          },
        })),
  },
  {
    name: "the bucket is encrypted with a key that writers may not use",
    rules: ["UPL008"],
    also: ["MET012"],
    unless: ["UPL002", "UPL003"],
    sites: (tree) =>
      resourcesOf(tree, ...bucketTypes)
        .filter(({ id }) =>
          statementsOf(tree).some(({ statement }) => allows(statement, put3) && namesIn(statement["Resource"]).has(id)),
        )
        .map(({ id }) => ({
          name: id,
          subjects: [],
          apply: (copy) => {
            copy.Resources["MutantKey"] = {
              Type: "AWS::KMS::Key",
              DeletionPolicy: "Retain",
              UpdateReplacePolicy: "Retain",
              Properties: {
                KeyPolicy: {
                  Version: "2012-10-17",
                  Statement: [
                    {
                      Effect: "Allow",
                      Principal: { AWS: { "Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/keeper" } },
                      Action: "kms:*",
                      Resource: "*",
                    },
                  ],
                },
              },
            };
            put(copy.Resources[id] ?? {}, ["Properties", "BucketEncryption"], {
              ServerSideEncryptionConfiguration: [
                {
                  ServerSideEncryptionByDefault: {
                    SSEAlgorithm: "aws:kms",
                    KMSMasterKeyID: { "Fn::GetAtt": ["MutantKey", "Arn"] },
                  },
                },
              ],
            });
          },
        })),
  },
];
