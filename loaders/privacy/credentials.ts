import {credentialRules, type CredentialRule} from "./credential-rules.ts";
import {isPlaceholder} from "./placeholder.ts";

const rules: readonly CredentialRule[] = credentialRules;
const anyHint = new RegExp(rules.map((rule) => rule.hint).join("|"), "i");

/** A credential in a text: which rule found it and where, in UTF-16 code units (half-open). */
export interface Credential {
  rule: string;
  start: number;
  end: number;
}

/** All credentials in `text` by place, none overlapping another; placeholders are none. */
export function findCredentials(text: string): Credential[] {
  const found: Credential[] = [];
  if (!anyHint.test(text)) return found;
  for (const rule of rules)
    for (const credential of matches(rule, text))
      if (!found.some((other) => overlap(other, credential))) found.push(credential);
  return found.sort((a, b) => a.start - b.start);
}

function* matches(rule: CredentialRule, text: string): Iterable<Credential> {
  for (const match of text.matchAll(rule.pattern)) {
    const [start, end] = match.indices?.groups?.secret ?? match.indices?.[0] ?? [0, 0];
    if (isPlaceholder(text.slice(start, end)) || !(rule.accept?.(match) ?? true)) continue;
    yield {rule: rule.name, start, end};
  }
}

function overlap(a: Credential, b: Credential): boolean {
  return a.start < b.end && b.start < a.end;
}
