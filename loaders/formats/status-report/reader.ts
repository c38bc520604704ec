import type {FactTable, Scalar} from "../../rows.ts";
import type {Node} from "./node.ts";
import type {Section} from "./outline.ts";

export interface Document {
  /** Logical path of the source. */
  path: string;
  nodes: Node[];
  sections: Section[];
}

export interface Fact {
  table: FactTable;
  node: Node;
  values: Record<string, Scalar | object | undefined>;
  /** The node says more than the fact: its text is kept as prose too. */
  more?: boolean;
}

/** Finds the facts of one kind in a document. */
export type Reader = (document: Document) => Iterable<Fact>;
