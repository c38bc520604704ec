import type {DuckDBConnection} from "@duckdb/node-api";
import type {FactRow, Scalar} from "../rows.ts";
import type {TableWriter} from "./table-writer.ts";

/** What the points of one curve have in common: table series. */
export interface Series {
  source_id: string;
  run_id: Scalar;
  name: Scalar;
  name_raw: Scalar;
  split: Scalar;
  unit_name: Scalar;
  higher_is_better: Scalar;
}

const shared = ["run_id", "name", "name_raw", "split", "unit_name", "higher_is_better"] as const;

/** Numbers the curves of a warehouse and writes table series. */
export class SeriesBook {
  readonly #table: TableWriter;
  #next: number;
  #nextSet: number;
  readonly #resumed: Map<string, Map<string, number>>;
  #known = new Map<string, number>();
  #source = "";

  /** `resumed`: sources of which rows are kept; their series are gone on with. */
  static async open(connection: DuckDBConnection, table: TableWriter, resumed: string[] = []): Promise<SeriesBook> {
    const last = await connection.runAndReadAll(
      "SELECT coalesce(max(series), 0), coalesce(max(row_set), 0) FROM series"
    );
    const [series, set] = last.getRows()[0]!.map(Number) as [number, number];
    return new SeriesBook(table, series + 1, set + 1, await seriesOf(connection, resumed));
  }

  private constructor(table: TableWriter, next: number, nextSet: number, resumed: Map<string, Map<string, number>>) {
    this.#table = table;
    this.#resumed = resumed;
    this.#next = next;
    this.#nextSet = nextSet;
  }

  /** The number of the series a row of table metric belongs to. */
  of(source_id: string, values: FactRow["values"]): number {
    if (this.#source !== source_id) {
      this.#known = this.#resumed.get(source_id) ?? new Map<string, number>();
      this.#source = source_id;
    }
    const key = keyOf(values);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const series = this.#next++;
    this.#known.set(key, series);
    this.#write(series, {...(values as unknown as Series), source_id});
    return series;
  }

  /** A row set of these series, one per value of its rows; its number. */
  set(members: Series[]): number {
    const row_set = this.#nextSet++;
    for (const [i, member] of members.entries()) this.#write(this.#next++, member, {row_set, col: i + 1});
    return row_set;
  }

  #write(series: number, member: Series, place: {row_set: number; col: number} | null = null): void {
    const row: Record<string, unknown> = {series, source_id: member.source_id, ...place};
    for (const name of shared) row[name] = member[name];
    this.#table.append(row);
  }
}

function keyOf(values: Record<string, unknown>): string {
  let key = "";
  for (const name of shared)
    key += `${values[name] === undefined || values[name] === null ? "" : `=${String(values[name])}`}\n`;
  return key;
}

/** Source → key of a series → its number; the series of row sets belong to their set. */
async function seriesOf(connection: DuckDBConnection, sources: string[]): Promise<Map<string, Map<string, number>>> {
  const found = new Map(sources.map((id) => [id, new Map<string, number>()]));
  if (sources.length === 0) return found;
  const list = sources.map((id) => `'${id}'`).join(", ");
  const rows = await connection.runAndReadAll(`FROM series WHERE row_set IS NULL AND source_id IN (${list})`);
  for (const row of rows.getRowObjectsJS()) found.get(String(row.source_id))!.set(keyOf(row), Number(row.series));
  return found;
}
