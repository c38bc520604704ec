import {DuckDBInstance, StatementType, type DuckDBConnection, type DuckDBResult} from "@duckdb/node-api";
import {Failure} from "../failure.ts";
import {currentGeneration} from "./generation.ts";

/** Limits under which any SQL from pages, claims, rules and people runs (design.md rule 8). */
const limits = {memory: "2GB", seconds: 60};

const settings = {
  access_mode: "READ_ONLY",
  threads: "1",
  memory_limit: limits.memory,
  enable_external_access: "false",
  autoinstall_known_extensions: "false",
  autoload_known_extensions: "false"
};

/** A read-only view of one generation. One SELECT at a time, no files, no network, bounded memory and time. */
export class Reader {
  private readonly instance: DuckDBInstance;
  private readonly connection: DuckDBConnection;

  /** Throws `unreadable` before the first ingest. */
  static async open(warehouse: string): Promise<Reader> {
    const file = currentGeneration(warehouse);
    if (!file)
      throw new Failure("unreadable", `expected a warehouse at ${warehouse}, found none: run colophon ingest first`);
    const instance = await DuckDBInstance.create(file, settings);
    const connection = await instance.connect();
    await connection.run("SET TimeZone = 'UTC'");
    await connection.run("SET lock_configuration = true");
    return new Reader(instance, connection);
  }

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection) {
    this.instance = instance;
    this.connection = connection;
  }

  /** Runs one SELECT. Throws `usage` for anything else, for faulty SQL, and past the limits; `where` names its origin. */
  async select(sql: string, where = "query"): Promise<DuckDBResult> {
    const timer = setTimeout(() => this.connection.interrupt(), limits.seconds * 1000);
    try {
      const statements = await this.connection.extractStatements(sql);
      if (statements.count !== 1)
        throw new Failure("usage", `${where}: expected one SELECT, found ${statements.count} statements`);
      const prepared = await statements.prepare(0);
      if (prepared.statementType !== StatementType.SELECT)
        throw new Failure(
          "usage",
          `${where}: expected one SELECT, found ${StatementType[prepared.statementType]}: pages, claims and rules only read`
        );
      return await prepared.run();
    } catch (error) {
      throw error instanceof Failure ? error : new Failure("usage", `${where}: ${explain(error)}`);
    } finally {
      clearTimeout(timer);
    }
  }

  close(): void {
    this.connection.closeSync();
    this.instance.closeSync();
  }
}

function explain(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  if (/INTERRUPT/i.test(text))
    return `stopped after ${limits.seconds} s: make the query cheaper or aggregate in a view`;
  return text;
}
