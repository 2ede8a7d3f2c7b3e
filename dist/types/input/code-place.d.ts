/**
 * Where a program that writes templates made a resource.
 */
/** Lines and columns are 1-based. */
export interface CodePlace {
    readonly file: string;
    readonly line: number;
    readonly column: number;
}
export interface CodePlaces {
    /** @param constructPath as `Shop/Uploads/Resource`; undefined where no line of the project is known to have made it. */
    placeOf(constructPath: string): CodePlace | undefined;
}
