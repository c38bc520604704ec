import type {Source} from "../../files/source.ts";
import {ByteWindow} from "../binary/byte-window.ts";
import {readBtreePage, type BtreePage, type Cell} from "./page.ts";
import {readRecord, SqliteFault, type SqlValue, type TextEncoding} from "./record.ts";

export const headBytes = 100;
const magic = "SQLite format 3\0";
const encodings: Record<number, TextEncoding> = {1: "utf-8", 2: "utf-16le", 3: "utf-16be"};
const maxPayload = 16 * 1024 * 1024;

/** What the first 100 bytes of a database say. */
export interface Header {
  pageSize: number;
  /** Page size less what is reserved at the end of each page. */
  usable: number;
  encoding: TextEncoding;
  /** Pages that the database has by its own count; 0 where it does not say. */
  pages: number;
  freelist: number;
  /** Pages that point back to their parents are there where a database shrinks by itself. */
  pointerMap: boolean;
  /** Rows may stand in a -wal file only. */
  walMode: boolean;
}

export function beginsDatabase(bytes: Uint8Array): boolean {
  return bytes.length >= headBytes && Buffer.from(bytes.subarray(0, magic.length)).toString("latin1") === magic;
}

/** Throws SqliteFault where the bytes are no head of a database. */
export function readHeader(head: Buffer): Header {
  if (!beginsDatabase(head)) throw new SqliteFault("expected the head of a SQLite database");
  const size = head.readUInt16BE(16);
  const pageSize = size === 1 ? 65_536 : size;
  if (pageSize < 512 || (pageSize & (pageSize - 1)) !== 0)
    throw new SqliteFault(`expected a page size that is a power of two from 512 to 65536, found ${size}`);
  const usable = pageSize - head[20]!;
  if (usable < 480) throw new SqliteFault(`expected at least 480 usable bytes in a page, found ${usable}`);
  const encoding = encodings[head.readUInt32BE(56)] ?? "utf-8";
  const counted = head.readUInt32BE(24) === head.readUInt32BE(92);
  return {
    pageSize,
    usable,
    encoding,
    pages: counted ? head.readUInt32BE(28) : 0,
    freelist: head.readUInt32BE(32),
    pointerMap: head.readUInt32BE(52) > 0,
    walMode: head[19] === 2
  };
}

/** The pages of a database file, numbered from 1, and the rows in them. */
export class Database {
  readonly header: Header;
  /** Whole pages in the file. */
  readonly pages: number;
  readonly #window: ByteWindow;

  constructor(source: Pick<Source, "slice" | "bytes">) {
    this.#window = new ByteWindow(source);
    this.header = readHeader(this.#window.at(0, headBytes));
    this.pages = Math.floor(source.bytes / this.header.pageSize);
  }

  page(number: number): Buffer {
    const {pageSize} = this.header;
    return this.#window.at((number - 1) * pageSize, number * pageSize);
  }

  has(number: number): boolean {
    return number >= 1 && number <= this.pages;
  }

  btree(number: number): BtreePage {
    return readBtreePage(this.page(number), this.header.usable, number === 1 ? headBytes : 0);
  }

  /** The values of a cell of page `number`. Throws SqliteFault where its overflow chain or its record is broken. */
  row(number: number, cell: Cell): SqlValue[] {
    return readRecord(this.#payload(number, cell), this.header.encoding);
  }

  #payload(number: number, {payload, local, overflow}: Cell): Buffer {
    if (payload > maxPayload)
      throw new SqliteFault(`expected a row below ${maxPayload / 2 ** 20} MiB, found ${payload} bytes`);
    const parts = [this.page(number).subarray(local.start, local.end)];
    let left = payload - (local.end - local.start);
    for (let at = overflow; left > 0;) {
      if (at === null || !this.has(at)) throw new SqliteFault(`expected an overflow page, found number ${at}`);
      const page = this.page(at);
      const part = page.subarray(4, Math.min(4 + left, this.header.usable));
      parts.push(part);
      left -= part.length;
      at = page.readUInt32BE(0);
    }
    return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
  }
}
