import type {Outcome, Place, Row, ScannedRow} from "../rows.ts";
import type {Source} from "../files/source.ts";
import type {LineScanner} from "./line-scanner.ts";
import type {Resumption} from "./resumption.ts";

/** The beginning of a file, as detection sees it. */
export interface Head {
  /** First 64 KiB, decoded as UTF-8 with replacement characters. */
  text: string;
  bytes: Uint8Array;
  /** Whole lines of `text` without their ends (the last partial line is left out unless it is the only one). */
  lines: string[];
}

/** One entry of the plug-in table in formats/index.ts. */
export interface Format {
  name: string;
  /** Plain words for the Data quality page: "MLPerf training log". */
  title: string;
  unit: "line" | "record" | "node" | "byte-range";
  /** Confidence 0..1 from content; 0 = not this format. The path may only break ties. */
  detect(path: string, head: Head): number;
  /**
   * Rows in file order. Throws only on a fault of the parser itself; bad input is rejected units. A format that says a
   * checkpoint is read from it when its file has grown; one that says none is read whole.
   */
  parse(source: Source, resumption?: Resumption): Iterable<Row>;
  /** The same, leaving patterned lines to `scanner`, which stores their facts itself. */
  scan?(source: Source, resumption: Resumption | undefined, scanner: LineScanner): Iterable<ScannedRow>;
  /**
   * For formats whose units are no text: what stands in a unit as lines of "name: value", so that a cited value can be
   * seen in it. Values are written as in the warehouse. Never throws on bad input.
   */
  decode?(source: Source): (at: Pick<Place, "start" | "end">) => string;
  /**
   * True where facts belong to the folder the file lies in (a parameter, a list of packages): byte-identical files in
   * two folders then tell of two runs, and neither is the other's twin.
   */
  byFolder?: boolean;
  /** Plain words about a whole source, from what became of its units; null where there is nothing to say. */
  remark?(counts: Record<Outcome, number>): string | null;
}
