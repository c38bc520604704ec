import type {Overview} from "../../src/components/headline.ts";

const counts =
  "sources units rejected repairs unrecognised runs completed aborted audits capabilities benchmarks pairs diverging all_falls all_rises compared disagree falls rises".split(
    " "
  );

/** The overview of an empty report, with some facts changed. */
export function overviewWith(facts: Partial<Overview>): Overview {
  const zero = Object.fromEntries(
    counts.flatMap((key) => [
      [key, 0],
      [`${key}_evidence`, `=${key}`]
    ])
  );
  const none = {
    days_apart: null,
    days_apart_evidence: null,
    date: null,
    date_before: null,
    path: null,
    path_before: null,
    first_audit: null,
    last_audit: null
  };
  return {...zero, ...none, ...facts} as Overview;
}
