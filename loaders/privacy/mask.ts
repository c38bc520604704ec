import {findIdentities, type Identity, type IdentityKind} from "./identities.ts";

export type IdentityCounts = Record<IdentityKind, number>;

export function noIdentities(): IdentityCounts {
  return {"e-mail": 0, "user name": 0, "host name": 0, "private address": 0};
}

/** Adds `more` to `counts` and returns it. */
export function addCounts(counts: IdentityCounts, more: IdentityCounts): IdentityCounts {
  for (const kind of Object.keys(counts) as IdentityKind[]) counts[kind] += more[kind];
  return counts;
}

export function countsSince(before: IdentityCounts, now: IdentityCounts): IdentityCounts {
  const since = noIdentities();
  for (const kind of Object.keys(since) as IdentityKind[]) since[kind] = now[kind] - before[kind];
  return since;
}

/** What of an identity stays readable: its punctuation. */
const kept: Record<IdentityKind, RegExp> = {
  "e-mail": /[^.@]/g,
  "user name": /[^]/g,
  "host name": /[^.]/g,
  "private address": /[^.:]/g
};

/**
 * `text` with every identity covered by "•", one for each UTF-16 code unit, so that lengths and places stay; `counts`
 * says how many of each kind were covered. Masking a masked text changes nothing. `shown` exempts single identities.
 */
export function mask(
  text: string,
  shown: (identity: string) => boolean = () => false
): {text: string; counts: IdentityCounts} {
  const counts = noIdentities();
  for (let masked = text; ;) {
    const found = findIdentities(masked).filter(({start, end}) => !shown(masked.slice(start, end)));
    if (found.length === 0) return {text: masked, counts};
    for (const {kind} of found) counts[kind] += 1;
    masked = cover(masked, found);
  }
}

/** Covers `spans` of `text` (sorted, not overlapping). */
function cover(text: string, spans: Identity[]): string {
  let covered = "";
  let from = 0;
  for (const {kind, start, end} of spans) {
    covered += text.slice(from, start) + text.slice(start, end).replace(kept[kind], "•");
    from = end;
  }
  return covered + text.slice(from);
}
