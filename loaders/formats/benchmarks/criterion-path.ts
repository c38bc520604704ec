import type {Scalar} from "../../rows.ts";
import type {CaseColumns} from "./case-book.ts";

/**
 * What the folder of a criterion file says: `target/criterion/fib/20/new/sample.json` is case fib/20, baseline new.
 * `folder` is the key that the files of one measurement share.
 */
export function criterionPath(path: string): {name: string; baseline: string; folder: string} {
  const parts = path.split("/").slice(0, -1);
  const baseline = parts.at(-1) ?? "";
  const above = parts.slice(0, -1);
  const root = above.lastIndexOf("criterion");
  return {name: above.slice(root + 1).join("/") || baseline || path, baseline, folder: parts.join("/")};
}

/** Columns that every file of a criterion measurement shares. */
export function criterionColumns(path: string): CaseColumns & {axes: Record<string, Scalar>} {
  const {name, baseline, folder} = criterionPath(path);
  return {
    case: name,
    op: name,
    axes: baseline === "" ? {} : {baseline},
    quantity: "time",
    unit_name: "ns",
    higher_is_better: false,
    timed: "end-to-end",
    tool: "criterion",
    part_of: folder === "" ? null : folder
  };
}
