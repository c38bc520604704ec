import {GuardedMatch} from "./guarded-match.ts";

const budget = 1000;
const parts: Record<string, string> = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"};

/** An expression for a glob: * and ? within a folder, ** over folders; a glob without "/" is a file's name anywhere. */
export function globExpression(glob: string): RegExp {
  const body = glob.replace(/\*\*\/|\*\*|[*?]|[.+^${}()|[\]\\]/g, (found) => parts[found] ?? `\\${found}`);
  return new RegExp(`^${glob.includes("/") ? "" : "(?:.*/)?"}${body}$`, "u");
}

/** True for the logical paths that a declaration means. Throws a Failure for an expression that takes too long. */
export function pathMatcher(format: string, match: string | RegExp): (path: string) => boolean {
  const guard = new GuardedMatch(typeof match === "string" ? globExpression(match) : match, budget);
  return (path) => {
    const {found, stuckAt} = guard.match([path]);
    if (stuckAt !== null) throw guard.tooSlow(format, path, path);
    return found[0] !== null;
  };
}
