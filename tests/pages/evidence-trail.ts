import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {leaves, recompute, type Expression, type Leaf} from "../../loaders/evidence/expression.ts";
import {unitsPerShard} from "../../loaders/evidence/shards.ts";
import type {ShownValue} from "./look.ts";

interface Unit {
  text: string;
  cut: boolean;
}

/** Follows values back to the evidence a built site ships. */
export class EvidenceTrail {
  private readonly folder: string;
  private readonly files = new Map<string, Record<string, unknown> | null>();
  /** How many values were followed to a line, to a ledger, or recomputed. */
  readonly followed = {line: 0, ledger: 0, recomputed: 0};

  constructor(site: string) {
    this.folder = join(site, "evidence");
  }

  /** Why a shown value does not lead back to its evidence, or null when it does. */
  fault(value: ShownValue): string | null {
    if (!value.evidence) return `"${value.text}" (${value.raw}) has no evidence`;
    const shown = this.shownFault(value);
    if (shown) return shown;
    if (!value.evidence.startsWith("=")) return this.leafFault([value.evidence, value.raw], value.text);
    const id = value.evidence.slice(1);
    const expression = this.read(`x/${id.slice(0, 2)}.json`)?.[id] as Expression | undefined;
    if (!expression) return `"${value.text}": the expression ${value.evidence} is not shipped`;
    return this.expressionFault(expression, value);
  }

  private expressionFault(expression: Expression, {raw, text}: ShownValue): string | null {
    for (const leaf of leaves(expression)) {
      const fault = this.leafFault(leaf, text);
      if (fault) return fault;
    }
    const result = recompute(expression);
    this.followed.recomputed += 1;
    if (expression.of.length < expression.n && result === null) return null;
    return close(Number(result), Number(raw)) || String(result) === raw
      ? null
      : `"${text}": ${expression.fn} of its inputs is ${result}, shown is ${raw}`;
  }

  private leafFault([place, raw]: Leaf, text: string): string | null {
    const [sourceId = "", rest = ""] = place.split(/[:#]/);
    if (place.includes("#")) return this.ledgerFault(sourceId, rest, raw, text);
    const unit = this.read(`${sourceId}/${Math.floor(Number(rest) / unitsPerShard)}.json`)?.[rest] as Unit | undefined;
    if (!unit) return `"${text}": its line ${place} is not shipped`;
    this.followed.line += 1;
    if (raw === null || raw === undefined || holds(unit.text, String(raw))) return null;
    return `"${text}": ${raw} does not stand in ${place}: ${unit.text.slice(0, 160)}`;
  }

  private ledgerFault(sourceId: string, field: string, raw: string | number | null, text: string): string | null {
    const source = this.read(`${sourceId}/source.json`);
    if (!source) return `"${text}": the ledger of ${sourceId} is not shipped`;
    this.followed.ledger += 1;
    if (raw === null || String(source[field]) === String(raw) || field === "path" || field === "units_ignored")
      return null;
    return `"${text}": the ledger of ${sourceId} says ${field} = ${String(source[field])}, the value says ${raw}`;
  }

  /** The text on the page is the raw value, rounded as it is shown. */
  private shownFault({raw, text}: ShownValue): string | null {
    const number = Number(raw);
    if (raw === "" || !Number.isFinite(number)) return null;
    const shown = /[-−+]?[\d.,\u2009\u202f\u00a0]*\d(?:[eE×][-−+\d]*|[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]*)*/.exec(text)?.[0];
    if (!shown) return `"${text}" shows no number, its raw value is ${raw}`;
    const plain = shown.replace(/[,\u2009\u202f\u00a0]/g, "").replace("−", "-");
    const digits = /\.(\d+)/.exec(plain)?.[1]?.length ?? 0;
    if (!/^[-+]?[\d.]+$/.test(plain)) return null;
    const tolerance = Math.max(0.5 * 10 ** -digits, Math.abs(number) * 5e-3) * 1.0001;
    return Math.abs(Number(plain) - number) <= tolerance || text.includes("k") || text.includes("M")
      ? null
      : `"${text}" is not ${raw}`;
  }

  private read(path: string): Record<string, unknown> | null {
    const known = this.files.get(path);
    if (known !== undefined) return known;
    const file = join(this.folder, path);
    const content = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>) : null;
    this.files.set(path, content);
    return content;
  }
}

/** The text holds the raw value: as it stands, or as a number equal to it. */
function holds(text: string, raw: string): boolean {
  if (text.includes(raw)) return true;
  const wanted = Number(raw);
  if (raw.trim() === "" || !Number.isFinite(wanted)) return false;
  return [...text.matchAll(/[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/g)].some(([token]) =>
    close(Number(token), wanted)
  );
}

function close(a: number, b: number): boolean {
  return a === b || Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
}
