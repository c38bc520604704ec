import {createHash} from "node:crypto";
import {readdirSync, readFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";
import {readAllSql} from "./definitions.ts";

/** SHA-256 of the code that turns files into rows: another digest means every source must be read again. */
export function parserDigest(): string {
  const hash = createHash("sha256");
  const here = dirname(fileURLToPath(import.meta.url));
  for (const folder of [join(here, "..", "formats"), join(here, "..", "files"), here]) {
    const names = readdirSync(folder, {recursive: true, encoding: "utf8"}).filter(
      (name) => /\.(js|ts)$/.test(name) && !/\.d\.ts$/.test(name)
    );
    for (const name of names.sort()) hash.update(name).update(readFileSync(join(folder, name)));
  }
  hash.update(readAllSql());
  return hash.digest("hex");
}
