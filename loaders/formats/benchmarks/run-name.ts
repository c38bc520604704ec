/** Words that google/benchmark appends to a name to say how it measured. */
const modes = new Set(["real_time", "process_time", "manual_time"]);

/**
 * The function and the arguments of a Google Benchmark run name: "Sort/1024/k:8/threads:2" is op Sort with axes
 * {"argument 1": 1024, "k": 8, "threads": 2}. What comes before the arguments stays whole, slashes included.
 */
export function splitRunName(name: string): {op: string; axes: Record<string, string | number>} {
  const parts = name.split("/");
  let first = parts.length;
  while (first > 1 && isArgument(parts[first - 1]!)) first--;
  const axes: Record<string, string | number> = {};
  parts.slice(first).forEach((part, i) => {
    const [, key, value] = /^([A-Za-z_][\w ]*):(.+)$/.exec(part) ?? [undefined, `argument ${i + 1}`, part];
    if (modes.has(part)) axes.mode = part;
    else axes[key!] = isNumber(value!) ? Number(value) : value!;
  });
  return {op: parts.slice(0, first).join("/"), axes};
}

function isArgument(part: string): boolean {
  return isNumber(part) || modes.has(part) || /^[A-Za-z_][\w ]*:[-+.\w]+$/.test(part);
}

function isNumber(text: string): boolean {
  return /^-?\d{1,15}(\.\d{1,15})?$/.test(text);
}
