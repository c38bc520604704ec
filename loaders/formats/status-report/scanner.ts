import {recognisers} from "./blocks.ts";
import type {Block, Node} from "./node.ts";
import type {TextLine} from "./text-line.ts";

/** The nodes of a document, in order. A line belongs to one node, so the nodes tile what the lines tile. */
export function scan(lines: TextLine[]): Node[] {
  const nodes: Node[] = [];
  for (const stretch of stretches(lines)) {
    for (let i = 0; i < stretch.length;) {
      const block = blockAt(stretch, i, nodes.at(-1));
      nodes.push(nodeOf(block, stretch.slice(i, i + block.count), nodes.length + 1));
      i += block.count;
    }
  }
  return nodes;
}

/** A line that cannot be read ends every open block, so that it is rejected alone. */
function stretches(lines: TextLine[]): TextLine[][] {
  const all: TextLine[][] = [];
  for (const [i, line] of lines.entries()) {
    if (i === 0 || line.rejected !== null || lines[i - 1]!.rejected !== null) all.push([]);
    all.at(-1)!.push(line);
  }
  return all;
}

function blockAt(lines: TextLine[], i: number, before: Node | undefined): Block {
  const {text, rejected} = lines[i]!;
  if (rejected !== null) return {kind: "rejected", count: 1, text};
  for (const recognise of recognisers) {
    const block = recognise(lines, i, before);
    if (block) return block;
  }
  throw new Error(`expected the last recogniser to take line ${lines[i]!.line}, found none that does`);
}

function nodeOf({kind, text, level = 0, mark = ""}: Block, lines: TextLine[], unit: number): Node {
  const at = {unit, line: lines[0]!.line, start: lines[0]!.start, end: lines.at(-1)!.end};
  return {kind, at, lines, text, level, mark};
}
