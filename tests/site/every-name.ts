import {readFileSync} from "node:fs";
import {join} from "node:path";
import {DuckDBInstance} from "@duckdb/node-api";
import {tableFromArrays, tableToIPC} from "@uwdata/flechette";

/** Text as a log might hold it. */
export const hostile =
  '</script><script>window.ran = 1</script><img src=x onerror="window.ran = 2">${window.ran = 3}\u2028"\'';

const names = `---
title: Names
---
# Every name that works

\`\`\`js
import * as hyparquet from "npm:hyparquet";
import {html as again} from "npm:htl";
const show = (id, value) => display(html\`<p id=\${id}>\${value}</p>\`);
show("inputs", Inputs.range([0, 1]).tagName);
show("plot", Plot.dot([[1, 2]]).plot().tagName);
show("svg", svg\`<circle r=3 />\`.tagName);
show("d3", d3.csvParse("a,b\\n1,2")[0].b);
show("aq", aq.table({a: [1, 2]}).numRows());
show("npm", typeof hyparquet.parquetRead + typeof again);
\`\`\`

\`\`\`js
const rows = [{a: "x", b: 2}, {a: "y", b: 5}];
const chart = vl.markBar().data(rows).transform(vl.filter("datum.b > 3")).encode(vl.x().fieldQ("b"), vl.y().fieldN("a"));
const drawn = await chart.render();
const plain = await vl.render({spec: {data: {values: rows}, mark: "point", encoding: {x: {field: "b", type: "quantitative"}}}});
display(html\`<p id=vl>\${drawn.querySelectorAll(".mark-rect path").length} \${plain.querySelectorAll(".mark-symbol path").length}\`);
\`\`\`

\`\`\`js
const csv = await FileAttachment("rows.csv").csv({typed: true});
const arrow = await FileAttachment("rows.arrow").arrow();
const parquet = await FileAttachment("rows.parquet").parquet();
display(html\`<p id=files>\${JSON.stringify([csv[0].b, [...arrow], [...parquet]])}\`);
\`\`\`

See the [other page](./hostile) and \${"inline " + 1}.
`;

const packages = {
  "node_modules/tiny-esm/package.json":
    '{"name": "tiny-esm", "version": "1.2.3", "type": "module", "exports": "./main.js"}',
  "node_modules/tiny-esm/main.js":
    'import {svg} from "htl"; export const shape = () => svg`<rect>`.tagName; export default "esm";',
  "node_modules/tiny-cjs/package.json": '{"name": "tiny-cjs", "version": "4.5.6", "main": "main.js"}',
  "node_modules/tiny-cjs/main.js": "module.exports = {twice: (x) => 2 * x};"
};

const own = `# Packages of the project's own

\`\`\`js
import name, {shape} from "npm:tiny-esm@1";
import {twice} from "npm:tiny-cjs";
display(html\`<p id=own>\${name} \${shape()} \${twice(21)}\`);
\`\`\`
`;

const database = `---
duckdb: true
---
# DuckDB in the page

\`\`\`js
const db = await DuckDBClient.of({
  parquet: FileAttachment("rows.parquet"),
  arrow: FileAttachment("rows.arrow"),
  csv: FileAttachment("rows.csv"),
  json: FileAttachment("rows.json"),
  list: [{x: 1}, {x: 5}]
});
const tables = ["parquet", "arrow", "csv", "json", "list"];
const counts = await Promise.all(tables.map((name) => db.queryRow("SELECT count(*)::INTEGER AS n FROM " + name)));
display(html\`<p id=database>\${counts.map(({n}) => n).join(" ")} \${(await sql\`SELECT 6 * 7 AS n\`).get(0).n}\`);
\`\`\`
`;

const absent = `# What a report does not ship

\`\`\`js
_.chunk([1, 2], 1)
\`\`\`

\`\`\`mermaid
graph LR; a --> b
\`\`\`
`;

const hostilePage = `---
title: "</title><script>window.ran = 4</script>"
---
# Hostile text

\`\`\`js
const {text} = await FileAttachment("hostile.json").json();
display(document.createElement("pre")).append(text);
display(text);
\`\`\`
`;

/** The files of a project whose pages use everything that a report offers; `folder` is for scratch. */
export async function exampleFiles(folder: string): Promise<Record<string, string | Uint8Array>> {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const file = join(folder, "rows.parquet");
  await connection.run(
    `COPY (SELECT 7::BIGINT AS n, 'seven' AS name, NULL::DOUBLE AS gap) TO '${file}' (FORMAT parquet)`
  );
  connection.closeSync();
  return {
    "src/index.md": names,
    "src/absent.md": absent,
    "src/database.md": database,
    "src/own.md": own,
    "src/rows.json": '[{"x": 1}]',
    ...packages,
    "src/hostile.md": hostilePage,
    "src/hostile.json": JSON.stringify({text: hostile}),
    "src/rows.csv": "a,b\n1,2\n",
    "src/rows.arrow": tableToIPC(tableFromArrays({a: [1, 2], b: ["x", null]}), {format: "stream"}) ?? "",
    "src/rows.parquet": readFileSync(file)
  };
}
