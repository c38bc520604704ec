const unprintable = /[^\t\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** A text that every format can hold: control characters and halves of pairs become "\uFFFD", line ends "\n". */
export function printable(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(unprintable, "\uFFFD");
}
