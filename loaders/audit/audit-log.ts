import type {Audit} from "./audit.ts";
import type {Pointer} from "./survey/evidence.ts";

/** The standard the audit's check items belong to. */
export const reproducibilityStandard = "Repository reproducibility";

/**
 * The audit as NDJSON. The first line says what was audited; commit and date stand in it alone, so that the same tree
 * gives the same other lines wherever it lay. No clock, host or path of a machine.
 */
export function auditLog(audit: Audit, tool: string): string {
  const {subject, commit, date, tree, files, bytes} = audit;
  const rows: object[] = [
    {type: "repository-audit", subject, commit, date, tree, tool, files, bytes},
    ...audit.setAside.map((row) => ({type: "set-aside", ...row})),
    ...audit.notRead.map((row) => ({type: "not-read", ...row})),
    ...audit.folders.map((row) => ({type: "folder", ...row})),
    ...audit.languages.map((row) => ({type: "language", ...row})),
    ...audit.density.map((row) => ({type: "stub-density", ...row})),
    ...audit.stubs.map(({path, line, rule, unfinished, text, digest}) => ({
      type: "stub",
      path,
      line,
      rule,
      unfinished,
      text,
      digest
    })),
    ...audit.capabilities.flatMap(({capability, status, reason, counts, pointers}) => [
      {type: "capability", capability, status, reason, ...counts, artifacts: artifactsOf(pointers)},
      ...pointers.map((pointer) => evidenceRow(`capability: ${capability}`, pointer))
    ]),
    ...audit.checks.flatMap(({item, verdict, reason, pointers}) => [
      {type: "check", standard: reproducibilityStandard, item, verdict, reason},
      ...pointers.map((pointer) => evidenceRow(`check: ${item}`, pointer))
    ])
  ];
  return rows.map((row) => `${JSON.stringify(row)}\n`).join("");
}

function artifactsOf(pointers: readonly Pointer[]): string[] {
  return [...new Set(pointers.filter(({kind}) => kind === "exists").map(({path}) => path))];
}

function evidenceRow(owner: string, {kind, path, line, digest, note}: Pointer): object {
  return {type: "evidence", owner, kind, path, line, digest, state: "found", note};
}
