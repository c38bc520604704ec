import type {Column} from "./cell.js";
import {element} from "./element.js";
import {groupItems} from "./group-check.js";
import type {GroupCheck, GroupItem} from "./group-check.js";
import {table} from "./table.js";
import {value} from "./value.js";
import {verdict, verdictKey} from "./verdict.js";
import type {Verdict} from "./verdict.js";

function itemCell(item: GroupItem, group: GroupCheck): HTMLElement {
  const counts = item.counts(group);
  const title = `what would decide it: ${item.decides}`;
  if (!counts) return verdict(item.verdict(group), {plain: true, title});
  const {part, whole} = counts;
  const children = [value(part.n, part.evidence), " of ", value(whole.n, whole.evidence)];
  return verdict(item.verdict(group), {plain: true, children});
}

function isOpen(decided: Verdict): boolean {
  return decided === "undecided" || decided === "no-evidence";
}

/** What the logs decide for each group of runs that differ in seed only, with what would decide the rest. */
export function groupCheckTable(groups: readonly GroupCheck[]): HTMLElement {
  const columns: Column<GroupCheck>[] = [
    {key: "group_label", label: "group", kind: "name", evidence: null},
    ...groupItems.map((item): Column<GroupCheck> => ({
      key: item.key,
      label: item.label,
      kind: "verdict",
      sort: false,
      render: (group) => itemCell(item, group)
    }))
  ];
  const caption = "Groups of runs that differ in seed only";
  const list = table(groups, {caption, columns, limit: 12, filter: groups.length > 12, wide: true});
  const open = groupItems.filter((item) => groups.some((group) => isOpen(item.verdict(group))));
  const decides = open.map(({label, decides: by}) => element("li", null, element("strong", null, label), `: ${by}`));
  const help =
    open.length === 0 ? null : [element("p", null, "What would decide what is open:"), element("ul", null, decides)];
  return element("div", {class: "wide checks"}, list, element("div", {class: "below"}, help, verdictKey()));
}
