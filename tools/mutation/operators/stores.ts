/** Defects of what holds data: databases, tables, volumes, buckets, and what deletes them. */
import type { Operator } from "../operator.ts";
import {
  at,
  drop,
  isMap,
  type JsonMap,
  listOf,
  namesIn,
  put,
  resourcesOf,
  type TemplateTree,
} from "../template-tree.ts";
import { atType } from "./at-type.ts";

const instance = ["AWS::RDS::DBInstance"];
const cluster = ["AWS::RDS::DBCluster"];
const tables = ["AWS::DynamoDB::Table"];
const isAlone = (p: JsonMap): boolean =>
  p["DBClusterIdentifier"] === undefined && p["SourceDBInstanceIdentifier"] === undefined;
const isAurora = (p: JsonMap): boolean => String(p["Engine"]).startsWith("aurora");
const members = (tree: TemplateTree, id: string): readonly string[] =>
  resourcesOf(tree, ...instance)
    .filter(({ properties }) => namesIn(properties["DBClusterIdentifier"]).has(id))
    .map((one) => one.id);

/** Attributes of resources stand beside their properties. */
const kept = [
  "AWS::RDS::DBInstance",
  "AWS::RDS::DBCluster",
  "AWS::DynamoDB::Table",
  "AWS::S3::Bucket",
  "AWS::EFS::FileSystem",
  "AWS::KMS::Key",
];
const isKept = (p: JsonMap, tree: TemplateTree, id: string): boolean =>
  ["Retain", "Snapshot"].includes(String(tree.Resources[id]?.["DeletionPolicy"])) &&
  p["DBClusterIdentifier"] === undefined &&
  p["DeletionProtection"] !== true &&
  p["DeletionProtectionEnabled"] !== true;
/** A bucket that is replaced must be empty, or the old one stays. */
const isReplaced = (p: JsonMap, tree: TemplateTree, id: string): boolean =>
  isKept(p, tree, id) &&
  tree.Resources[id]?.["Type"] !== "AWS::S3::Bucket" &&
  tree.Resources[id]?.["UpdateReplacePolicy"] !== undefined;

export const storeOperators: readonly Operator[] = [
  {
    name: "the database has no standby",
    rules: ["MAZ009"],
    sites: atType(
      instance,
      (p) => put(p, ["MultiAZ"], false),
      (p) => isAlone(p) && p["MultiAZ"] === true,
    ),
  },
  {
    name: "nothing is said about a standby",
    rules: ["MAZ009"],
    sites: atType(
      instance,
      (p) => drop(p, "MultiAZ"),
      (p) => isAlone(p) && p["MultiAZ"] === true,
    ),
  },
  {
    name: "the database is public",
    rules: ["USR004"],
    sites: atType(instance, (p) => put(p, ["PubliclyAccessible"], true)),
  },
  {
    name: "the database is not encrypted",
    rules: ["USR008"],
    sites: atType(
      [...instance, ...cluster],
      (p) => put(p, ["StorageEncrypted"], false),
      (p) => isAlone(p),
    ),
  },
  {
    name: "nothing is said about encryption",
    rules: ["USR008"],
    sites: atType(
      instance,
      (p) => drop(p, "StorageEncrypted"),
      (p) => isAlone(p) && p["StorageEncrypted"] === true,
    ),
  },
  {
    name: "there are no backups",
    rules: ["USR009"],
    sites: atType([...instance, ...cluster], (p) => put(p, ["BackupRetentionPeriod"], 0), isAlone),
  },
  {
    name: "backups are kept for two days",
    rules: ["USR009"],
    sites: atType([...instance, ...cluster], (p) => put(p, ["BackupRetentionPeriod"], 2), isAlone),
  },
  {
    name: "the password is written down",
    rules: ["USR007"],
    sites: atType(
      [...instance, ...cluster],
      (p) => {
        drop(p, "ManageMasterUserPassword");
        drop(p, "MasterUserSecret");
        put(p, ["MasterUserPassword"], "correct-horse-battery");
      },
      (p) => isAlone(p) && isSecret(p),
    ),
  },
  {
    name: "the password is a parameter's default",
    rules: ["USR007"],
    sites: atType(
      [...instance, ...cluster],
      (p, tree) => {
        drop(p, "ManageMasterUserPassword");
        put(p, ["MasterUserPassword"], { Ref: "MutantPassword" });
        put(tree, ["Parameters", "MutantPassword"], { Type: "String", NoEcho: true, Default: "correct-horse-battery" });
      },
      (p) => isAlone(p) && isSecret(p),
    ),
  },
  {
    name: "the password is a parameter that everybody can read",
    rules: ["USR007"],
    sites: atType(
      [...instance, ...cluster],
      (p, tree) => {
        drop(p, "ManageMasterUserPassword");
        put(p, ["MasterUserPassword"], { Ref: "MutantPassword" });
        put(tree, ["Parameters", "MutantPassword"], { Type: "String" });
      },
      (p) => isAlone(p) && isSecret(p),
    ),
  },
  {
    name: "the database may be deleted",
    rules: ["USR013"],
    sites: atType(
      [...instance, ...cluster],
      (p) => put(p, ["DeletionProtection"], false),
      (p) => p["DeletionProtection"] === true,
    ),
  },
  {
    name: "the database's storage does not grow",
    rules: ["TRF006"],
    sites: atType(
      instance,
      (p) => drop(p, "MaxAllocatedStorage"),
      (p) => p["MaxAllocatedStorage"] !== undefined,
    ),
  },
  {
    name: "the cluster has one instance",
    rules: ["MAZ010"],
    sites: (tree) =>
      resourcesOf(tree, ...cluster)
        .filter(({ id, properties }) => isAurora(properties) && members(tree, id).length === 2)
        .map(({ id }) => ({
          name: id,
          subjects: [id],
          apply: (copy) => {
            delete copy.Resources[members(copy, id)[1] ?? ""];
          },
        })),
  },
  {
    name: "all instances of the cluster stand in one zone",
    rules: ["MAZ010"],
    sites: (tree) =>
      resourcesOf(tree, ...cluster)
        .filter(({ id, properties }) => isAurora(properties) && members(tree, id).length >= 2)
        .map(({ id }) => ({
          name: id,
          subjects: [id],
          apply: (copy) => {
            for (const member of members(copy, id))
              put(copy.Resources[member] ?? {}, ["Properties", "AvailabilityZone"], {
                "Fn::Select": [0, { "Fn::GetAZs": "" }],
              });
          },
        })),
  },
  {
    name: "what holds data goes with its stack",
    rules: ["FLT003"],
    sites: atType(kept, (_p, _tree, resource) => put(resource, ["DeletionPolicy"], "Delete"), isKept),
  },
  {
    name: "what holds data goes when it is replaced",
    rules: ["FLT004"],
    sites: atType(kept, (_p, _tree, resource) => drop(resource, "UpdateReplacePolicy"), isReplaced),
  },
  {
    name: "items cannot be brought back",
    rules: ["MET020"],
    sites: atType(
      tables,
      (p) => drop(p, "PointInTimeRecoverySpecification"),
      (p) => at(p, "PointInTimeRecoverySpecification", "PointInTimeRecoveryEnabled") === true,
    ),
  },
  {
    name: "recovery is switched off",
    rules: ["MET020"],
    sites: atType(
      tables,
      (p) => put(p, ["PointInTimeRecoverySpecification", "PointInTimeRecoveryEnabled"], false),
      (p) => at(p, "PointInTimeRecoverySpecification", "PointInTimeRecoveryEnabled") === true,
    ),
  },
  {
    name: "the table's capacity is fixed",
    rules: ["MET021"],
    sites: atType(
      tables,
      (p) => {
        put(p, ["BillingMode"], "PROVISIONED");
        put(p, ["ProvisionedThroughput"], { ReadCapacityUnits: 5, WriteCapacityUnits: 5 });
      },
      (p) => p["BillingMode"] === "PAY_PER_REQUEST",
    ),
  },
  {
    name: "the function is not told the table's name",
    rules: ["MET014"],
    unless: ["MET013"],
    also: ["MET013"],
    sites: (tree) =>
      resourcesOf(tree, "AWS::Lambda::Function").flatMap(({ id, properties }) =>
        Object.entries(
          isMap(at(properties, "Environment", "Variables"))
            ? (at(properties, "Environment", "Variables") as JsonMap)
            : {},
        )
          .filter(([, value]) =>
            [...namesIn(value)].some((name) => tables.includes(String(tree.Resources[name]?.["Type"]))),
          )
          .map(([name, value]) => ({
            name: `${id} ${name}`,
            subjects: [id, ...namesIn(value)],
            apply: (copy: TemplateTree) =>
              drop(copy.Resources[id] ?? {}, "Properties", "Environment", "Variables", name),
          })),
      ),
  },
  { name: "volumes are not encrypted", rules: ["TMP006"], sites: volumeSites((ebs) => put(ebs, ["Encrypted"], false)) },
  {
    name: "volumes stay when instances go",
    rules: ["TMP002"],
    sites: volumeSites((ebs) => put(ebs, ["DeleteOnTermination"], false)),
  },
  {
    name: "old metadata service",
    rules: ["SEC010"],
    sites: atType(
      ["AWS::EC2::LaunchTemplate"],
      (p) => put(p, ["LaunchTemplateData", "MetadataOptions", "HttpTokens"], "optional"),
      (p) => at(p, "LaunchTemplateData", "MetadataOptions") !== undefined,
      (id, tree) => [
        id,
        ...resourcesOf(tree, "AWS::AutoScaling::AutoScalingGroup", "AWS::EC2::Instance").map((one) => one.id),
      ],
    ),
  },
  {
    name: "a database runs on the instance",
    rules: ["USR002"],
    sites: scriptSites("dnf install -y mariadb105-server && systemctl enable --now mariadb"),
  },
  {
    name: "a volume holds what users upload",
    rules: ["TMP001"],
    also: ["UPL004"],
    sites: (tree) =>
      scriptSites("mkfs -t xfs /dev/sdf && mkdir -p /var/www/uploads && mount /dev/sdf /var/www/uploads")(tree).map(
        (site) => ({
          ...site,
          apply: (copy) => {
            site.apply(copy);
            const path = copy.Resources[site.name]?.["Type"] === "AWS::EC2::Instance" ? [] : ["LaunchTemplateData"];
            const mappings = listOf(at(copy.Resources[site.name], "Properties", ...path, "BlockDeviceMappings"));
            put(
              copy.Resources[site.name] ?? {},
              ["Properties", ...path, "BlockDeviceMappings"],
              [
                ...mappings,
                { DeviceName: "/dev/sdf", Ebs: { VolumeSize: 100, Encrypted: true, DeleteOnTermination: true } },
              ],
            );
          },
        }),
      ),
  },
  {
    name: "uploads are kept in a folder of the instance",
    rules: ["UPL004"],
    sites: (tree) =>
      resourcesOf(tree, "AWS::S3::Bucket").length > 0
        ? []
        : scriptSites("mkdir -p /var/www/html/uploads && chown apache /var/www/html/uploads")(tree),
  },
  {
    name: "a secret stands in the user data",
    rules: ["SEC012"],
    also: ["SEC007", "TMP007"],
    sites: scriptSites(
      "export AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzzzQXkey9 AWS_ACCESS_KEY_ID=AKIAZ7QJ4WNPX3KTVB2M",
    ),
  },
  {
    name: "a secret stands in the environment",
    rules: ["SEC007"],
    sites: atType(
      ["AWS::Lambda::Function"],
      (p) => put(p, ["Environment", "Variables", "API_SECRET_KEY"], "q7Zx2Vb9Lm4Tn8Rk1Wp6Ys3Hd5Jf0Gc"),
      (p) => !String(p["Handler"]).includes("cfnresponse"),
    ),
  },
];

/** Block devices of launch templates that say what is to become wrong. */
function volumeSites(change: (ebs: JsonMap) => void): Operator["sites"] {
  return (tree) =>
    resourcesOf(tree, "AWS::EC2::LaunchTemplate").flatMap(({ id, properties }) =>
      listOf(at(properties, "LaunchTemplateData", "BlockDeviceMappings")).flatMap((mapping, i) =>
        at(mapping, "Ebs", "Encrypted") === undefined
          ? []
          : [
              {
                name: `${id} ${i}`,
                subjects: [id],
                apply: (copy: TemplateTree) => {
                  const ebs = at(
                    copy.Resources[id],
                    "Properties",
                    "LaunchTemplateData",
                    "BlockDeviceMappings",
                    i,
                    "Ebs",
                  );
                  if (isMap(ebs)) change(ebs);
                },
              },
            ],
      ),
    );
}

/** Whether the password is kept by AWS: by the database's own secret, or by one that the template refers to. */
const isSecret = (properties: JsonMap): boolean =>
  properties["ManageMasterUserPassword"] === true ||
  JSON.stringify(properties["MasterUserPassword"] ?? "").includes("{{resolve:secretsmanager:");

/** User data that is a text, at the end of which a line can be put. */
function scriptSites(line: string): Operator["sites"] {
  return (tree) =>
    resourcesOf(tree, "AWS::EC2::LaunchTemplate", "AWS::EC2::Instance").flatMap(({ id, properties }) => {
      const path = properties["UserData"] === undefined ? ["LaunchTemplateData", "UserData"] : ["UserData"];
      const encoded = at(properties, ...path, "Fn::Base64");
      const text = typeof encoded === "string" ? encoded : at(encoded, "Fn::Sub");
      if (typeof text !== "string" && !Array.isArray(at(encoded, "Fn::Join", 1))) return [];
      const groups = resourcesOf(tree, "AWS::AutoScaling::AutoScalingGroup")
        .filter((one) => namesIn(one.properties).has(id))
        .map((one) => one.id);
      return [
        {
          name: id,
          subjects: [id, ...groups],
          apply: (copy: TemplateTree) => {
            const value = at(copy.Resources[id], "Properties", ...path);
            const parts = at(value, "Fn::Base64", "Fn::Join", 1);
            const last = typeof encoded === "string" ? ["Fn::Base64"] : ["Fn::Base64", "Fn::Sub"];
            if (Array.isArray(parts)) parts.push(`\n${line}\n`);
            else if (isMap(value)) put(value, last, `${String(text)}\n${line}\n`);
          },
        },
      ];
    });
}
