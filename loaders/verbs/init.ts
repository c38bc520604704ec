import {closeSync, existsSync, mkdirSync, openSync, readdirSync, rmSync, writeFileSync} from "node:fs";
import {dirname, join, relative, resolve} from "node:path";
import {Failure} from "../failure.ts";
import type {Verb} from "./verb.ts";

/** The files of a project of the user's own: a configuration, one run, one query, one page with one claim. */
const files: Record<string, string> = {
  "observablehq.config.ts": `import {colophon} from "colophon";

export default colophon({
  title: "My report",
  inputs: ["logs"],
  directions: {"train/loss": "lower"}
});
`,
  "logs/example.ndjson": [
    {
      type: "run",
      run_id: "example",
      note: "written by colophon init: put your own logs beside it and remove it",
      seed: 1,
      config: {lr: 0.1}
    },
    {step: 1, train: {loss: 2.5}},
    {step: 2, train: {loss: 1.25}},
    {step: 3, train: {loss: 0.75}},
    {type: "end", status: "completed"}
  ]
    .map((row) => `${JSON.stringify(row)}\n`)
    .join(""),
  "src/data/final_loss.parquet.sql": `-- The last training loss of every run, with the line it stands in.
SELECT r.name, m.last AS loss, m.last_evidence AS loss_evidence
FROM metric_summary m JOIN run_summary r USING (run_id)
WHERE m.metric = 'train/loss'
ORDER BY r.name, m.run_id
`,
  "src/first.md": `---
title: My first page
---

# My first page

The best run ends at \${claim("final-loss")}.

\`\`\`claim final-loss
query: |
  SELECT min_by(last, last) AS value, min_by(last_evidence, last) AS evidence
  FROM metric_summary WHERE metric = 'train/loss' ORDER BY value
expect: "<= 1"
\`\`\`

\`\`\`js
import {rows} from "./components/parquet.js";
import {table} from "./components/table.js";

const losses = await rows(FileAttachment("data/final_loss.parquet").href);
\`\`\`

\${table(losses, {caption: "Final loss of every run", columns: [
  {key: "name", label: "run", kind: "name"},
  {key: "loss", label: "train/loss", kind: "number", evidence: "loss_evidence"}
]})}
`,
  ".gitignore": ".colophon/\ndist/\nnode_modules/\n"
};

export const initVerb: Verb = {
  name: "init",
  summary: "starts a project of your own: configuration, one log, one query, one page with one claim",
  usage: "colophon init DIR",
  options: {},
  operands: 1,
  async run(_values, [folder], {cwd}) {
    if (!folder) throw new Failure("usage", "colophon init: expected a folder to create, found nothing");
    const root = resolve(cwd, folder);
    const clash = existsSync(root) ? Object.keys(files).filter((name) => existsSync(join(root, name))) : [];
    if (clash.length)
      throw new Failure(
        "usage",
        `expected ${folder} to hold none of the project's files, found ${clash.join(", ")}: choose another folder`
      );
    writeAll(root);
    const shown = relative(cwd, root) || ".";
    return {
      json: {folder: shown, files: Object.keys(files)},
      text: `wrote ${Object.keys(files).length} files to ${shown} (${readdirSync(root).join(", ")})\nnext: cd ${shown} && npx colophon build && npx colophon serve`
    };
  }
};

/** Writes all files or none: what was begun is removed again. Replaces nothing. */
function writeAll(root: string): void {
  const begun: string[] = [];
  try {
    for (const [name, text] of Object.entries(files)) {
      const file = join(root, name);
      mkdirSync(dirname(file), {recursive: true});
      const fd = openSync(file, "wx");
      begun.push(file);
      writeFileSync(fd, text);
      closeSync(fd);
    }
  } catch (error) {
    for (const file of begun) rmSync(file, {force: true});
    throw error;
  }
}
