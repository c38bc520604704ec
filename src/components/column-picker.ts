import {element} from "./element.js";
import type {FactKey} from "./run-rows.js";
import {columnName} from "./run-table.js";
import {toggle} from "./control.js";
import {text} from "./value.js";

const headings = {parameter: "parameters", environment: "environment"} as const;

/** Which parameters and environment keys are columns of the table of runs. Keys that vary stand first. */
export function columnPicker(
  keys: readonly FactKey[],
  chosen: readonly string[],
  change: (columns: string[]) => void
): HTMLElement {
  const picked = new Set(chosen);
  const box = (key: FactKey): HTMLElement => {
    const id = columnName(key);
    const label = text(key.key);
    const same = key.different <= 1 ? element("span", {class: "remark"}, " same everywhere") : null;
    return toggle([label, same], picked.has(id), (on) => {
      if (on) picked.add(id);
      else picked.delete(id);
      change(keys.map(columnName).filter((name) => picked.has(name)));
    });
  };
  const lists = (["parameter", "environment"] as const).map((kind) => {
    const own = keys
      .filter((key) => key.kind === kind)
      .sort((a, b) => Number(a.different <= 1) - Number(b.different <= 1));
    return own.length === 0 ? null : element("fieldset", null, element("legend", null, headings[kind]), own.map(box));
  });
  return element(
    "details",
    {class: "column-picker"},
    element("summary", null, "columns"),
    element("div", {class: "pick-list"}, lists)
  );
}
