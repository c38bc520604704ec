import type {Place} from "../../rows.ts";
import type {TextLine} from "./text-line.ts";

export type NodeKind =
  | "blank"
  | "rejected"
  | "front matter"
  | "heading"
  | "code"
  | "comment"
  | "table header"
  | "table delimiter"
  | "table row"
  | "rule"
  | "quote"
  | "item"
  | "paragraph";

/** A piece of the document and the lines it is made of. Nodes tile the document. */
export interface Node {
  kind: NodeKind;
  at: Place;
  lines: TextLine[];
  /** Without the marks that make it a node: a heading's words, an item's words, the lines between two fences. */
  text: string;
  /** Level of a heading, columns before an item's mark; else 0. */
  level: number;
  /** An item's mark ("-", "10.") or a fence's info string; else empty. */
  mark: string;
}

/** What a recogniser finds at a line: how many lines, and what they say. */
export interface Block {
  kind: NodeKind;
  count: number;
  text: string;
  level?: number;
  mark?: string;
}

/** Finds a block of its kind that begins at line `i`, or null. */
export type Recogniser = (lines: TextLine[], i: number, before: Node | undefined) => Block | null;
