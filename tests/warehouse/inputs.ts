import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {ingest, type IngestOptions, type IngestResult} from "../../loaders/warehouse/ingest.ts";
import {tableDigests} from "../../loaders/warehouse/table-digests.ts";

/** A folder `logs` with a warehouse beside it, so that the same files have the same logical paths in every one. */
export class Inputs {
  readonly folder: string;
  readonly warehouse: string;
  static #top: string | undefined;
  static #count = 0;

  constructor(files: Record<string, string | Uint8Array> = {}) {
    Inputs.#top ??= mkdtempSync(join(tmpdir(), "colophon-inputs-"));
    const place = join(Inputs.#top, String(++Inputs.#count));
    this.folder = join(place, "logs");
    this.warehouse = join(place, "warehouse.duckdb");
    mkdirSync(this.folder, {recursive: true});
    for (const [name, content] of Object.entries(files)) this.write(name, content);
  }

  file(name: string): string {
    return join(this.folder, name);
  }

  write(name: string, content: string | Uint8Array): void {
    mkdirSync(dirname(this.file(name)), {recursive: true});
    writeFileSync(this.file(name), content);
  }

  ingest(options: Partial<IngestOptions> = {}): Promise<IngestResult> {
    return ingest({inputs: [this.folder], warehouse: this.warehouse, ...options});
  }

  digests(): Promise<Record<string, string>> {
    return tableDigests(this.warehouse);
  }

  remove(): void {
    rmSync(dirname(this.folder), {recursive: true, force: true});
  }

  static removeAll(): void {
    if (Inputs.#top) rmSync(Inputs.#top, {recursive: true, force: true});
    Inputs.#top = undefined;
  }
}

/** The digests after one ingest of these files into an empty warehouse. */
export async function cleanDigests(files: Record<string, string | Uint8Array>): Promise<Record<string, string>> {
  const inputs = new Inputs(files);
  await inputs.ingest();
  const digests = await inputs.digests();
  inputs.remove();
  return digests;
}

export const lines = (rows: object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join("");

export function steps(from: number, to: number, more: object = {}): object[] {
  return Array.from({length: to - from + 1}, (_, i) => ({step: from + i, loss: 1 / (from + i + 1), ...more}));
}
