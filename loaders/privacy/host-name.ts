import {dottedCode, genericHosts, genericUsers, reverseDomains} from "./generic-names.ts";
import type {Identity} from "./identities.ts";

/** `"hostname": "gpu-7"`, also with escaped quotes: the value is a name whatever it looks like, escapes in it included. */
const quoted =
  /(?<![\w-])(?:host|host[_.]?name|node|node[_.]?name|fqdn)(\\?["'])\s{0,4}:\s{0,4}(\\?["'])(?<host>(?:[^"'\\\n]|\\[^\n]){1,253}?)\2/dgi;
/** `HOSTNAME=gpu-7`, `hostname: gpu-7` at the end of a line, `nodename="gpu-7"`. */
const assigned =
  /(?:host|node)[_.]?name(?:\s{0,4}=\s{0,4}|:[ \t]{1,8}(?=\S{1,253}\s*(?:\n|$)))(\\?["']?)(?<host>[\w.-]{1,253})(?![\w.-]*[\w([])\1/dgi;
const shells = [
  /(?<![\w.+-])(?<user>[a-z_][\w.-]{0,31})@(?<host>[a-z0-9][\w.-]{0,62})(?=:[~/])/dgi,
  /\[(?<user>[a-z_][\w.-]{0,31})@(?<host>[a-z0-9][\w.-]{0,62}) [^\]\n]{1,200}\][$#]/dgi,
  /\b(?:ssh|scp|rsync)\s(?:-\S{1,64}\s){0,8}(?<user>[a-z_][\w.-]{0,31})@(?<host>[a-z0-9][\w.-]{0,62})/dgi
];
const privateSuffix =
  /(?<![\w.-]|[^/]\/)(?<host>(?:[A-Za-z0-9][A-Za-z0-9-]{0,62}\.){1,8}(?:local|internal|lan|corp|home|localdomain))(?![\w(=-]|\.\w)/dg;
const addressName = /(?<![\w-])(?<host>ip-\d{1,3}-\d{1,3}-\d{1,3}-\d{1,3}(?:\.[a-z0-9.-]{1,60}\b)?)(?!\w)/dgi;

/** Names of machines: beside a host key, in prompts and remote paths, under a private suffix, `ip-10-0-0-1`. */
export function* findHostNames(text: string): Iterable<Identity> {
  for (const pattern of [quoted, assigned, privateSuffix, addressName])
    for (const match of text.matchAll(pattern)) yield* named(match, "host", "host name", isHostName);
  for (const pattern of shells)
    for (const match of text.matchAll(pattern)) {
      if (match.groups?.user?.toLowerCase() === "git") continue;
      yield* named(match, "user", "user name", isUserName);
      yield* named(match, "host", "host name", isHostName);
    }
}

function* named(
  match: RegExpExecArray,
  group: string,
  kind: Identity["kind"],
  test: (name: string) => boolean
): Iterable<Identity> {
  const span = match.indices?.groups?.[group];
  if (span && test(match.groups?.[group] ?? "")) yield {kind, start: span[0], end: span[1]};
}

/** Numbers are data and addresses have their own rule, so a name has a letter. */
function isHostName(name: string): boolean {
  const lower = name.toLowerCase();
  if (!/\p{L}/u.test(name) || genericHosts.has(lower) || dottedCode.has(lower)) return false;
  return !(lower.includes(".") && reverseDomains.has(lower.slice(0, lower.indexOf("."))));
}

export function isUserName(name: string): boolean {
  return /[\p{L}\p{N}]/u.test(name) && !genericUsers.has(name.toLowerCase());
}
