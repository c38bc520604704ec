import {readFileSync} from "node:fs";
import {dirname, join} from "node:path";
import type {Guard} from "../evidence/page-query.ts";
import type {Locate} from "../evidence/shards.ts";
import {guardFor, type PolicyOptions} from "../privacy/policy.ts";
import {sourceFiles} from "../warehouse/held.ts";
import {writeAtomically} from "./tables.ts";

/** What a data loader that Framework starts by itself must know; written beside the stage before Framework runs. */
export interface Session {
  stage: string;
  warehouse: string;
  policy: PolicyOptions;
}

const fileName = "colophon-session.json";

export function writeSession(session: Session): void {
  writeAtomically(join(session.stage, "..", fileName), JSON.stringify(session));
}

/** The session of the stage that `file` lies in. Throws ENOENT where the stage was not made by colophon. */
export function readSession(file: string): Session & {guard: Guard; locate: () => Promise<Locate>} {
  const session = JSON.parse(findUp(dirname(file))) as Session;
  return {
    ...session,
    guard: guardFor(session.policy),
    async locate() {
      const files = await sourceFiles(session.warehouse);
      return (sourceId) => files.get(sourceId) ?? null;
    }
  };
}

function findUp(folder: string): string {
  try {
    return readFileSync(join(folder, fileName), "utf8");
  } catch (error) {
    if (dirname(folder) === folder) throw error;
    return findUp(dirname(folder));
  }
}
