import {capturedError, errorKeys} from "./captured-error.ts";
import {eventLeaves, eventRow, isInventory} from "./event-row.ts";
import {eventTime} from "./event-time.ts";
import type {ObjectLine} from "./json-lines.ts";
import type {JsonLine} from "./json-line.ts";
import type {Leaf} from "./json-scanner.ts";
import {sha256Keys} from "./artifact.ts";
import {contentMark, markOf, patternOf, timeKindOf, type Mark} from "./line-pattern.ts";
import {slots, type LineScanner, type Slot, type TakenLines} from "./line-scanner.ts";
import type {PatternLearner} from "./patterned-lines.ts";

const mostPatterns = 64;
const mostStreams = 4096;
const slotOf: Record<Leaf["kind"], Slot | null> = {
  string: slots.string,
  number: slots.number,
  boolean: slots.boolean,
  array: slots.array,
  null: null,
  object: null
};

/** Learns the patterns of lines that are one event each, and nothing else. */
export class EventPatterns implements PatternLearner {
  learned = 0;
  readonly #sourceId: string;
  readonly #scanner: LineScanner;
  readonly #patterns = new Map<string, number>();
  readonly #streams = new Set<string>();
  readonly #samples: JsonLine[] = [];

  constructor(sourceId: string, scanner: LineScanner) {
    this.#sourceId = sourceId;
    this.#scanner = scanner;
    scanner.thread = 0;
  }

  ready(): boolean {
    return true;
  }

  sampleOf(stream: number): JsonLine {
    return this.#samples[stream]!;
  }

  took(taken: TakenLines[]): number {
    return taken.reduce((sum, {lines}) => sum + lines, 0);
  }

  learn({at, json, repairs}: ObjectLine): void {
    if (repairs.length > 0 || this.#streams.size >= mostStreams || saysMore(json) || isInventory(json)) return;
    const time = eventTime(json);
    if (capturedError(at, this.#sourceId, json, time)) return;
    const leaves = eventLeaves(json);
    const timeKind = leaves.time ? timeKindOf(leaves.time, json.text) : -1;
    if (timeKind === null || (leaves.time && time?.utc == null)) return;
    const found = marksOf(json, leaves);
    const learned = found && patternOf("events", json, found);
    if (!learned) return;
    const pattern = this.#pattern(learned.pattern);
    if (pattern === null) return;
    const key = [pattern, ...learned.keys].join("\0");
    if (this.#streams.has(key)) return;
    const {values} = eventRow(at, this.#sourceId, json, time);
    const {audit_id, zoned, level, kind} = values as Record<"audit_id" | "zoned" | "level" | "kind", string | null>;
    const stream = {pattern, keys: learned.keys, series: -1, thread: 0, namesRun: false, timeKind};
    const number = this.#scanner.events(stream, {run_id: null, audit_id, zoned, level, kind});
    this.#streams.add(key);
    this.#samples[number] = json;
    this.learned += 1;
  }

  #pattern(pattern: Parameters<LineScanner["pattern"]>[0]): number | null {
    const key = JSON.stringify(pattern);
    const known = this.#patterns.get(key);
    if (known !== undefined) return known;
    if (this.#patterns.size >= mostPatterns) return null;
    const number = this.#scanner.pattern(pattern);
    this.#patterns.set(key, number);
    return number;
  }
}

/** Keys that make other facts of some lines, by their values. */
function saysMore(json: JsonLine): boolean {
  return [...errorKeys, ...sha256Keys].some((key) => json.key(key) !== undefined);
}

/** What varies in an event; null where it cannot be told apart. An empty string stays as it is: others would be told. */
function marksOf(json: JsonLine, {time, words, message}: ReturnType<typeof eventLeaves>): Mark[] | null {
  const marks: (Mark | null)[] = [];
  for (const leaf of json.leaves) {
    const slot = slotOf[leaf.kind];
    if (slot === null || (leaf.kind === "string" && leaf.value === "")) continue;
    if (leaf === time)
      marks.push(leaf.kind === "string" ? contentMark(json, leaf, slots.timeText) : markOf(leaf, slots.timeNumber));
    else if (words.includes(leaf)) marks.push(contentMark(json, leaf, slots.key));
    else if (leaf === message) marks.push(contentMark(json, leaf, slots.text));
    else marks.push(markOf(leaf, slot));
  }
  if (message) marks.push(...edgesOf(message));
  return marks.includes(null) ? null : (marks as Mark[]);
}

function edgesOf(message: Leaf | {start: number; end: number}): Mark[] {
  const quoted = "kind" in message && message.kind === "string" ? 1 : 0;
  const [start, end] = [message.start + quoted, message.end - quoted];
  return [
    {slot: slots.messageStart, start, end: start},
    {slot: slots.messageEnd, start: end, end}
  ];
}
