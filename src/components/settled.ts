const patience = 2000;

function isDrawn(node: Element): boolean {
  return [...node.querySelectorAll(".plot")].every((plot) => plot.querySelector(".canvas") !== null);
}

function whenDrawn(node: Element): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      observer.disconnect();
      clearTimeout(timer);
      resolve();
    };
    const observer = new MutationObserver(() => {
      if (isDrawn(node)) done();
    });
    const timer = setTimeout(done, patience);
    observer.observe(node, {childList: true, subtree: true});
    if (isDrawn(node)) done();
  });
}

const turns = new WeakMap<Element, number>();

/**
 * Puts `next` in place of what a box holds once its charts are drawn, so that nothing jumps; a later call overtakes an
 * earlier one. What is first in an empty box is shown at once.
 */
export async function settle(box: HTMLElement, next: HTMLElement): Promise<void> {
  const turn = (turns.get(box) ?? 0) + 1;
  turns.set(box, turn);
  if (box.childElementCount === 0) return void box.replaceChildren(next);
  next.classList.add("waiting");
  box.append(next);
  await whenDrawn(next);
  if (turns.get(box) !== turn) return void next.remove();
  next.classList.remove("waiting");
  box.replaceChildren(next);
}
