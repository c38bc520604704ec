import {statSync, type BigIntStats} from "node:fs";

/** What a file system says of a file without opening it; times in nanoseconds since 1970. */
export interface Stamp {
  size: bigint;
  modified: bigint;
  /** When its content, name, owner or mode changed: unlike `modified` nobody can set it back. */
  changed: bigint;
  inode: string;
  device: string;
}

/** How coarse a clock of a file system may be: an older change shows in its times. */
const tick = 2_000_000_000n;

/** Throws the node:fs error of stat. */
export function readStamp(file: string): Stamp {
  return stampOf(statSync(file, {bigint: true}));
}

function stampOf({size, mtimeNs, ctimeNs, ino, dev}: BigIntStats): Stamp {
  return {size, modified: mtimeNs, changed: ctimeNs, inode: String(ino), device: String(dev)};
}

/** Now, on the clock that stamps are compared with. */
export function now(): bigint {
  return BigInt(Date.now()) * 1_000_000n;
}

/**
 * True where the stamp proves that the content is what was read at `seen`: nothing in it differs, and no change so close
 * before the reading (or after it, on another clock) that one more within the same tick would look the same.
 */
export function isSettled(stamp: Stamp, before: Stamp, seen: bigint): boolean {
  const last = stamp.modified > stamp.changed ? stamp.modified : stamp.changed;
  return isSame(stamp, before) && last + tick < seen;
}

export function isSame(a: Stamp, b: Stamp): boolean {
  return (
    a.size === b.size &&
    a.modified === b.modified &&
    a.changed === b.changed &&
    a.inode === b.inode &&
    a.device === b.device
  );
}
