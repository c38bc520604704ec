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

/** What the machine refuses, by the code of node:fs: found, and what to do. */
const refusals: Record<string, [found: string, remedy: string]> = {
  EACCES: ["no permission", "change its permissions, or choose another place"],
  EPERM: ["no permission", "change its permissions, or choose another place"],
  EROFS: ["a read-only file system", "choose another place"],
  ENOSPC: ["a full disk", "free some space"],
  EDQUOT: ["a full quota", "free some space"],
  EFBIG: ["a file that is too large for it", "choose another place"],
  ENAMETOOLONG: ["a name that is too long", "shorten it"],
  ENOTDIR: ["a file where a folder must be", "choose another place"],
  EISDIR: ["a folder where a file must be", "choose another name"],
  ERR_FS_EISDIR: ["a folder where a file must be", "choose another name"],
  EEXIST: ["a file of that name", "choose another name"],
  ENOTEMPTY: ["a folder that is not empty", "choose another name"],
  ELOOP: ["links that lead in a circle", "correct them"],
  EMFILE: ["too many open files", "close some, or raise the limit (ulimit -n)"],
  ENFILE: ["too many open files", "close some, or raise the limit (ulimit -n)"],
  EIO: ["a failing disk", "copy what can be read elsewhere"],
  EBUSY: ["a file in use", "close what uses it"],
  ETXTBSY: ["a file in use", "close what uses it"]
};

/** An error of node:fs as a Failure where the machine refused, which is no bug; null for every other error. */
export function refusal(error: unknown): Failure | null {
  if (!isFileError(error)) return null;
  const [found, remedy] = refusals[String(error.code)] ?? [];
  if (!found) return null;
  const deed = error.syscall ? ` to ${error.syscall}` : "";
  const place = error.path ?? "a file";
  return new Failure("unreadable", `expected${deed} ${place}, found ${found} (${error.code}): ${remedy}`);
}
