/**
 * A note that belongs to a place inside a paragraph. When it enters the page it moves into the margin note right after
 * that paragraph, so that it stands beside it on a wide page and after it on a phone.
 */
class AttachedNote extends HTMLElement {
  connectedCallback(): void {
    if (this.parentElement?.matches("aside.note")) return;
    const block = blockOf(this);
    if (block) place(this, noteAfter(block));
  }
}

/** The ancestor that stands in the page's own flow. */
function blockOf(node: Element): Element | null {
  let block: Element = node;
  while (block.parentElement && !block.parentElement.matches("main, .observablehq--block, section, article")) {
    block = block.parentElement;
  }
  return block === node ? null : block;
}

function noteAfter(block: Element): Element {
  const next = block.nextElementSibling;
  if (next?.matches("aside.note.attached")) return next;
  const aside = document.createElement("aside");
  aside.className = "note attached";
  block.after(aside);
  return aside;
}

/** In the order of their numbers; a note shown again takes the place of its former self. */
function place(note: HTMLElement, aside: Element): void {
  const order = Number(note.dataset.order);
  for (const other of [...aside.children]) {
    if (!(other instanceof HTMLElement)) continue;
    if (other.dataset.order === note.dataset.order) other.remove();
    else if (Number(other.dataset.order) > order) return void other.before(note);
  }
  aside.append(note);
}

const name = "attached-note";
if (!customElements.get(name)) customElements.define(name, AttachedNote);

/** A numbered note that finds its own margin. @example attachedNote(1, "No result file holds it.") */
export function attachedNote(order: number, ...children: Node[]): HTMLElement {
  const note = document.createElement(name);
  note.dataset.order = String(order);
  note.append(...children);
  return note;
}
