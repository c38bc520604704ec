import {Failure} from "../failure.ts";
import {allowFile, allows, digestOf, type Allowance} from "./allowance.ts";
import {credentialRules} from "./credential-rules.ts";
import {findCredentials} from "./credentials.ts";
import {addCounts, mask, noIdentities, type IdentityCounts} from "./mask.ts";

/** What may leave. */
export interface PolicyOptions {
  /** Leave e-mail addresses, user names, host names and private addresses as they are. */
  showIdentities: boolean;
  allow: Allowance[];
}

/** A credential that would have left: `message` names its place and the remedy and never the credential. */
export interface FoundCredential {
  rule: string;
  /** "path:line", as given by the caller. */
  where: string;
  message: string;
}

/** One text on its way out; `where` is "path:line". */
type Pass = (text: string, where: string) => string;

/**
 * Every text goes through it before it leaves: credentials stop it, identities come back masked.
 * Masks keep the length in UTF-16 code units.
 */
export interface PolicyGuard extends Pass {
  /** The same for a text that stands beside `key`, which decides what a bare name or number is. */
  field(key: string, text: string, where: string): string;
  /** The same for every string in a JSON value, its keys included; what is no string stays. */
  anything(value: unknown, where: string): unknown;
  /** How many identities were masked so far. */
  readonly counts: IdentityCounts;
}

/**
 * The guard of a policy. A credential throws `failed`; with `collect` it is handed there instead and covered by "•" in
 * the text, so that a build can list all of them.
 */
export function guardFor(policy: PolicyOptions, collect?: (found: FoundCredential) => void): PolicyGuard {
  const allowed = allows(policy.allow);
  const counts = noIdentities();
  const masked = (text: string) => {
    if (policy.showIdentities) return text;
    const found = mask(text, allowed);
    addCounts(counts, found.counts);
    return found.text;
  };
  const text = (text: string, where: string) => masked(withoutCredentials(text, where, allowed, collect));
  const field = (key: string, value: string, where: string) => {
    const before = `${JSON.stringify(key)}: `;
    const safe = withoutCredentials(`${before}"${value}"`, where, allowed, collect).slice(before.length + 1, -1);
    // Written as JSON writes it, so that names are covered as they are in their line; no name ends inside an escape.
    return JSON.parse(masked(before + JSON.stringify(safe)).slice(before.length)) as string;
  };
  return Object.assign(text, {
    field,
    counts,
    anything: (value: unknown, where: string) => maskAnything(value, where, text, field)
  });
}

function withoutCredentials(
  text: string,
  where: string,
  allowed: (text: string) => boolean,
  collect?: (found: FoundCredential) => void
): string {
  let safe = text;
  for (const {rule, start, end} of findCredentials(text)) {
    const secret = text.slice(start, end);
    if (allowed(secret)) continue;
    const message = describe(rule, secret, where);
    if (!collect) throw new Failure("failed", message, [message]);
    collect({rule, where, message});
    safe = safe.slice(0, start) + "•".repeat(end - start) + safe.slice(end);
  }
  return safe;
}

function describe(rule: string, secret: string, where: string): string {
  const title = credentialRules.find(({name}) => name === rule)?.title ?? rule;
  const allowance = JSON.stringify({text: digestOf(secret), reason: "…"});
  return `${where}: expected no credential in what leaves, found: ${title}, ${secret.length} characters. Remove it from the input, or allow it in ${allowFile} with ${allowance}`;
}

function maskAnything(value: unknown, where: string, text: Pass, field: PolicyGuard["field"]): unknown {
  if (typeof value === "string") return text(value, where);
  if (Array.isArray(value)) return value.map((item) => maskAnything(item, where, text, field));
  if (typeof value !== "object" || value === null || value instanceof Date || ArrayBuffer.isView(value)) return value;
  const masked = new Map<string, unknown>();
  for (const [key, item] of Object.entries(value)) {
    let shown = text(key, where);
    while (masked.has(shown)) shown += "•";
    const beside = keyBeside(value, key) ?? shown;
    masked.set(shown, typeof item === "string" ? field(beside, item, where) : maskAnything(item, where, text, field));
  }
  return Object.fromEntries(masked);
}

/** In `{"key": "hostname", "value": "gpu-7"}` the value belongs to "hostname". */
function keyBeside(object: object, key: string): string | undefined {
  const {key: named, name} = object as {key?: unknown; name?: unknown};
  return key === "value" ? [named, name].find((text) => typeof text === "string") : undefined;
}
