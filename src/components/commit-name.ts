import {text} from "./value.js";

const shown = 10;

/** The beginning of a commit, as people write it; the whole of it shows on hover. */
export function commitName(commit: string | null): HTMLElement {
  const node = text(commit?.slice(0, shown) ?? null, {mono: true});
  if (commit && commit.length > shown) node.title = commit;
  return node;
}
