import type {Database} from "./database.ts";
import type {Cell} from "./page.ts";
import {SqliteFault, type SqlValue} from "./record.ts";
import {schemaEntry, type SchemaEntry} from "./schema.ts";

export type Role = "leaf" | "interior" | "overflow" | "index" | "free" | "pointer map" | "lock";

const roles: Role[] = ["leaf", "interior", "overflow", "index", "free", "pointer map", "lock"];
const lockByte = 0x40000000;
const mostEntries = 4096;
const cellsPerPage = 65_536;

/** sqlite_master itself. */
const schemaTable: SchemaEntry = {
  type: "table",
  name: "sqlite_schema",
  table: "sqlite_schema",
  root: 1,
  columns: ["type", "name", "tbl_name", "rootpage", "sql"],
  rowidColumn: null
};

/**
 * What each page of a database is, found by walking every table, index and the list of free pages once. A page that two
 * lead to belongs to the first; what leads to it again, or to no page, is `broken` there.
 */
export class PageMap {
  readonly entries: SchemaEntry[] = [schemaTable];
  /** Why a page could not be read. */
  readonly broken = new Map<number, string>();
  /** Cells whose overflow pages are missing or another row's, as page × 65,536 + cell. */
  readonly #cut = new Set<number>();
  readonly #database: Database;
  readonly #role: Uint8Array;
  readonly #owner: Uint16Array;
  /** Leaf pages of each table in the order of its rows. */
  readonly #leaves: number[][] = [[]];

  constructor(database: Database) {
    this.#database = database;
    this.#role = new Uint8Array(database.pages + 1);
    this.#owner = new Uint16Array(database.pages + 1);
    this.#setApart();
    this.#walk(0, 1);
    for (const {values} of this.rows(schemaTable)) {
      const entry = values && schemaEntry(values);
      if (!entry || this.entries.length === mostEntries) continue;
      this.entries.push(entry);
      this.#leaves.push([]);
    }
    for (const [i, entry] of this.entries.entries()) if (i > 0) this.#walk(i, entry.root);
    this.#walkFree();
  }

  /** Null: nothing leads to the page. */
  role(page: number): Role | null {
    return roles[this.#role[page]! - 1] ?? null;
  }

  /** The table or index a page belongs to. */
  owner(page: number): SchemaEntry {
    return this.entries[this.#owner[page]!]!;
  }

  table(name: string): SchemaEntry | undefined {
    return this.entries.find((entry) => entry.type === "table" && entry.name === name);
  }

  /** The rows of a table; `values` is null, with the reason, where a row's overflow pages or record are broken. */
  *rows(entry: SchemaEntry): Iterable<{page: number; rowid: number; values: SqlValue[] | null; reason: string}> {
    for (const page of this.#leaves[this.entries.indexOf(entry)] ?? []) yield* this.rowsOf(page);
  }

  *rowsOf(page: number): Iterable<{page: number; rowid: number; values: SqlValue[] | null; reason: string}> {
    for (const [i, cell] of this.#database.btree(page).cells.entries()) {
      try {
        if (this.#cut.has(page * cellsPerPage + i))
          throw new SqliteFault("its overflow pages are missing or another row's");
        yield {page, rowid: cell.rowid, values: this.#database.row(page, cell), reason: ""};
      } catch (error) {
        if (!(error instanceof SqliteFault)) throw error;
        yield {page, rowid: cell.rowid, values: null, reason: error.message};
      }
    }
  }

  #claim(page: number, role: Role, owner: number): boolean {
    if (!this.#database.has(page) || this.#role[page] !== 0) return false;
    this.#role[page] = roles.indexOf(role) + 1;
    this.#owner[page] = owner;
    return true;
  }

  /** True for a page that the database counts and the file no longer has. */
  #cutOff(page: number): boolean {
    return page > this.#database.pages && page <= this.#database.header.pages;
  }

  #setApart(): void {
    const {pageSize, usable, pointerMap} = this.#database.header;
    this.#claim(Math.floor(lockByte / pageSize) + 1, "lock", 0);
    if (!pointerMap) return;
    const step = Math.floor(usable / 5) + 1;
    for (let page = 2; page <= this.#database.pages; page += step) this.#claim(page, "pointer map", 0);
  }

  /** Claims the pages of a b-tree, children from left to right. */
  #walk(owner: number, root: number): void {
    const index = this.entries[owner]!.type === "index";
    if (!this.#claim(root, index ? "index" : "leaf", owner)) return;
    const stack = [root];
    for (let page; (page = stack.pop()) !== undefined;) {
      try {
        stack.push(...this.#visit(owner, page, index).reverse());
      } catch (error) {
        if (!(error instanceof SqliteFault)) throw error;
        this.broken.set(page, error.message);
      }
    }
  }

  /** Children of a page that are its own. */
  #visit(owner: number, page: number, index: boolean): number[] {
    const {kind, cells, lastChild} = this.#database.btree(page);
    if (kind.startsWith("index") !== index && !(kind.startsWith("index") && owner > 0))
      throw new SqliteFault(`expected a page of ${index ? "an index" : "a table"}, found one of type "${kind}"`);
    if (kind === "table interior") this.#role[page] = roles.indexOf("interior") + 1;
    else if (kind === "table leaf") this.#leaves[owner]!.push(page);
    else this.#role[page] = roles.indexOf("index") + 1;
    for (const [i, cell] of cells.entries())
      if (!this.#claimOverflow(owner, cell)) this.#cut.add(page * cellsPerPage + i);
    const children = [...cells.map(({child}) => child), lastChild].filter((child) => child !== null);
    const present = children.filter((child) => !this.#cutOff(child));
    const own = present.filter((child) => this.#claim(child, index ? "index" : "leaf", owner));
    if (own.length < present.length)
      this.broken.set(page, `expected ${present.length} pages below this one, found ${own.length} that are its own`);
    return own;
  }

  /** False where the chain ends too early or leads to a page of something else. */
  #claimOverflow(owner: number, {payload, local, overflow}: Cell): boolean {
    let left = payload - (local.end - local.start);
    for (let page = overflow; left > 0;) {
      if (page === null || !this.#claim(page, "overflow", owner)) return false;
      left -= this.#database.header.usable - 4;
      page = this.#database.page(page).readUInt32BE(0);
    }
    return true;
  }

  #walkFree(): void {
    const {freelist, usable} = this.#database.header;
    for (let trunk = freelist; trunk > 0 && this.#claim(trunk, "free", 0);) {
      const page = this.#database.page(trunk);
      const count = Math.min(page.readUInt32BE(4), Math.floor(usable / 4) - 2);
      for (let i = 0; i < count; i++) this.#claim(page.readUInt32BE(8 + 4 * i), "free", 0);
      trunk = page.readUInt32BE(0);
    }
  }
}
