/** A number as expectations are written, for patterns. */
export const number = String.raw`[-+−]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?`;

/** A unit: no space in it, and not the "of" of "2 of 10". */
export const unit = String.raw`(?!of\b)[%×A-Za-zµμ°][\wµμ/°·^*-]*`;

/** The value of what `number` matches. */
export function toNumber(text: string): number {
  return Number(text.replace("−", "-"));
}
