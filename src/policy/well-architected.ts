/**
 * Best practices of the AWS Well-Architected Framework, by the ids that rules refer to.
 *
 * The ids outlive the pages: addresses and titles have moved before, so they stand here and nowhere else.
 * https://docs.aws.amazon.com/wellarchitected/latest/framework/the-pillars-of-the-framework.html
 */

export interface BestPractice {
  readonly id: string;
  readonly title: string;
  readonly url: string;
}

const titles: ReadonlyMap<string, string> = new Map([
  ["COST03-BP02", "Add organization information to cost and usage"],
  ["COST04-BP03", "Decommission resources"],
  ["COST04-BP05", "Enforce data retention policies"],
  ["COST09-BP03", "Supply resources dynamically"],
  ["OPS05-BP03", "Use configuration management systems"],
  ["OPS08-BP04", "Create actionable alerts"],
  ["PERF02-BP04", "Configure and right-size compute resources"],
  ["PERF02-BP05", "Scale your compute resources dynamically"],
  ["PERF03-BP01", "Use a purpose-built data store that best supports your data access and storage requirements"],
  ["PERF03-BP05", "Implement data access patterns that utilize caching"],
  ["PERF04-BP02", "Evaluate available networking features"],
  ["PERF04-BP04", "Use load balancing to distribute traffic across multiple resources"],
  ["REL02-BP01", "Use highly available network connectivity for your workload public endpoints"],
  ["REL02-BP03", "Ensure IP subnet allocation accounts for expansion and availability"],
  ["REL04-BP01", "Identify the kind of distributed systems you depend on"],
  ["REL04-BP02", "Implement loosely coupled dependencies"],
  ["REL04-BP03", "Do constant work"],
  ["REL04-BP04", "Make mutating operations idempotent"],
  ["REL05-BP01", "Implement graceful degradation to transform applicable hard dependencies into soft dependencies"],
  ["REL05-BP02", "Throttle requests"],
  ["REL05-BP03", "Control and limit retry calls"],
  ["REL05-BP04", "Fail fast and limit queues"],
  ["REL05-BP05", "Set client timeouts"],
  ["REL05-BP06", "Make systems stateless where possible"],
  ["REL06-BP01", "Monitor all components for the workload (Generation)"],
  ["REL06-BP03", "Send notifications (Real-time processing and alarming)"],
  ["REL07-BP01", "Use automation when obtaining or scaling resources"],
  ["REL07-BP02", "Obtain resources upon detection of impairment to a workload"],
  ["REL07-BP03", "Obtain resources upon detection that more resources are needed for a workload"],
  ["REL08-BP04", "Deploy using immutable infrastructure"],
  ["REL08-BP05", "Deploy changes with automation"],
  ["REL09-BP01", "Identify and back up all data that needs to be backed up, or reproduce the data from sources"],
  ["REL09-BP02", "Secure and encrypt backups"],
  ["REL09-BP03", "Perform data backup automatically"],
  ["REL10-BP01", "Deploy the workload to multiple locations"],
  ["REL10-BP02", "Automate recovery for components constrained to a single location"],
  ["REL10-BP03", "Use bulkhead architectures to limit scope of impact"],
  ["REL11-BP01", "Monitor all components of the workload to detect failures"],
  ["REL11-BP02", "Fail over to healthy resources"],
  ["REL11-BP03", "Automate healing on all layers"],
  ["REL11-BP05", "Use static stability to prevent bimodal behavior"],
  ["REL11-BP06", "Send notifications when events impact availability"],
  ["REL13-BP02", "Use defined recovery strategies to meet the recovery objectives"],
  ["SEC02-BP01", "Use strong sign-in mechanisms"],
  ["SEC02-BP02", "Use temporary credentials"],
  ["SEC02-BP03", "Store and use secrets securely"],
  ["SEC03-BP01", "Define access requirements"],
  ["SEC03-BP02", "Grant least privilege access"],
  ["SEC03-BP04", "Reduce permissions continuously"],
  ["SEC03-BP07", "Analyze public and cross-account access"],
  ["SEC04-BP01", "Configure service and application logging"],
  ["SEC04-BP02", "Capture logs, findings, and metrics in standardized locations"],
  ["SEC05-BP01", "Create network layers"],
  ["SEC05-BP02", "Control traffic flow within your network layers"],
  ["SEC05-BP03", "Implement inspection-based protection"],
  ["SEC05-BP04", "Automate network protection"],
  ["SEC06-BP01", "Perform vulnerability management"],
  ["SEC06-BP02", "Provision compute from hardened images"],
  ["SEC06-BP03", "Reduce manual management and interactive access"],
  ["SEC06-BP04", "Validate software integrity"],
  ["SEC08-BP01", "Implement secure key management"],
  ["SEC08-BP02", "Enforce encryption at rest"],
  ["SEC08-BP03", "Automate data at rest protection"],
  ["SEC08-BP04", "Enforce access control"],
  ["SEC09-BP01", "Implement secure key and certificate management"],
  ["SEC09-BP02", "Enforce encryption in transit"],
  ["SEC09-BP03", "Authenticate network communications"],
]);

/** The best practice of an id, or undefined where none here has it. */
export function bestPractice(id: string): BestPractice | undefined {
  const title = titles.get(id);
  if (title === undefined) return undefined;
  return { id, title, url: `https://docs.aws.amazon.com/wellarchitected/latest/framework/${id.toLowerCase()}.html` };
}

export const bestPracticeIds: readonly string[] = [...titles.keys()];
