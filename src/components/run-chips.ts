import {element} from "./element.js";
import {text} from "./value.js";

export interface RunChip {
  run_id: string;
  label: string;
  color: string;
}

const shown = 12;

/**
 * The drawn runs by name and colour. Pointing at one picks out its curve; pressing it takes the run away.
 * @param pick called with null when nothing is pointed at
 */
export function runChips(
  chips: readonly RunChip[],
  pick: (run_id: string | null) => void,
  remove: (run_id: string) => void,
  clear: () => void
): HTMLElement {
  const chip = ({run_id, label, color}: RunChip): HTMLElement =>
    element(
      "button",
      {
        type: "button",
        class: "chip-button",
        "aria-label": `take away ${label}`,
        click: () => remove(run_id),
        pointerenter: () => pick(run_id),
        pointerleave: () => pick(null),
        focus: () => pick(run_id),
        blur: () => pick(null)
      },
      element("span", {class: "run-swatch", style: `background:${color}`, "aria-hidden": "true"}),
      text(label),
      element("span", {class: "cross", "aria-hidden": "true"}, "×")
    );
  const rest = chips.length - shown;
  return element(
    "div",
    {class: "chips", role: "group", "aria-label": "Runs drawn"},
    chips.slice(0, shown).map(chip),
    rest > 0 ? element("output", {class: "name"}, `and ${rest} more`) : null,
    chips.length > 0 ? element("button", {type: "button", class: "quiet", click: clear}, "clear") : null
  );
}
