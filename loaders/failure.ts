/** Exit codes of the command line (design.md §9). Counts are never exit codes. */
export const exitCodes = {good: 0, failed: 1, usage: 2, unreadable: 3, bug: 4} as const;
export type ExitReason = keyof typeof exitCodes;

/** An error meant for the person at the keyboard: shown without a stack, ends the command with its exit code. */
export class Failure extends Error {
  readonly reason: ExitReason;
  /** For `--json`: one entry per thing that failed. */
  readonly details: string[];

  constructor(reason: ExitReason, message: string, details: string[] = []) {
    super(message);
    this.name = "Failure";
    this.reason = reason;
    this.details = details;
  }
}

/** True for errors of node:fs: any of them, or those with one of the codes (such as ENOENT). */
export function isFileError(error: unknown, ...codes: string[]): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error && (codes.length === 0 || codes.includes(String(error.code)));
}
