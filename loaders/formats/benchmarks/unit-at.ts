/** The ordinal of the unit that holds character `char` of a document that is tiled by these parts. */
export function unitAt(parts: readonly {start: number; end: number}[], char: number): number {
  let [unit, end] = [0, 0];
  for (const {start, end: to} of parts) {
    if (start > end || unit === 0) unit++;
    if (char < start) return unit;
    unit++;
    if (char < to) return unit;
    end = to;
  }
  return unit + 1;
}
