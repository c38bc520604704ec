import {element, fragment} from "./element.js";
import {sharedPath, sourceLink} from "./quality-tables.js";
import type {SourceRow} from "./quality-tables.js";
import {sharedFolder} from "./run-names.js";
import {table} from "./table.js";

const declareLines = "declare its lines, as below";
const declareColumns = "declare its columns, as below";

/** What to do with a file that looks like this; the guesses are those of loaders/formats/guess.ts. */
export const remedies: Readonly<Record<string, string>> = {
  "git-lfs pointer": "fetch it: git lfs pull",
  gzip: "unpack it",
  "tar archive": "unpack it",
  zip: "unpack it",
  "UTF-16 text": "convert it to UTF-8",
  "SQLite database": "export its tables as CSV",
  "SQLite write-ahead log": "checkpoint its database",
  "text with NUL bytes": declareLines,
  binary: "export it as text, or leave it out",
  "blank text": "leave it out",
  "MLPerf text without events": "log with :::MLLOG, or declare its lines",
  "Visual Studio test results": "export them as JUnit XML",
  "JaCoCo coverage": "export it as Cobertura XML",
  "Clover coverage": "export it as Cobertura XML",
  "Checkstyle report": "export it as SARIF",
  "SPDX bill of materials": "export it as SPDX JSON",
  XML: "export it as JSON or CSV",
  "JSON document": declareColumns,
  NDJSON: declareColumns,
  CSV: declareColumns,
  "key: value text": "leave it out, or declare its lines",
  "profiler output": "export its report as CSV",
  "benchmark report": "let it write CSV, JSON or NDJSON",
  text: declareLines
};

function remedy({guess}: SourceRow): string {
  return guess === null ? "leave it out" : (remedies[guess] ?? "export it as text, or leave it out");
}

/** How a format is declared, for text that nothing here knows. */
function declaring(): DocumentFragment {
  return fragment(
    element(
      "p",
      null,
      "Numbers that stand behind names can be declared: this prints a declaration for the most frequent line, ready to paste into ",
      element("code", null, "observablehq.config.ts"),
      "."
    ),
    element("pre", {class: "name"}, element("code", null, "npx colophon ingest FOLDER"))
  );
}

/** Files in no known format: what they look like, why they are not read, and what to do. */
export function unrecognisedTable(unknown: readonly SourceRow[]): DocumentFragment {
  const folder = sharedFolder(unknown.map(({path}) => path));
  const rows = unknown.map((row) => ({...row, remedy: remedy(row)}));
  const list = table(rows, {
    caption: "Files not recognised",
    columns: [
      {key: "path", label: "file", width: "18rem", render: (row) => sourceLink(row, folder)},
      {key: "guess", label: "looks like", evidence: null, width: "9rem", reason: "nothing known"},
      {key: "note", label: "why", evidence: null, kind: "text", width: "18rem"},
      {key: "remedy", label: "what to do", evidence: null, width: "12rem"},
      {key: "bytes", label: "size", kind: "number", format: "bytes", sort: "descending"}
    ],
    filter: rows.length > 8,
    limit: 15,
    wide: true
  });
  const declarable = rows.some((row) => row.remedy.includes("declare"));
  return fragment(sharedPath(unknown), list, declarable ? declaring() : null);
}
