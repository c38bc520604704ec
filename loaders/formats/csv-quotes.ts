import {CsvError, parse} from "csv-parse/sync";

const quote = '"';

/** What a line does to the quoting of its record. */
export interface QuoteState {
  /** A quote is open at the end of the line: the cell goes on in the next one. */
  open: boolean;
  /** Text stands between a closing quote and the next delimiter. */
  malformed: boolean;
  /** The last cell is quoted and its quote is closed: nothing of it can be missing. */
  closed: boolean;
}

const plain: QuoteState = {open: false, malformed: false, closed: false};

/** Follows the quotes of one line. A quote opens at the start of a cell only; anywhere else in a bare cell it is text. */
export function scanQuotes(text: string, delimiter: string, open: boolean): QuoteState {
  if (!open && !text.includes(quote)) return plain;
  let malformed = false;
  let quoted = open;
  let i = 0;
  if (!open && text.startsWith(quote)) {
    open = quoted = true;
    i = 1;
  }
  for (;;) {
    if (open) {
      i = closingQuote(text, i);
      if (i < 0) return {open: true, malformed, closed: false};
      open = false;
      if (i < text.length && text[i] !== delimiter) malformed = true;
    }
    const next = text.indexOf(delimiter, i);
    if (next < 0) return {open: false, malformed, closed: quoted && i === text.length};
    i = next + 1;
    quoted = open = text[i] === quote;
    if (open) i += 1;
  }
}

/** Position behind the quote that closes the cell, -1 where the line has none. Two quotes are one quote in the text. */
function closingQuote(text: string, from: number): number {
  for (let i = text.indexOf(quote, from); i >= 0; i = text.indexOf(quote, i + 2))
    if (text[i + 1] !== quote) return i + 1;
  return -1;
}

/** The cells of each record, in order; for one that csv-parse does not take, its message. */
export function splitCells(records: string[], delimiter: string): (string[] | string)[] {
  try {
    const found = parseCells(records.join("\n"), delimiter);
    if (found.length === records.length) return found;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
  }
  return records.map((record) => splitOne(record, delimiter));
}

function splitOne(record: string, delimiter: string): string[] | string {
  try {
    const found = parseCells(record, delimiter);
    return found.length === 1 ? found[0]! : `expected one record, found ${found.length}`;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return error.message;
  }
}

function parseCells(text: string, delimiter: string): string[][] {
  return parse(text, {delimiter, record_delimiter: "\n", relax_column_count: true, relax_quotes: true});
}

const delimiters = [",", "\t", ";", "|"];
/** Rows below the header that `delimiterOf` looks at. */
export const sampledRows = 50;

/**
 * The delimiter of a header and the rows below it: the one that splits the header into most cells and four of five rows
 * into as many. Null where none does. Rows whose quotes span lines do not count.
 */
export function delimiterOf([header, ...rows]: string[]): string | null {
  let best: {delimiter: string; cells: number} | null = null;
  for (const delimiter of header === undefined ? [] : delimiters) {
    const [cells = 0] = cellCounts([header!], delimiter);
    if (cells < 2 || cells <= (best?.cells ?? 0)) continue;
    const counts = cellCounts(rows.slice(0, sampledRows), delimiter);
    if (counts.filter((found) => found === cells).length >= counts.length * 0.8) best = {delimiter, cells};
  }
  return best?.delimiter ?? null;
}

/** The one delimiter that a header holds, whatever stands below it; null where it holds none or several. */
export function soleDelimiter(header: string): string | null {
  const found = delimiters.filter((delimiter) => (cellCounts([header], delimiter)[0] ?? 0) > 1);
  return found.length === 1 ? found[0]! : null;
}

/** Number of cells of each record that stands on one line. */
function cellCounts(lines: string[], delimiter: string): number[] {
  return splitCells(recordsOnOneLine(lines, delimiter), delimiter).flatMap((cells) =>
    Array.isArray(cells) ? cells.length : []
  );
}

/** The lines that are a record each: neither leave a quote open nor stand in one. */
export function recordsOnOneLine(lines: string[], delimiter: string): string[] {
  let open = false;
  return lines.filter((line) => {
    const before = open;
    open = scanQuotes(line, delimiter, before).open;
    return !before && !open;
  });
}
