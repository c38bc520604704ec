import {element} from "./element.js";
import type {Child} from "./element.js";

export interface Choice {
  value: string;
  label: string;
  /** Why it cannot be chosen. */
  disabled?: string;
  /** Heading in the list under which it stands. */
  group?: string;
}

function option({value, label, disabled}: Choice, chosen: string): HTMLOptionElement {
  const shown = disabled ? `${label} (${disabled})` : label;
  return element("option", {value, selected: value === chosen, disabled: Boolean(disabled)}, shown);
}

function options(choices: readonly Choice[], chosen: string): HTMLElement[] {
  const plain = choices.filter(({group}) => group === undefined).map((c) => option(c, chosen));
  const headings = [...new Set(choices.map(({group}) => group).filter((g) => g !== undefined))];
  const grouped = headings.map((label) =>
    element(
      "optgroup",
      {label},
      choices.filter(({group}) => group === label).map((c) => option(c, chosen))
    )
  );
  return [...plain, ...grouped];
}

function labelled(label: Child, control: HTMLElement): HTMLElement {
  return element("label", {class: "field"}, element("span", {class: "field-name"}, label), control);
}

/** A list to choose one of. @example choice("x axis", [{value: "step", label: "step"}], "step", (v) => set({x: v})) */
export function choice(
  label: Child,
  choices: readonly Choice[],
  chosen: string,
  change: (value: string) => void
): HTMLElement {
  const select = element(
    "select",
    {input: (event) => change((event.target as HTMLSelectElement).value)},
    options(choices, chosen)
  );
  return labelled(label, select);
}

/** A box to tick. @example toggle("log y", false, (on) => set({logy: on})) */
export function toggle(label: Child, checked: boolean, change: (on: boolean) => void): HTMLElement {
  const input = (event: Event): void => change((event.target as HTMLInputElement).checked);
  return element("label", {class: "tickbox"}, element("input", {type: "checkbox", checked, input}), " ", label);
}

/** A slider that says its value. */
export function slider(
  label: Child,
  {min, max, step, value}: {min: number; max: number; step: number; value: number},
  words: (value: number) => string,
  change: (value: number) => void
): HTMLElement {
  const shown = element("output", null, words(value));
  const input = (event: Event): void => {
    const v = Number((event.target as HTMLInputElement).value);
    shown.textContent = words(v);
    change(v);
  };
  const range = element("input", {type: "range", min, max, step, value, input});
  return labelled(label, element("span", {class: "slider"}, range, shown));
}
