/**
 * Which S3 actions work on objects, and which on buckets or on the account.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html (read November 2026)
 *
 * An action on objects needs a resource that names objects (`arn:aws:s3:::bucket/*`); one that names the bucket alone
 * grants nothing. https://docs.aws.amazon.com/AmazonS3/latest/userguide/security_iam_service-with-iam.html
 */
import { globMatches } from "./glob.ts";

const objectActions: readonly string[] = [
  ...[
    "GetObject",
    "PutObject",
    "DeleteObject",
    "AbortMultipartUpload",
    "BypassGovernanceRetention",
    "DeleteObjectTagging",
  ],
  ...["DeleteObjectVersion", "DeleteObjectVersionTagging", "GetObjectAcl", "GetObjectAttributes", "GetObjectLegalHold"],
  ...["GetObjectRetention", "GetObjectTagging", "GetObjectTorrent", "GetObjectVersion", "GetObjectVersionAcl"],
  ...[
    "GetObjectVersionAttributes",
    "GetObjectVersionForReplication",
    "GetObjectVersionTagging",
    "GetObjectVersionTorrent",
  ],
  ...["InitiateReplication", "ListMultipartUploadParts", "ObjectOwnerOverrideToBucketOwner", "PutObjectAcl"],
  ...["PutObjectLegalHold", "PutObjectRetention", "PutObjectTagging", "PutObjectVersionAcl", "PutObjectVersionTagging"],
  ...["ReplicateDelete", "ReplicateObject", "ReplicateTags", "RestoreObject", "UpdateObjectEncryption"],
];

const otherActions: readonly string[] = [
  ...[
    "AssociateAccessGrantsIdentityCenter",
    "CreateAccessGrant",
    "CreateAccessGrantsInstance",
    "CreateAccessGrantsLocation",
  ],
  ...[
    "CreateAccessPoint",
    "CreateAccessPointForObjectLambda",
    "CreateBucket",
    "CreateBucketMetadataTableConfiguration",
  ],
  ...[
    "CreateJob",
    "CreateMultiRegionAccessPoint",
    "CreateStorageLensGroup",
    "DeleteAccessGrant",
    "DeleteAccessGrantsInstance",
  ],
  ...["DeleteAccessGrantsInstanceResourcePolicy", "DeleteAccessGrantsLocation", "DeleteAccessPoint"],
  ...[
    "DeleteAccessPointForObjectLambda",
    "DeleteAccessPointPolicy",
    "DeleteAccessPointPolicyForObjectLambda",
    "DeleteBucket",
  ],
  ...[
    "DeleteBucketMetadataTableConfiguration",
    "DeleteBucketOwnershipControls",
    "DeleteBucketPolicy",
    "DeleteBucketWebsite",
  ],
  ...["DeleteJobTagging", "DeleteMultiRegionAccessPoint", "DeleteStorageLensConfiguration"],
  ...[
    "DeleteStorageLensConfigurationTagging",
    "DeleteStorageLensGroup",
    "DescribeJob",
    "DescribeMultiRegionAccessPointOperation",
  ],
  ...[
    "DissociateAccessGrantsIdentityCenter",
    "GetAccelerateConfiguration",
    "GetAccessGrant",
    "GetAccessGrantsInstance",
  ],
  ...[
    "GetAccessGrantsInstanceForPrefix",
    "GetAccessGrantsInstanceResourcePolicy",
    "GetAccessGrantsLocation",
    "GetAccessPoint",
  ],
  ...["GetAccessPointConfigurationForObjectLambda", "GetAccessPointForObjectLambda", "GetAccessPointPolicy"],
  ...["GetAccessPointPolicyForObjectLambda", "GetAccessPointPolicyStatus", "GetAccessPointPolicyStatusForObjectLambda"],
  ...["GetAccountPublicAccessBlock", "GetAnalyticsConfiguration", "GetBucketAbac", "GetBucketAcl", "GetBucketCORS"],
  ...["GetBucketLocation", "GetBucketLogging", "GetBucketMetadataTableConfiguration", "GetBucketNotification"],
  ...["GetBucketObjectLockConfiguration", "GetBucketOwnershipControls", "GetBucketPolicy", "GetBucketPolicyStatus"],
  ...[
    "GetBucketPublicAccessBlock",
    "GetBucketRequestPayment",
    "GetBucketTagging",
    "GetBucketVersioning",
    "GetBucketWebsite",
  ],
  ...["GetDataAccess", "GetEncryptionConfiguration", "GetIntelligentTieringConfiguration", "GetInventoryConfiguration"],
  ...["GetJobTagging", "GetLifecycleConfiguration", "GetMetricsConfiguration", "GetMultiRegionAccessPoint"],
  ...["GetMultiRegionAccessPointPolicy", "GetMultiRegionAccessPointPolicyStatus", "GetMultiRegionAccessPointRoutes"],
  ...["GetReplicationConfiguration", "GetStorageLensConfiguration", "GetStorageLensConfigurationTagging"],
  ...["GetStorageLensDashboard", "GetStorageLensGroup", "ListAccessGrants", "ListAccessGrantsInstances"],
  ...[
    "ListAccessGrantsLocations",
    "ListAccessPoints",
    "ListAccessPointsForObjectLambda",
    "ListAllMyBuckets",
    "ListBucket",
  ],
  ...[
    "ListBucketMultipartUploads",
    "ListBucketVersions",
    "ListCallerAccessGrants",
    "ListJobs",
    "ListMultiRegionAccessPoints",
  ],
  ...["ListStorageLensConfigurations", "ListStorageLensGroups", "ListTagsForResource", "PauseReplication"],
  ...[
    "PutAccelerateConfiguration",
    "PutAccessGrantsInstanceResourcePolicy",
    "PutAccessPointConfigurationForObjectLambda",
  ],
  ...["PutAccessPointPolicy", "PutAccessPointPolicyForObjectLambda", "PutAccessPointPublicAccessBlock"],
  ...["PutAccountPublicAccessBlock", "PutAnalyticsConfiguration", "PutBucketAbac", "PutBucketAcl", "PutBucketCORS"],
  ...["PutBucketLogging", "PutBucketNotification", "PutBucketObjectLockConfiguration", "PutBucketOwnershipControls"],
  ...[
    "PutBucketPolicy",
    "PutBucketPublicAccessBlock",
    "PutBucketRequestPayment",
    "PutBucketTagging",
    "PutBucketVersioning",
  ],
  ...[
    "PutBucketWebsite",
    "PutEncryptionConfiguration",
    "PutIntelligentTieringConfiguration",
    "PutInventoryConfiguration",
  ],
  ...["PutJobTagging", "PutLifecycleConfiguration", "PutMetricsConfiguration", "PutMultiRegionAccessPointPolicy"],
  ...["PutReplicationConfiguration", "PutStorageLensConfiguration", "PutStorageLensConfigurationTagging"],
  ...["SubmitMultiRegionAccessPointRoutes", "TagResource", "UntagResource", "UpdateAccessGrantsLocation"],
  ...["UpdateBucketMetadataInventoryTableConfiguration", "UpdateBucketMetadataJournalTableConfiguration"],
  ...["UpdateJobPriority", "UpdateJobStatus", "UpdateStorageLensGroup"],
];

const objects: ReadonlySet<string> = new Set(objectActions.map((name) => `s3:${name}`.toLowerCase()));
const others: ReadonlySet<string> = new Set(otherActions.map((name) => `s3:${name}`.toLowerCase()));

/** Every S3 action on objects: `s3:GetObject`, `s3:PutObject`, ... */
export const s3ObjectActions: readonly string[] = objectActions.map((name) => `s3:${name}`);

/** Whether this action works on objects; wildcards are not allowed here. */
export function isObjectAction(action: string): boolean {
  return objects.has(action.toLowerCase());
}

/** Whether all the actions that a pattern of a policy matches work on objects: `s3:GetObject*` does, `s3:Get*` does not. */
export function isObjectOnly(pattern: string): boolean {
  const text = pattern.toLowerCase();
  if (!text.startsWith("s3:")) return false;
  if (!/[*?]/.test(text)) return objects.has(text);
  return [...objects].some((name) => globMatches(text, name)) && ![...others].some((name) => globMatches(text, name));
}
