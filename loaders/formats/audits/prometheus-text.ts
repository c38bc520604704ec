import type {Source} from "../../files/source.ts";
import type {FactRow, Place, Row} from "../../rows.ts";
import type {Format, Head} from "../format.ts";
import {resumedLines, type Resumption} from "../resumption.ts";
import {ignored, mendEncoding, parsed, pending, rejected, settle} from "../unit-line.ts";
import {numberColumns} from "./number-text.ts";
import {readSample, SampleFault, type PrometheusSample} from "./prometheus-sample.ts";

const described = /^#\s+(TYPE|HELP|UNIT)\s+(\S+)(?:\s+([^]*))?$/;
const suffix = /_(bucket|sum|count|total|created|info)$/;
const types = ["counter", "gauge", "histogram", "gaugehistogram", "summary", "untyped", "unknown", "info", "stateset"];

/** The exposition text of Prometheus and OpenMetrics: each sample is a record whose kind is the type of its family. */
export const prometheusText: Format = {
  name: "prometheus-text",
  title: "Prometheus metrics",
  unit: "line",
  detect(path: string, {lines}: Head): number {
    const filled = lines.map((line) => line.replace(/^\ufeff/, "").trim()).filter((line) => line !== "");
    const told = filled.filter((line) => /^# (TYPE \S+ [a-z]+|HELP \S+ .+)$/.test(line));
    const samples = filled.filter((line) => !line.startsWith("#")).slice(0, 100);
    const read = samples.flatMap((line) => sampleIn(line) ?? []);
    if (samples.length > 0 && read.length < 0.8 * samples.length) return 0;
    if (told.some((line) => /^# TYPE \S+ (\w+)$/.test(line) && types.includes(line.split(" ")[3]!))) return 0.95;
    if (told.length > 0 && read.length > 0) return 0.8;
    const labelled = read.every(({labels}) => Object.keys(labels).length > 0) || path.endsWith(".prom");
    return read.length > 0 && labelled ? 0.5 : 0;
  },
  *parse(source: Source, resumption?: Resumption): Iterable<Row> {
    const families = new Families(resumption?.from?.state as FamiliesState | undefined);
    for (const line of resumedLines(source, resumption, () => families.state)) {
      const settled = settle(line);
      if (settled) {
        yield settled;
        continue;
      }
      const {text, repairs} = mendEncoding(line);
      try {
        const fact = line.text.trim().startsWith("#")
          ? families.comment(text, line.at)
          : families.sample(text, line.at);
        yield fact === null ? ignored(line.at, "comment") : parsed(line.at);
        if (fact === null) continue;
        yield* repairs;
        yield fact;
      } catch (error) {
        if (!(error instanceof SampleFault)) throw error;
        yield line.complete ? rejected(line.at, error.message, line.text) : pending(line.at);
      }
    }
  }
};

function sampleIn(line: string): PrometheusSample | null {
  try {
    return readSample(line);
  } catch (error) {
    if (error instanceof SampleFault) return null;
    throw error;
  }
}

interface FamiliesState {
  types: Map<string, string>;
  units: Map<string, string>;
}

/** What the comments have said so far of the families of samples. */
class Families {
  readonly state: FamiliesState;

  constructor(state: FamiliesState = {types: new Map(), units: new Map()}) {
    this.state = state;
  }

  comment(text: string, at: Place): FactRow | null {
    const [, what, name, rest = ""] = described.exec(text.trim()) ?? [];
    if (what === undefined || name === undefined) return null;
    if (what === "TYPE") {
      if (!types.includes(rest.trim()))
        throw new SampleFault(`expected a type of ${types.join(", ")}, found ${JSON.stringify(rest.trim())}`);
      this.state.types.set(name, rest.trim());
    }
    if (what === "UNIT") this.state.units.set(name, rest.trim());
    const values = {kind: `metric-${what.toLowerCase()}`, name, text: what === "HELP" ? unescaped(rest) : rest.trim()};
    return {table: "record", at, values};
  }

  sample(text: string, at: Place): FactRow {
    const {name, labels, value, timestamp, exemplar} = readSample(text);
    const family = this.state.types.has(name) || this.state.units.has(name) ? name : name.replace(suffix, "");
    const columns = numberColumns(value);
    if (columns.value === null && columns.nonfinite === null)
      throw new SampleFault(`expected a number behind the name, found ${JSON.stringify(value)}`);
    const values = {
      kind: this.state.types.get(family) ?? "untyped",
      name,
      ...columns,
      unit_name: this.state.units.get(family) ?? null,
      attributes: {labels, ...(timestamp === null ? {} : {timestamp}), ...(exemplar === null ? {} : {exemplar})}
    };
    return {table: "record", at, values};
  }
}

function unescaped(text: string): string {
  return text.replace(/\\([\\n])/g, (_, c: string) => (c === "n" ? "\n" : c));
}
