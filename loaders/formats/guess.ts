import type {Head} from "./format.ts";
import {isLfsPointer} from "./unit-line.ts";
import {xmlRoot} from "./xml-root.ts";

interface Kind {
  guess: string;
  note: string;
  test: (head: Head) => boolean;
}

const filled = ({lines}: Head): string[] => lines.filter((line) => line.trim() !== "");
const begins =
  (...bytes: number[]) =>
  (head: Head) =>
    bytes.every((byte, i) => head.bytes[i] === byte);

/** XML that is known by its root but that no format reads. */
function xml(guess: string, root: RegExp, mark = /^/): Kind {
  const test = (head: Head): boolean => root.test(xmlRoot(head)?.name ?? "") && mark.test(head.text);
  return {guess, note: `${guess} in XML, which no format here reads`, test};
}

/** What an unrecognised file looks like, in the order of asking. */
const kinds: Kind[] = [
  {
    guess: "git-lfs pointer",
    note: "git-lfs left its pointer here: the file itself was never fetched (git lfs pull)",
    test: (head) => filled(head).length > 0 && filled(head).every(isLfsPointer)
  },
  {guess: "gzip", note: "compressed: unpack it first", test: begins(0x1f, 0x8b)},
  {
    guess: "tar archive",
    note: "an archive of files: unpack it first",
    test: ({bytes}) => new TextDecoder("latin1").decode(bytes.subarray(257, 262)) === "ustar"
  },
  {guess: "zip", note: "compressed: unpack it first", test: begins(0x50, 0x4b, 0x03, 0x04)},
  {
    guess: "UTF-16 text",
    note: "text in UTF-16: convert it to UTF-8",
    test: (head) => begins(0xff, 0xfe)(head) || begins(0xfe, 0xff)(head)
  },
  {
    guess: "SQLite database",
    note: "a database without MLflow's tables of runs",
    test: begins(...Buffer.from("SQLite format 3\0"))
  },
  {
    guess: "SQLite write-ahead log",
    note: "rows that the database beside it does not have yet: PRAGMA wal_checkpoint moves them there",
    test: (head) => begins(0x37, 0x7f, 0x06, 0x82)(head) || begins(0x37, 0x7f, 0x06, 0x83)(head)
  },
  {
    guess: "text with NUL bytes",
    note: "text in which a crash or a full disk left NUL bytes, without a line format that is known here",
    test: isTextWithNuls
  },
  {guess: "binary", note: "not text", test: ({bytes}) => bytes.includes(0)},
  {guess: "blank text", note: "nothing but white space", test: (head) => filled(head).length === 0},
  {
    guess: "MLPerf text without events",
    note: "MLPerf lines that carry neither :::MLL nor :::MLLOG: start, stop and status cannot be told from them",
    test: (head) => share(head, /^(?:\S+ )?(?:MLPerf: ?\S+ \[|:::MLPv0\.5)/) > 0.5
  },
  xml("Visual Studio test results", /^TestRun$/),
  xml("JaCoCo coverage", /^report$/, /<counter\b|<sessioninfo\b/),
  xml("Clover coverage", /^coverage$/, /clover=|<project\b/),
  xml("Checkstyle report", /^checkstyle$/),
  xml("SPDX bill of materials", /^(RDF|Document)$/, /spdx/i),
  {
    guess: "SPDX bill of materials",
    note: "SPDX as text: only JSON is read",
    test: ({text}) => /^\ufeff?SPDXVersion: /m.test(text.slice(0, 4096))
  },
  {guess: "XML", note: "XML of no known kind", test: ({text}) => /^\ufeff?\s*<(\?xml|[a-z][\w:.-]*[\s>])/i.test(text)},
  {guess: "JSON document", note: "one JSON document, not one object per line", test: isJsonDocument},
  {
    guess: "NDJSON",
    note: "one object per line, with no step, time, action or error that would tell what they are",
    test: (head) => filled(head)[0]?.trimStart().startsWith("{") ?? false
  },
  {guess: "CSV", note: "delimited text with a header", test: isDelimited},
  {
    guess: "key: value text",
    note: "settings, YAML or the like",
    test: (head) => share(head, /^\s*(#|- |[\w.-]+\s*[:=])/) > 0.8
  },
  {
    guess: "profiler output",
    note: "what a profiler prints while it runs, its progress bars included: export its report as CSV instead",
    test: ({text}) => /\.(?:nsys-rep|qdstrm|ncu-rep)\b|^==PROF==/m.test(text)
  },
  {
    guess: "benchmark report",
    note: "figures with units printed for people, several lines to a case: let the benchmark write CSV, JSON or NDJSON",
    test: ({text}) => (text.match(figure) ?? []).length >= 5
  },
  {guess: "text", note: "text without a line format that is known here", test: () => true}
];

/** "Mean latency: 0.0579 ms", "Throughput:  138.05 M samples/sec" */
const figure =
  /^[ \t]{0,40}[A-Za-z][\w .%()-]{2,40}:[ \t]{1,40}[\d.,]{1,40}[ \t]{0,8}(?:[nuµm]?s|[\w ]{1,40}\/s(?:ec)?|[KMGT]?i?B|x|%)[ \t]{0,40}\r?$/gm;

/** Plain words for a file that no format claims; bytes must not be empty. */
export function guessFormat(head: Head): {guess: string; note: string} {
  const {guess, note} = kinds.find(({test}) => test(head))!;
  return {guess, note};
}

/** One JSON text over several lines, or a single line of it. */
function isJsonDocument(head: Head): boolean {
  const lines = filled(head);
  const first = lines[0]!.replace("\ufeff", "").trim();
  if (first.startsWith("[")) return /^\[\s*($|[[{"\d-])/.test(first);
  return (
    first.startsWith("{") &&
    (lines.length === 1 || /^\{\s*("[^"]*"\s*:\s*[[{]?)?\s*$/.test(first) || !first.endsWith("}"))
  );
}

/** Mostly text: without its NUL bytes it is UTF-8 and has no other control characters but those of a terminal. */
function isTextWithNuls({bytes, text}: Head): boolean {
  const rest = text.replaceAll("\0", "");
  const odd = rest.match(/[\u0001-\u0006\u000e-\u001a\ufffd]/g) ?? [];
  return bytes.includes(0) && rest.includes("\n") && rest.length > text.length / 4 && odd.length <= rest.length / 200;
}

/** A header of short names and rows with as many cells. */
function isDelimited(head: Head): boolean {
  const [header, ...rows] = filled(head).filter((line) => !line.startsWith("#"));
  const separator = [",", "\t", ";"].find((mark) => header?.includes(mark));
  if (!header || !separator || rows.length === 0) return false;
  const names = header.split(separator);
  if (!names.every((name) => /^"?[\w .:%/()#@<>-]{0,80}"?$/.test(name)) || names.every((name) => /^[\d.]*$/.test(name)))
    return false;
  const sampled = rows.slice(0, 20);
  return sampled.filter((row) => row.split(separator).length >= names.length).length >= sampled.length * 0.8;
}

function share(head: Head, pattern: RegExp): number {
  const lines = filled(head);
  return lines.filter((line) => pattern.test(line)).length / Math.max(lines.length, 1);
}
