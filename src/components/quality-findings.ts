import type {SourceRow} from "./quality-tables.js";

interface Finding {
  /** As the address keeps it. */
  name: string;
  words: string;
  /** The same in few words, for a row; left out where the words are few. */
  short?: string;
  is: (source: SourceRow) => boolean;
}

/** What may be found in a file, in the order of its sections on the page. */
export const findings: readonly Finding[] = [
  {name: "rejected", words: "rejected units", is: ({units_rejected}) => units_rejected > 0},
  {name: "unrecognised", words: "not recognised", is: ({format, same_as}) => !format && !same_as},
  {name: "pending", words: "still being written", is: ({units_pending}) => units_pending > 0},
  {name: "mended", words: "mended values", is: ({repair_count}) => repair_count > 0},
  {name: "types", words: "keys of several types", short: "types change", is: ({type_drift}) => type_drift},
  {
    name: "keys",
    words: "keys that not every unit has",
    short: "keys come and go",
    is: ({presence_drift}) => presence_drift
  },
  {name: "restarts", words: "restarts", is: ({restarts}) => restarts},
  {name: "writers", words: "several writers", is: ({shared}) => shared},
  {name: "twins", words: "same content as another file", is: ({same_as}) => Boolean(same_as)}
];

/** Findings that have a column of their own in the table of sources. */
export const ownColumns: Readonly<Record<string, true>> = {
  rejected: true,
  unrecognised: true,
  pending: true,
  mended: true,
  twins: true
};

export interface SourceFilter {
  /** First folder below what all paths share; empty: all. */
  folder: string;
  format: string;
  /** A finding's name, "any", or empty. */
  found: string;
}

/** The folder that a path is filtered by. @example topFolder("logs/ray/a.csv", "logs/") // "ray" */
export function topFolder(path: string, shared: string): string {
  const rest = path.slice(shared.length).split("/");
  return rest.length > 1 ? (rest[0] ?? "") : "";
}

/** The sources that pass the filter. */
export function filterSources(
  sources: readonly SourceRow[],
  {folder, format, found}: SourceFilter,
  shared: string
): SourceRow[] {
  const wanted = findings.filter(({name}) => name === found || found === "any");
  return sources.filter(
    (source) =>
      (!folder || topFolder(source.path, shared) === folder) &&
      (!format || (source.format ?? "none") === format) &&
      (!found || wanted.some(({is}) => is(source)))
  );
}
