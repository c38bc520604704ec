import {findPrivateAddresses} from "./address.ts";
import {fileEndings, genericMailboxes} from "./generic-names.ts";
import {findHostNames, isUserName} from "./host-name.ts";

export const identityKinds = ["e-mail", "user name", "host name", "private address"] as const;
export type IdentityKind = (typeof identityKinds)[number];

/** Who or which machine: where it stands in a text, in UTF-16 code units (half-open). */
export interface Identity {
  kind: IdentityKind;
  start: number;
  end: number;
}

const anyHint = /@|home|users|host|node|fqdn|\.(?:local|internal|lan|corp)|ip-\d|\d\.\d{1,3}\.\d|f[cde][0-9a-f]{2}:/i;
const mail =
  /(?<![\p{L}\p{N}._%+-])(?<mailbox>[\p{L}\p{N}_][\p{L}\p{N}._%+-]{0,63})@(?<domain>(?:[\p{L}\p{N}][\p{L}\p{N}-]{0,62}\.){1,8}(?<ending>\p{L}{2,24}))(?![\p{L}\p{N}-])/dgu;
const homes = [
  /\/(?:home|Users)\/(?<user>[\p{L}\p{N}_][^/\\\s"'`<>|:*?,;(){}[\]$]{0,63})/dgu,
  /[A-Za-z]:(?:\\{1,4}|\/)Users(?:\\{1,4}|\/)(?<user>[\p{L}\p{N}_](?:[^/\\"'<>|:*?\n]{0,63}?(?=\\)|[^/\\\s"'`<>|:*?,;(){}[\]$]{0,63}))/dgu
];
const version = /^v?\d+(?:\.\d+)+\./i;

/** All identities in `text` by place, none overlapping another (the one that begins first, then the longer, stays). */
export function findIdentities(text: string): Identity[] {
  if (!anyHint.test(text)) return [];
  const found = [...findMails(text), ...findHomeUsers(text), ...findHostNames(text), ...findPrivateAddresses(text)];
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: Identity[] = [];
  for (const identity of found) if (identity.start >= (kept.at(-1)?.end ?? 0)) kept.push(identity);
  return kept;
}

function* findMails(text: string): Iterable<Identity> {
  for (const match of text.matchAll(mail)) {
    const {mailbox = "", domain = "", ending = ""} = match.groups ?? {};
    if (genericMailboxes.has(mailbox.toLowerCase()) || fileEndings.has(ending.toLowerCase()) || version.test(domain))
      continue;
    yield {kind: "e-mail", start: match.index, end: match.index + match[0].length};
  }
}

function* findHomeUsers(text: string): Iterable<Identity> {
  for (const pattern of homes)
    for (const match of text.matchAll(pattern)) {
      const [start, end] = match.indices?.groups?.user ?? [0, 0];
      const name = text.slice(start, end).replace(/[.!]+$/, "");
      if (isUserName(name) && !isInUrl(text, match.index)) yield {kind: "user name", start, end: start + name.length};
    }
}

/** `https://site/home/news` is a page, not a home. */
function isInUrl(text: string, at: number): boolean {
  return /https?:\/\/[^\s"'<>]*$/.test(text.slice(Math.max(0, at - 256), at));
}
