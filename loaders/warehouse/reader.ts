import {
  DuckDBInstance,
  JSDuckDBValueConverter,
  StatementType,
  type DuckDBConnection,
  type DuckDBPreparedStatement,
  type DuckDBResult,
  type DuckDBType,
  type DuckDBValueConverter,
  type JS
} from "@duckdb/node-api";
import {Failure} from "../failure.ts";
import {currentGeneration, damaged} from "./generation.ts";
import {registerNativeFunctions} from "./native-functions.ts";

/** Limits under which any SQL from pages, claims, rules and people runs (design.md rule 8). */
const limits = {memory: "2GB", seconds: 60, resultBytes: 1024 ** 3};
/** What a value of a result takes here, about: the value itself, and each character of a text. */
const bytesOf = {value: 24, character: 2};

const settings = {
  access_mode: "READ_ONLY",
  threads: "1",
  memory_limit: limits.memory,
  enable_external_access: "false",
  autoinstall_known_extensions: "false",
  autoload_known_extensions: "false"
};

/** A whole result, column by column. */
export interface Columns {
  /** As the query names them; a name that repeats gets a number. */
  names: string[];
  types: DuckDBType[];
  columns: (JS | null)[][];
}

/**
 * A read-only view of one generation. One SELECT at a time, no files, no network, bounded memory and time; it may call
 * the native operations resample and voxelize.
 */
export class Reader {
  private readonly warehouse: string;
  private readonly instance: DuckDBInstance;
  private readonly connection: DuckDBConnection;

  /** Throws `unreadable` before the first ingest. */
  static async open(warehouse: string): Promise<Reader> {
    const file = currentGeneration(warehouse);
    if (!file)
      throw new Failure("unreadable", `expected a warehouse at ${warehouse}, found none: run colophon ingest first`);
    const instance = await DuckDBInstance.create(file, settings).catch((error: unknown) => {
      throw damaged(warehouse, error);
    });
    const connection = await instance.connect();
    await connection.run("SET TimeZone = 'UTC'");
    registerNativeFunctions(connection);
    await connection.run("SET lock_configuration = true");
    return new Reader(warehouse, instance, connection);
  }

  private constructor(warehouse: string, instance: DuckDBInstance, connection: DuckDBConnection) {
    this.warehouse = warehouse;
    this.instance = instance;
    this.connection = connection;
  }

  /** Runs one SELECT. Throws `usage` for anything else, for faulty SQL, and past the limits; `where` names its origin. */
  async select(sql: string, where = "query"): Promise<DuckDBResult> {
    return this.limited(sql, where, (prepared) => prepared.run());
  }

  /** Runs one SELECT and reads all of its rows, as they come and up to 1 GiB of them. Throws as `select` does. */
  async read(sql: string, where = "query"): Promise<Columns> {
    return this.limited(sql, where, async (prepared) => {
      const result = await prepared.stream();
      const names = result.deduplicatedColumnNames();
      const columns = names.map((): (JS | null)[] => []);
      const convert = countingConverter();
      for (let chunk; (chunk = await result.fetchChunk()) && chunk.rowCount > 0;) {
        for (const [i, column] of columns.entries())
          for (const value of chunk.convertColumnValues(i, convert)) column.push(value);
      }
      return {names, types: result.columnTypes(), columns};
    });
  }

  /**
   * Works while what these views give is held in memory under their names: for many queries over the same. Queries that
   * name them give what they gave before. Throws `usage` past the limits.
   */
  async holding<T>(views: readonly string[], work: () => Promise<T>): Promise<T> {
    const held: string[] = [];
    const timer = setTimeout(() => this.connection.interrupt(), limits.seconds * 1000);
    try {
      for (const view of views) {
        await this.connection.run(`CREATE TEMP TABLE "${view}" AS FROM main."${view}"`);
        held.push(view);
      }
      clearTimeout(timer);
      return await work();
    } catch (error) {
      throw held.length < views.length ? explain(error, views[held.length]!, this.warehouse) : error;
    } finally {
      clearTimeout(timer);
      for (const view of held) await this.connection.run(`DROP TABLE temp."${view}"`);
    }
  }

  private async limited<T>(
    sql: string,
    where: string,
    work: (prepared: DuckDBPreparedStatement) => Promise<T>
  ): Promise<T> {
    const timer = setTimeout(() => this.connection.interrupt(), limits.seconds * 1000);
    let prepared: DuckDBPreparedStatement | undefined;
    try {
      prepared = await this.prepare(sql);
      return await work(prepared);
    } catch (error) {
      throw explain(error, where, this.warehouse);
    } finally {
      prepared?.destroySync();
      clearTimeout(timer);
    }
  }

  private async prepare(sql: string): Promise<DuckDBPreparedStatement> {
    if (sql.includes("\0")) throw new Failure("usage", "expected one SELECT, found a NUL character in it");
    const statements = await this.connection.extractStatements(sql).catch((error: Error) => {
      // What DuckDB's binding says of a text without any statement.
      if (error.message === "Error in native callback")
        throw new Failure("usage", "expected one SELECT, found an empty query");
      throw error;
    });
    if (statements.count !== 1) throw new Failure("usage", `expected one SELECT, found ${statements.count} statements`);
    const prepared = await statements.prepare(0);
    if (prepared.statementType === StatementType.SELECT) return prepared;
    const found = StatementType[prepared.statementType];
    throw new Failure("usage", `expected one SELECT, found ${found}: pages, claims and rules only read`);
  }

  close(): void {
    this.connection.closeSync();
    this.instance.closeSync();
  }
}

/** Values as JavaScript has them. Throws once they are more than a result may hold. */
function countingConverter(): DuckDBValueConverter<JS> {
  let bytes = 0;
  return (value, type, converter) => {
    bytes += bytesOf.value + (typeof value === "string" ? value.length * bytesOf.character : 0);
    if (bytes > limits.resultBytes)
      throw new Failure(
        "usage",
        `expected a result of at most ${limits.resultBytes / 2 ** 30} GiB, found more: aggregate, or select fewer columns or rows`
      );
    return JSDuckDBValueConverter(value, type, converter);
  };
}

function explain(error: unknown, where: string, warehouse: string): Failure {
  const text = error instanceof Error ? error.message : String(error);
  if (error instanceof Failure) return new Failure(error.reason, `${where}: ${text}`, error.details);
  if (/INTERRUPT/i.test(text))
    return new Failure(
      "usage",
      `${where}: expected an answer within ${limits.seconds} s, found none: make the query cheaper or aggregate in a view`
    );
  if (/^Out of Memory Error/.test(text))
    return new Failure(
      "usage",
      `${where}: expected a query that needs at most ${limits.memory}, found one that needs more: aggregate earlier, or read fewer rows`
    );
  if (/^(IO|FATAL|INTERNAL) Error/.test(text))
    return new Failure("unreadable", `${where}: ${damaged(warehouse, error).message}`);
  const said = text.replace(/^Failed to extract statements: /, "");
  return new Failure("usage", `${where}: expected one SELECT that can be run, found: ${said}`);
}
