/**
 * Where something stands in a file.
 *
 * Lines and columns are 1-based; columns count UTF-16 code units, as editors and SARIF do. `end` is exclusive.
 */
export interface Position {
    readonly line: number;
    readonly column: number;
}
export interface Span {
    /** Path of the file as it was given to Stackplumb, with forward slashes. */
    readonly file: string;
    readonly start: Position;
    readonly end: Position;
}
