import type { SourceFile } from "./file.js";
import type { Span } from "./span.js";
export type DiagnosticSeverity = "error" | "warning" | "info";
/**
 * Trouble with the input: a file that cannot be read, a duplicate key, a parameter that does not exist.
 *
 * A diagnostic never judges an architecture; that is a finding. `code` is a stable kebab-case name
 * (`yaml-syntax`, `duplicate-key`), `message` says what is wrong and what to do about it.
 */
export interface Diagnostic {
    readonly code: string;
    readonly severity: DiagnosticSeverity;
    readonly message: string;
    readonly location: Span | null;
}
/** A diagnostic about the text from offset `start` to `end` (exclusive; default: one character). */
export declare function diagnosticAt(file: SourceFile, severity: DiagnosticSeverity, code: string, message: string, start: number, end?: number): Diagnostic;
