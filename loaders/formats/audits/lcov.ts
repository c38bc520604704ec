import type {Line, LineStart, Source} from "../../files/source.ts";
import type {Place, Row} from "../../rows.ts";
import type {Format, Head} from "../format.ts";
import {resumedLines, startOf, type Resumption} from "../resumption.ts";
import {ignored, mendEncoding, parsed, pending, rejected, repair, settle} from "../unit-line.ts";
import {LcovRecord} from "./lcov-record.ts";

/** LCOV tracefiles: a record from its first line to end_of_record tells the coverage of one file. */
export const lcov: Format = {
  name: "lcov",
  title: "LCOV coverage",
  unit: "record",
  detect(_path: string, {lines}: Head): number {
    const filled = lines.map((line) => line.replace(/^\ufeff/, "").trim()).filter((line) => line !== "");
    if (!/^(TN|SF):/.test(filled[0] ?? "")) return 0;
    const known = filled.filter((line) => /^([A-Z]{2,4}:|end_of_record$)/.test(line)).length;
    return filled.some((line) => line.startsWith("SF:")) ? 0.95 * (known / filled.length) : 0;
  },
  *parse(source: Source, resumption?: Resumption): Iterable<Row> {
    const reader = new LcovReader(startOf(resumption));
    const place = (): LineStart => reader.told;
    for (const line of resumedLines(source, resumption, () => null, {place})) yield* reader.line(line);
    yield* reader.end();
  }
};

/** Gathers lines to records; what stands between records is of the next one. */
class LcovReader {
  /** The end of the last record told. */
  told: LineStart;
  #first: Line | null = null;
  #last: Line | null = null;
  #record = new LcovRecord();

  constructor(told: LineStart) {
    this.told = told;
  }

  *line(line: Line): Iterable<Row> {
    const {text, repairs} = mendEncoding(line);
    const told = text.trim();
    if (told.startsWith("SF:") && this.#record.file !== null) yield* this.#close(`found "SF:" on line ${line.at.line}`);
    this.#first ??= line;
    this.#last = line;
    this.#record.repairs.push(...repairs);
    const settled = settle(line);
    if (settled?.outcome === "rejected") this.#record.fault ??= `line ${line.at.line}: ${settled.reason}`;
    else if (told === "end_of_record") yield* this.#close(null, line.complete);
    else if (told !== "") this.#record.take(told, line.at.line ?? 0, line.complete);
  }

  *end(): Iterable<Row> {
    if (!this.#first) return;
    const at = this.#place();
    yield this.#record.empty ? ignored(at, "blank line") : pending(at);
  }

  *#close(instead: string | null, complete = true): Iterable<Row> {
    const at = this.#place();
    const record = this.#record;
    const text = this.#first!.text;
    this.#first = this.#last = null;
    this.#record = new LcovRecord();
    if (!complete && record.file === null) return yield pending(at);
    const missing = record.file === null ? 'expected "SF:" before end_of_record, found none' : null;
    const fault = instead ? `expected end_of_record before the next file, ${instead}` : (record.fault ?? missing);
    if (fault) return yield rejected(at, fault, text);
    yield parsed(at);
    for (const row of record.repairs) yield {...row, at};
    const {values, differing} = record.coverage();
    for (const {before, after} of differing) yield repair(at, "totals that differ from the lines", before, after);
    yield {table: "coverage", at, values};
  }

  #place(): Place {
    const {line, start} = this.#first!.at;
    const {line: last, end} = this.#last!.at;
    this.told = {unit: this.told.unit + 1, line: last!, end};
    return {unit: this.told.unit, line, start, end};
  }
}
