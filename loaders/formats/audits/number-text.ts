import {nonFiniteName} from "../json-tokens.ts";
import {numberInText} from "../json-number.ts";

/** A number written as text, in the columns of the warehouse. */
export interface NumberColumns {
  value: number | null;
  value_raw: string | null;
  nonfinite: "nan" | "inf" | "-inf" | null;
}

/** Reads "12", "+Inf", "1e-3"; a text that is no number is kept as value_raw, nothing as nulls. */
export function numberColumns(text: string | undefined): NumberColumns {
  const written = text?.trim() ?? "";
  if (written === "") return {value: null, value_raw: null, nonfinite: null};
  const number = numberInText(written.startsWith("+") ? written.slice(1) : written);
  if (!number) return {value: null, value_raw: written, nonfinite: null};
  const nonfinite = nonFiniteName(number.value);
  const shortest = nonfinite ?? (Object.is(number.value, -0) ? "-0" : String(number.value));
  return {value: nonfinite ? null : number.value, value_raw: shortest === written ? null : written, nonfinite};
}
