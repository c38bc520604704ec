import type {Page} from "playwright-core";

declare global {
  interface Window {
    /** Controls in the order in which they got the focus, and whether that could be seen. */
    focused: {control: Element; visible: boolean}[];
  }
}

const controls =
  "a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), textarea, summary, [tabindex='0']";

/** Walks the page with the Tab key. Returns controls that it never reaches, and those whose focus cannot be seen. */
export async function keyboardFaults(page: Page): Promise<string[]> {
  const total = await page.evaluate((selector) => {
    window.focused = [];
    document.addEventListener("focusin", ({target}) => {
      const control = target as Element;
      const {outlineStyle, outlineWidth, boxShadow} = getComputedStyle(control);
      const visible = (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none";
      window.focused.push({control, visible});
    });
    return document.querySelectorAll(selector).length;
  }, controls);
  for (let i = 0; i < total + 3; i++) await page.keyboard.press("Tab");
  return page.evaluate((selector) => {
    const reached = new Set(window.focused.map(({control}) => control));
    const due = [...document.querySelectorAll<HTMLElement>(selector)].filter(
      (node) =>
        node.tabIndex >= 0 &&
        node.getClientRects().length > 0 &&
        node.checkVisibility({visibilityProperty: true}) &&
        !(node instanceof HTMLInputElement && node.type === "radio" && !node.checked)
    );
    const missed = due.filter((node) => !reached.has(node));
    const unseen = window.focused.filter(({visible}) => !visible).map(({control}) => control);
    return [
      ...(due.length === 0 ? ["the page has no controls"] : []),
      ...missed.map((node) => `the keyboard never reaches: ${node.outerHTML.slice(0, 100)}`),
      ...unseen.map((node) => `focus cannot be seen: ${node.outerHTML.slice(0, 100)}`)
    ].slice(0, 20);
  }, controls);
}

/** Goes to the first and the second point of every chart with the arrow keys. Returns charts that show nothing then. */
export async function pointFaults(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const plot of await page.locator(".plot:visible").all()) {
    const name = (await plot.getAttribute("aria-label")) ?? "";
    await plot.focus();
    const seen: string[] = [];
    for (const key of ["ArrowRight", "ArrowRight"]) {
      await page.keyboard.press(key);
      seen.push(await plot.locator(".tip").innerText());
    }
    if (seen.some((text) => !/\d/.test(text)) || seen[0] === seen[1])
      faults.push(`the arrow keys show "${seen.join('", "')}": ${name}`);
  }
  return faults;
}
