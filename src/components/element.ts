/** What may stand inside an element: nodes, text (always a text node, never markup), nothing, or lists of these. */
export type Child = Node | string | null | undefined | false | readonly Child[];

export type Attributes = Record<string, string | number | boolean | null | undefined | ((event: Event) => void)>;

function append(parent: Node, child: Child): void {
  if (child === null || child === undefined || child === false) return;
  if (typeof child === "string") parent.appendChild(document.createTextNode(child));
  else if (child instanceof Node) parent.appendChild(child);
  else for (const c of child) append(parent, c);
}

function assign(node: Element, attributes: Attributes): void {
  for (const [name, v] of Object.entries(attributes)) {
    if (typeof v === "function") node.addEventListener(name, v);
    else if (v === true) node.setAttribute(name, "");
    else if (v !== false && v !== null && v !== undefined) node.setAttribute(name, String(v));
  }
}

/**
 * An element with attributes and children. A function is an event listener under the event's name; true is an empty
 * attribute; false, null and undefined leave the attribute out.
 * @example element("button", {type: "button", click: () => sort()}, "sort")
 */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes | null,
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  if (attributes) assign(node, attributes);
  append(node, children);
  return node;
}

/** The same for inline fragments. @example fragment("5 of ", value(9, "a:1")) */
export function fragment(...children: Child[]): DocumentFragment {
  const node = document.createDocumentFragment();
  append(node, children);
  return node;
}
