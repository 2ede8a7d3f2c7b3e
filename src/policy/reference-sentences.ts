/**
 * The sentences that describe the three systems, by the ids that rules name as their source.
 *
 * docs/reference.md says the same, with what stands around them; a test holds the two together.
 */
export const referenceSentences: ReadonlyMap<string, string> = new Map([
  ["W1", "Visitors reach a web application that runs on EC2."],
  ["W2", "Files that users upload (photos, videos, screenshots) are kept in S3, for good, and can be read back."],
  ["W3", "What must be remembered about a user, registration included, is kept in RDS."],
  ["W4", "EBS holds only the instance's temporary files and its configuration."],
  ["P1", "A user sends a new photo."],
  ["P2", "The image is stored in S3."],
  ["P3", "The upload itself triggers a Lambda function."],
  ["P4", "The function processes the image: it validates it and records the event."],
  [
    "P5",
    "The image's details, such as file name and date of upload, are stored in DynamoDB, where they can be queried.",
  ],
  ["S1", "Traffic varies, and the shop follows it up and down."],
  ["S2", "It stays up when something fails."],
  ["S3", "Every tier scales."],
  ["S4", "It is secure."],
  ["S5", "It is organised: one sees what belongs to what."],
]);
