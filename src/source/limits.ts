/**
 * How much of a file is read. Templates are hostile input: what is beyond these limits is an error with a position.
 */

/**
 * Collections inside collections, as they are written. CloudFormation itself refuses far less deep templates; the
 * deepest of some two thousand real ones has 30 levels. A short tag adds one more level of nodes, so that trees have at
 * most twice this depth.
 */
export const maximalDepth = 250;

/** Nodes that aliases and merge keys of one YAML file may stand for, all together. */
export const maximalAliasedNodes = 100_000;

/** How often one YAML file is parsed again after its white space was repaired. */
export const maximalRepairs = 40;
