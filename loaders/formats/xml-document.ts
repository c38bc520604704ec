import sax from "sax";
import type {Source} from "../files/source.ts";
import type {Place, Row} from "../rows.ts";
import {documentText, DocumentText, tile, type Pick} from "./document-units.ts";
import type {DocumentFault} from "./json-document.ts";
import type {Mend} from "./json-tokens.ts";

/** An element with its range in the text. Names are without their prefix. */
export interface XmlElement {
  name: string;
  attributes: ReadonlyMap<string, string>;
  /** Empty unless the element is part of one that was picked whole. */
  children: XmlElement[];
  /** Character data directly inside, pieces joined. */
  text: string;
  start: number;
  end: number;
}

/** What becomes of an element; null: its tags are markup, and its children are asked for one by one. */
export type XmlPick =
  | {unit: "element" | "start tag"; facts: (element: XmlElement, at: Place) => Iterable<Row>}
  | {unit: "ignored"; rule: string}
  | null;

/** Decides at an element's start tag; `ancestors` begins with the root and holds no children. */
export type XmlPicker = (element: XmlElement, ancestors: readonly XmlElement[]) => XmlPick;

const maxDepth = 512;
const chunkChars = 64 * 1024;

/**
 * Tiles an XML document: each picked element is a unit, what stands between them markup. Only the five entities of XML
 * and character references are resolved; any other reference is kept as it is written, which is a repair. Nothing is
 * fetched. Where the text is not well formed, the elements that were whole before are kept.
 */
export function* xmlUnits(source: Source, pick: XmlPicker): Iterable<Row> {
  const document = documentText(source);
  if (!(document instanceof DocumentText)) return yield document;
  const reader = new XmlReader(document.text, document.from, pick);
  yield* tile(document, {
    language: "XML",
    picks: reader.picks(),
    mends: document.repairs,
    fault: () => reader.fault && {...reader.fault, behind: reader.closed}
  });
}

/** The first child of that name. */
export function childOf(element: XmlElement | undefined, ...path: string[]): XmlElement | undefined {
  return path.reduce<XmlElement | undefined>(
    (found, name) => found?.children.find((child) => child.name === name),
    element
  );
}

/** The trimmed text of the element at a path of names; undefined where there is none or it is empty. */
export function textAt(element: XmlElement | undefined, ...path: string[]): string | undefined {
  return childOf(element, ...path)?.text.trim() || undefined;
}

/** The children of the first child of that name, e.g. all `component` in `components`. */
export function listOf(element: XmlElement | undefined, list: string, item?: string): XmlElement[] {
  return childOf(element, list)?.children.filter(({name}) => item === undefined || name === item) ?? [];
}

/** An element and all inside it. */
export function* descendants(element: XmlElement): Iterable<XmlElement> {
  yield element;
  for (const child of element.children) yield* descendants(child);
}

/** An element as JSON text: attributes after "@", children by name, an array where a name repeats, text as "#text". */
export function elementJson(element: XmlElement): string {
  return JSON.stringify(plain(element));
}

function plain({attributes, children, text}: XmlElement): unknown {
  if (attributes.size === 0 && children.length === 0) return text.trim();
  const entries = new Map<string, unknown[]>();
  for (const [name, value] of attributes) entries.set(`@${name}`, [value]);
  for (const child of children) {
    const values = entries.get(child.name);
    if (values) values.push(plain(child));
    else entries.set(child.name, [plain(child)]);
  }
  if (text.trim() !== "") entries.set("#text", [text.trim()]);
  return Object.fromEntries([...entries].map(([name, values]) => [name, values.length === 1 ? values[0] : values]));
}

/** Without strictEntities the entities of HTML would be resolved as well. */
const options: sax.SAXOptions & {strictEntities: boolean} = {position: true, strictEntities: true};

class XmlFault extends Error {
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

class XmlReader {
  fault: DocumentFault | null = null;
  readonly #text: string;
  readonly #from: number;
  readonly #pick: XmlPicker;
  readonly #parser = sax.parser(true, options);
  readonly #open: XmlElement[] = [];
  #whole: {element: XmlElement; picked: NonNullable<XmlPick>} | null = null;
  #ready: Pick[] = [];
  #mends: Mend[] = [];
  #rooted = false;

  constructor(text: string, from: number, pick: XmlPicker) {
    this.#text = text;
    this.#from = from;
    this.#pick = pick;
    const parser = this.#parser;
    // The document's size is bounded, so a long attribute need not be.
    Object.assign(parser, {bufferCheckPosition: Infinity});
    parser.onopentag = ({name, attributes}) => this.#start(name, attributes as Record<string, string>);
    parser.onclosetag = () => this.#close();
    parser.ontext = parser.oncdata = (text) => this.#data(text);
    parser.onerror = (error) => this.#mendOrThrow(error.message.split("\n")[0]!);
  }

  /** Picked elements as soon as they end. */
  *picks(): Iterable<Pick> {
    for (let at = this.#from; at < this.#text.length && !this.fault; at += chunkChars) {
      this.#guard(() => this.#parser.write(this.#text.slice(at, at + chunkChars)));
      yield* this.#ready.splice(0);
    }
    if (!this.fault) this.#guard(() => this.#end());
  }

  #guard(read: () => void): void {
    try {
      read();
    } catch (error) {
      if (!(error instanceof XmlFault)) throw error;
      this.fault = {at: error.at, reason: error.message, ended: error.at === this.#text.length};
    }
  }

  /** Whether the root has ended. */
  get closed(): boolean {
    return this.#rooted && this.#open.length === 0;
  }

  get #position(): number {
    return this.#from + this.#parser.position;
  }

  #start(qualified: string, attributes: Record<string, string>): void {
    const depth = this.#open.length;
    if (depth === 0 && this.#rooted) throw this.#misplaced(`expected one root element, found <${qualified}> behind it`);
    if (depth === maxDepth) throw this.#misplaced(`expected at most ${maxDepth} levels, found <${qualified}> below`);
    this.#rooted = true;
    const element: XmlElement = {
      name: qualified.slice(qualified.indexOf(":") + 1),
      attributes: new Map(Object.entries(attributes)),
      children: [],
      text: "",
      start: this.#from + this.#parser.startTagPosition - 1,
      end: this.#position
    };
    if (this.#whole) {
      if (this.#whole.picked.unit === "element") this.#open.at(-1)!.children.push(element);
    } else this.#ask(element);
    this.#open.push(element);
  }

  #ask(element: XmlElement): void {
    const picked = this.#pick(element, this.#open);
    if (picked?.unit === "start tag") this.#emit(element, picked);
    else if (picked) this.#whole = {element, picked};
  }

  #close(): void {
    const element = this.#open.pop()!;
    element.end = this.#position;
    if (this.#whole?.element !== element) return;
    this.#emit(element, this.#whole.picked);
    this.#whole = null;
  }

  #emit(element: XmlElement, picked: NonNullable<XmlPick>): void {
    const {start, end} = element;
    const mends = this.#mends.splice(0);
    if (picked.unit === "ignored") this.#ready.push({start, end, rule: picked.rule});
    else this.#ready.push({start, end, mends, facts: (at) => picked.facts(element, at)});
  }

  #data(text: string): void {
    if (this.#whole?.picked.unit === "element") this.#open.at(-1)!.text += text;
  }

  #end(): void {
    const reason = this.#rooted ? "the text ends inside an element" : "expected an element, found none";
    this.#parser.onerror = () => {
      throw new XmlFault(reason, this.#text.length);
    };
    this.#parser.close();
    if (!this.#rooted) throw new XmlFault(reason, this.#text.length);
  }

  /** A reference to an entity is kept as it stands; anything else ends the reading. */
  #mendOrThrow(message: string): void {
    if (message !== "Invalid character entity") throw new XmlFault(lowerFirst(message), this.#position - 1);
    const reference = this.#text.slice(this.#text.lastIndexOf("&", this.#position - 1), this.#position);
    this.#mends.push({kind: "entity not resolved", before: reference, after: reference});
    Object.assign(this.#parser, {error: null});
  }

  #misplaced(message: string): XmlFault {
    return new XmlFault(message, this.#from + this.#parser.startTagPosition - 1);
  }
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
