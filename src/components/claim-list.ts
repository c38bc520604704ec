import type {ClaimRecord} from "./claim.js";
import {element, fragment} from "./element.js";
import {expectationWords} from "./expectation.js";
import {beside, note} from "./note.js";
import {table} from "./table.js";
import type {Row} from "./table.js";
import {text, value} from "./value.js";
import {verdict} from "./verdict.js";

/** A claim as claims.json has it. */
export type PageClaim = ClaimRecord & Row & {page: string; expect: string};

/** "success-wide" as words, and where it stands. @example claimHref({id: "a", page: "notes/x.md"}) // "./notes/x#claim-a" */
export function claimHref({id, page}: {id: string; page: string}): string {
  return `./${page.replace(/\.md$/, "")}#claim-${id}`;
}

/** What the report's pages claim, each with what was found and expected. Nothing where no page claims anything. */
export function claimList(claims: readonly PageClaim[]): DocumentFragment {
  if (claims.length === 0) return fragment();
  const list = table(claims, {
    caption: "Claims",
    columns: [
      {
        key: "id",
        label: "claim",
        width: "9rem",
        render: (row) => text(row.id.replaceAll("-", " "), {href: claimHref(row)})
      },
      {
        key: "value",
        label: "found",
        align: "right",
        width: "5.5rem",
        render: (row) => value(row.value, row.evidence, {unit: row.unit, digits: row.digits})
      },
      {
        key: "verdict",
        label: "verdict",
        evidence: null,
        width: "7rem",
        render: (row) => verdict(row.verdict, {words: "claim", plain: true})
      },
      {key: "expect", label: "expected", width: "10rem", render: (row) => text(expectationWords(row.expect))}
    ],
    limit: 6
  });
  const words = "Each is a query with an expectation. The build fails when one stops being true.";
  return fragment(element("h2", {id: "claims"}, "What this report claims"), beside(list, note(words)));
}
