import type { Span } from "./span.js";
/**
 * One input file: its text, and the conversion of offsets to lines and columns.
 *
 * Positions are lazy: the table of lines is made on first use, when somebody asks for a span.
 */
export declare class SourceFile {
    #private;
    readonly path: string;
    readonly text: string;
    constructor(path: string, text: string);
    /** @param start offset of the first character; @param end offset after the last one. */
    span(start: number, end: number): Span;
}
