/** A file of a log that is rotated: logical path of the live file, and the number behind its name (0: the live one). */
export interface RotationPart {
  of: string;
  order: number;
}

/** metrics.ndjson.2 and metrics.ndjson.2.gz: the higher the number, the older. */
const rotated = /^(.*[^/.])\.([1-9]\d{0,2})(\.(?:gz|zst))?$/;
const compressed = /\.(?:gz|zst)$/;

/**
 * The files of rotated logs among these logical paths. Numbered names count only beside the live file, whose name they
 * carry, and never beside a number 0: then they number ranks or shards.
 */
export function rotationParts(paths: Iterable<string>): Map<string, RotationPart> {
  const all = new Set(paths);
  const parts = new Map<string, RotationPart>();
  for (const path of all) {
    const [, of, order] = rotated.exec(path) ?? [];
    if (of === undefined || compressed.test(of) || !all.has(of) || all.has(`${of}.0`)) continue;
    parts.set(path, {of, order: Number(order)});
    parts.set(of, {of, order: 0});
  }
  return parts;
}
