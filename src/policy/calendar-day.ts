/** What to say of a text that is no day. */
export function notADay(text: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(text)
    ? `until names ${text}, a day that does not exist`
    : `until takes a day as YYYY-MM-DD, not ${text}`;
}

/** Whether the text is a day that exists, as `YYYY-MM-DD`. */
export function isCalendarDay(text: string): boolean {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  // `2026-02-30` parses in some engines as a day in March.
  return date !== undefined && !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text;
}
