import {readFileSync, renameSync, rmSync, statSync, writeFileSync} from "node:fs";
import {join, resolve} from "node:path";
import type {Audit} from "../audit/index.ts";
import {Failure} from "../failure.ts";
import {packageRoot} from "../warehouse/package-root.ts";
import type {Verb} from "./verb.ts";

export const auditVerb: Verb = {
  name: "audit",
  summary: "audits a repository without running any of it: capabilities with evidence, reproducibility, stubs, lines",
  usage: "colophon audit REPO [--out FILE] [--at REVISION]",
  options: {
    out: {type: "string", value: "FILE", describe: "write the audit log there, which ingest reads (default stdout)"},
    at: {type: "string", value: "REVISION", describe: "the commit to audit (default HEAD)"}
  },
  operands: 1,
  async run(values, [repository], {out: print, progress, cwd}) {
    if (!repository)
      throw new Failure("usage", "colophon audit: expected a repository, tarball or folder, found nothing");
    const out = values.out === undefined ? null : resolve(cwd, String(values.out));
    if (out !== null && statSync(out, {throwIfNoEntry: false})?.isDirectory())
      throw new Failure(
        "usage",
        `expected --out to be a file, found a folder at ${String(values.out)}: choose another name`
      );
    const {auditLog, auditTree, openTree} = await import("../audit/index.ts");
    const tree = await openTree(resolve(cwd, repository), repository, values.at as string | undefined);
    const audit = await auditTree(tree, progress);
    const log = auditLog(audit, `colophon audit ${version()}`);
    if (out !== null) writeWhole(out, log);
    else if (!values.json) print(log);
    const {subject, commit, date, capabilities, checks, density, stubs} = audit;
    return {
      json: {
        subject,
        commit,
        date,
        tree: audit.tree,
        origin: tree.origin,
        capabilities,
        checks,
        stubs: {density, found: stubs}
      },
      text: [...describe(audit), ...tree.notes, ...(out === null ? [] : [`audit log in ${String(values.out)}`])].join(
        "\n"
      )
    };
  }
};

function version(): string {
  return (JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8")) as {version: string}).version;
}

function writeWhole(file: string, text: string): void {
  const partial = `${file}.partial`;
  try {
    writeFileSync(partial, text);
    renameSync(partial, file);
  } catch (error) {
    rmSync(partial, {force: true});
    throw error;
  }
}

/** The audit for people: counts, then a line for each capability and each check. */
function describe(audit: Audit): string[] {
  const {subject, commit, files, capabilities, checks, density, setAside, notRead} = audit;
  const [product, test] = density;
  const rows = (words: [string, string, string][]): string[] => {
    const widths = [0, 1].map((i) => Math.max(...words.map((word) => word[i]!.length)) + 2);
    return words.map(([a, b, c]) => `  ${a.padEnd(widths[0]!)}${b.padEnd(widths[1]!)}${plain(c)}`);
  };
  return [
    `${plain(subject ?? "a repository that does not name itself")} at ${commit?.slice(0, 12) ?? `tree ${audit.tree.slice(0, 12)}`}: ${files} files count`,
    ...setAside.map((row) => `  set aside: ${row.files} files, ${row.bytes} bytes: ${row.rule} (${row.because})`),
    ...notRead.map((row) => `  not read: ${row.files} files, ${row.bytes} bytes: ${row.rule} (${row.because})`),
    `stubs and placeholders: ${product!.stubs} in ${product!.code_lines} lines of code (${product!.per_1000 ?? "none"} in 1,000), ${test!.stubs} in ${test!.code_lines} lines of tests`,
    "capabilities:",
    ...rows(capabilities.map(({capability, status, reason}) => [capability, status, reason])),
    "reproducibility:",
    ...rows(checks.map(({item, verdict, reason}) => [item, verdict, reason]))
  ];
}

/** Text from a repository on one line of a terminal, cut to what people read. */
function plain(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}]+/gu, "�");
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
