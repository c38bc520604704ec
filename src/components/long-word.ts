/** The longest run without a place to break that is shown whole, and how much of a longer one is shown. */
const [longest, shown] = [80, 48];
const long = new RegExp(`[^\\s/\\\\]{${longest + 1},}`, "gu");

/** A text whose endless words end in "…". @example cutLongWords("sha256:" + "0".repeat(100)) // "sha256:000…" */
export function cutLongWords(text: string): string {
  return text.replace(long, (word) => `${[...word].slice(0, shown).join("")}…`);
}
