import {element} from "./element.js";
import {settle} from "./settled.js";
import type {UrlState} from "./url-state.js";
import type {Codecs, Values} from "./url-codec.js";

export interface LiveFigure<C extends Codecs> {
  /** Names the group of controls: "Clocks of the example". */
  label: string;
  /** The settings, which several figures of a page may share. */
  state: UrlState<C>;
  controls: (now: Values<C>, set: (change: Partial<Values<C>>) => void) => readonly HTMLElement[];
  draw: (now: Values<C>) => HTMLElement;
}

/**
 * Controls above a figure that is made anew whenever one of them changes. While a slider is dragged, what comes in
 * during a drawing is drawn once, afterwards, in its last state.
 */
export function liveFigure<C extends Codecs>({label, state, controls, draw}: LiveFigure<C>): HTMLElement {
  const box = element("div", {class: "settling"});
  let [drawing, again] = [false, false];
  const redraw = async (): Promise<void> => {
    again = drawing;
    if (drawing) return;
    drawing = true;
    do {
      again = false;
      await settle(box, draw(state.values));
    } while (again);
    drawing = false;
  };
  const set = (change: Partial<Values<C>>): void => {
    state.set(change);
    void redraw();
  };
  void redraw();
  const bar = element("div", {class: "controls", role: "group", "aria-label": label}, controls(state.values, set));
  return element("div", {class: "wide live"}, bar, box);
}

/** A number that the page has just worked out from the settings; it is no data, and says so by its element. */
export function worked(n: number | string): HTMLElement {
  return element("output", {class: "worked", "aria-live": "off"}, String(n));
}
