import {readVarint, SqliteFault} from "./record.ts";

export type PageKind = "table leaf" | "table interior" | "index leaf" | "index interior";

const kinds: Record<number, PageKind> = {2: "index interior", 5: "table interior", 10: "index leaf", 13: "table leaf"};

/** A cell: its rowid where it has one, its child where it is interior, and its payload, part of which may overflow. */
export interface Cell {
  rowid: number;
  child: number | null;
  /** Bytes of the whole payload; `local` of them stand in the page, the rest in the chain that begins at `overflow`. */
  payload: number;
  local: {start: number; end: number};
  overflow: number | null;
}

/** A page of a b-tree: its cells in order and, where it is interior, its last child. */
export interface BtreePage {
  kind: PageKind;
  cells: Cell[];
  lastChild: number | null;
}

const mostPayload = 2 ** 31;

/**
 * Reads a page of a b-tree; `usable` is the page size less what is reserved, `head` 100 for the first page of the file,
 * else 0. Throws SqliteFault where any cell does not lie within the page.
 */
export function readBtreePage(page: Buffer, usable: number, head: number): BtreePage {
  const kind = kinds[page[head]!];
  if (!kind) throw new SqliteFault(`expected a page of type 2, 5, 10 or 13, found ${page[head]}`);
  const interior = kind.endsWith("interior");
  const count = page.readUInt16BE(head + 3);
  const first = head + (interior ? 12 : 8);
  if (first + 2 * count > usable)
    throw new SqliteFault(`expected room for ${count} cells, found ${usable - first} bytes`);
  const cells: Cell[] = [];
  for (let i = 0; i < count; i++) {
    const at = page.readUInt16BE(first + 2 * i);
    if (at < first + 2 * count || at >= usable)
      throw new SqliteFault(`expected cell ${i + 1} of ${count} within the page, found it at ${at}`);
    cells.push(readCell(page, usable, kind, at));
  }
  return {kind, cells, lastChild: interior ? page.readUInt32BE(head + 8) : null};
}

function readCell(page: Buffer, usable: number, kind: PageKind, from: number): Cell {
  let at = from;
  const interior = kind.endsWith("interior");
  if (interior && at + 4 > usable)
    throw new SqliteFault("expected a page's number in a cell, found the end of the page");
  const child = interior ? page.readUInt32BE(at) : null;
  if (interior) at += 4;
  let payload = 0;
  if (kind !== "table interior") ({value: payload, end: at} = readVarint(page, at));
  let rowid = 0;
  if (kind.startsWith("table")) ({value: rowid, end: at} = readVarint(page, at));
  if (payload < 0 || payload > mostPayload) throw new SqliteFault(`expected a row below 2 GiB, found ${payload} bytes`);
  const size = localSize(payload, usable, kind);
  const end = at + size + (size < payload ? 4 : 0);
  if (end > usable) throw new SqliteFault(`expected a cell to end by byte ${usable}, found ${end}`);
  return {
    rowid,
    child,
    payload,
    local: {start: at, end: at + size},
    overflow: size < payload ? page.readUInt32BE(at + size) : null
  };
}

/** How much of a payload stands in the page itself. */
function localSize(payload: number, usable: number, kind: PageKind): number {
  if (kind === "table interior") return 0;
  const most = kind === "table leaf" ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23;
  if (payload <= most) return payload;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const size = least + ((payload - least) % (usable - 4));
  return size <= most ? size : least;
}
