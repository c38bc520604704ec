import type {Line, Source} from "../../files/source.ts";
import type {RepairRow, Row, UnitRow} from "../../rows.ts";
import type {Format} from "../format.ts";
import type {Resumption} from "../resumption.ts";
import {terminalText} from "../terminal-text.ts";
import {ignored, parsed, pending, rejected, settle} from "../unit-line.ts";
import {groupsOf, isRole, type LineDeclaration} from "./declaration.ts";
import {DeclaredLog, type DeclaredLogState, type Layout} from "./declared-log.ts";
import {budgetOf, GuardedMatch, longestMatched} from "./guarded-match.ts";
import {pathMatcher} from "./path-match.ts";

const batchLines = 512;
const batchChars = 256 * 1024;
const unmatched = "does not match the declared line";

/** A line to be matched. */
interface Candidate {
  line: Line;
  text: string;
  repairs: RepairRow[];
}

/** A line to be matched, or the unit row of one that is not. */
type Waiting = Candidate | {unit: UnitRow};

/** The format of a declared line. `budget` gives the milliseconds that matching a source of so many bytes may take. */
export function lineFormat(declaration: LineDeclaration, budget = budgetOf): Format {
  const {name, match, line: pattern} = declaration;
  const matches = pathMatcher(`declared:${name}`, match);
  const layout = layoutOf(declaration);
  return {
    name: `declared:${name}`,
    title: `${name}, as the configuration declares it`,
    unit: "line",
    detect: (path) => (matches(path) ? 1 : 0),
    parse(source, resumption) {
      const log = new DeclaredLog(source, layout, resumption?.from?.state as DeclaredLogState | undefined);
      const guard = new GuardedMatch(pattern, budget(source.bytes));
      return new LineParser(source, `declared:${name}`, guard, log).rows(resumption);
    },
    remark: ({parsed: rows, rejected: faults, ignored: others}) =>
      rows + faults === 0 ? `declared as ${name}, but not one of its ${others} lines matches ${String(pattern)}` : null
  };
}

function layoutOf({line, units = {}}: LineDeclaration): Layout {
  const groups = [...new Set(groupsOf(line))];
  const unitOf = (group: string) =>
    Object.keys(units)
      .filter((end) => group.endsWith(end))
      .sort((a, b) => b.length - a.length)[0];
  return {
    noun: "group",
    roles: Object.fromEntries(groups.filter(isRole).map((group) => [group, group])),
    metrics: groups
      .filter((group) => !isRole(group))
      .map((group) => ({key: group, metric: group, unit: units[unitOf(group) ?? ""]}))
  };
}

class LineParser {
  readonly #source: Source;
  readonly #format: string;
  readonly #guard: GuardedMatch;
  readonly #log: DeclaredLog;
  #waiting: Waiting[] = [];
  #chars = 0;

  constructor(source: Source, format: string, guard: GuardedMatch, log: DeclaredLog) {
    this.#source = source;
    this.#format = format;
    this.#guard = guard;
    this.#log = log;
  }

  /** A checkpoint is said where no line waits: before a last line without its end, else behind the last one. */
  *rows(resumption: Resumption | undefined): Iterable<Row> {
    let {unit, line, end} = resumption?.from ?? {unit: 0, line: 0, end: 0};
    let tail: Line | null = null;
    for (const read of this.#source.lines({unit, line, end})) {
      if (!read.complete) {
        tail = read;
        break;
      }
      this.#wait(read);
      [unit, line, end] = [read.at.unit, read.at.line!, read.at.end];
      if (this.#waiting.length >= batchLines || this.#chars >= batchChars) yield* this.#flush();
    }
    yield* this.#flush();
    resumption?.checkpoint({unit, line, end, state: this.#log.state()});
    if (tail) this.#wait(tail);
    yield* this.#flush();
    yield* this.#log.finish();
  }

  #wait(line: Line): void {
    const {at} = line;
    const settled = settle(line);
    if (settled) return void this.#waiting.push({unit: settled});
    const {text, repairs} = terminalText(line);
    if (text.trim() === "") this.#waiting.push({unit: ignored(at, "blank line")});
    else if (!line.complete) this.#waiting.push({unit: pending(at)});
    else if (text.length > longestMatched) {
      const reason = `line of ${text.length} characters is longer than ${longestMatched}: not matched with ${this.#guard.expression}`;
      this.#waiting.push({unit: rejected(at, reason, text)});
    } else {
      this.#waiting.push({line, text, repairs});
      this.#chars += text.length;
    }
  }

  *#flush(): Iterable<Row> {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#chars = 0;
    const lines = waiting.filter((entry): entry is Candidate => !("unit" in entry));
    const {found, stuckAt} = this.#guard.match(lines.map(({text}) => text));
    if (stuckAt !== null) {
      const {line, text} = lines[stuckAt]!;
      throw this.#guard.tooSlow(this.#format, `${this.#source.path}:${line.at.line}`, text);
    }
    let i = 0;
    for (const entry of waiting) {
      if ("unit" in entry) yield entry.unit;
      else yield* this.#row(entry.line, entry.repairs, found[i++]!);
    }
  }

  *#row({at, text}: Line, repairs: RepairRow[], groups: Record<string, string | undefined> | null): Iterable<Row> {
    if (groups === null) return yield ignored(at, unmatched);
    const row = this.#log.row(at, (key) =>
      groups[key] === undefined ? undefined : {text: groups[key], quoted: false}
    );
    if ("fault" in row) return yield rejected(at, row.fault, text);
    yield parsed(at);
    yield* repairs;
    yield* row.facts;
  }
}
