import {choice} from "./control.js";
import type {Choice} from "./control.js";
import {element, fragment} from "./element.js";
import {formatName} from "./format-name.js";
import {keyDriftTable, typeDriftTable} from "./quality-drift.js";
import {filterSources, findings, topFolder} from "./quality-findings.js";
import type {SourceFilter} from "./quality-findings.js";
import {foundSection, formatTable} from "./quality-glance.js";
import type {QualityData} from "./quality-glance.js";
import {ledgerKey} from "./quality.js";
import {partedRunTable} from "./quality-runs.js";
import {rejectTable, repairTable, sharedPath, sourceTable, twinTable} from "./quality-tables.js";
import type {SourceRow} from "./quality-tables.js";
import {sharedFolder} from "./run-names.js";
import {section} from "./section.js";
import {unrecognisedTable} from "./unrecognised-table.js";
import type {Row, TableElement} from "./table.js";

interface Settings {
  values: SourceFilter;
  set: (change: Partial<SourceFilter>) => void;
  keepTable: (name: string, table: TableElement<SourceRow>) => TableElement<SourceRow>;
}

/** Below this many files there is nothing to filter. */
const fewFiles = 8;

function counted(names: readonly string[], words: (name: string) => string): Choice[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const choices = [...counts].map(([value, n]) => ({value, label: `${words(value)} (${n})`}));
  return choices.sort((a, b) => (a.label.toLowerCase() < b.label.toLowerCase() ? -1 : 1));
}

function folderChoices(sources: readonly SourceRow[], shared: string): Choice[] {
  const folders = sources.map(({path}) => topFolder(path, shared)).filter(Boolean);
  return [{value: "", label: "all folders"}, ...counted(folders, (name) => name)];
}

function formatChoices(sources: readonly SourceRow[]): Choice[] {
  const titles = new Map(sources.map(({format, title}) => [format ?? "none", title]));
  const words = (name: string): string => (name === "none" ? "not recognised" : (titles.get(name) ?? formatName(name)));
  const names = sources.map(({format}) => format ?? "none");
  return [{value: "", label: "all formats"}, ...counted(names, words)];
}

function findingChoices(sources: readonly SourceRow[]): Choice[] {
  const present = findings.map(({name, words, is}) => ({name, words, n: sources.filter(is).length}));
  const any = sources.filter((source) => findings.some(({is}) => is(source))).length;
  return [
    {value: "", label: "whatever was found"},
    {value: "any", label: `anything found (${any})`},
    ...present.filter(({n}) => n > 0).map(({name, words, n}) => ({value: name, label: `${words} (${n})`}))
  ];
}

function controls(data: QualityData, shared: string, state: Settings, redraw: () => void): HTMLElement {
  const {sources} = data;
  const {values} = state;
  const set = (change: Partial<SourceFilter>): void => {
    state.set(change);
    redraw();
  };
  return element(
    "div",
    {class: "controls"},
    choice("Folder", folderChoices(sources, shared), values.folder, (folder) => set({folder})),
    choice("Format", formatChoices(sources), values.format, (format) => set({format})),
    choice("With", findingChoices(sources), values.found, (found) => set({found}))
  );
}

/** What the chosen sources hold, one section for each kind of finding that there is. */
function sections(data: QualityData, chosen: readonly SourceRow[], state: Settings): DocumentFragment {
  const paths = new Set(chosen.map(({path}) => path));
  const of = (rows: readonly Row[]): readonly Row[] =>
    rows.filter(({path, part_path}) => paths.has(String(path)) || paths.has(String(part_path)));
  const [rejects, repairs, types, keys, runs] = [data.rejects, data.repairs, data.types, data.keys, data.runs].map(of);
  const unknown = chosen.filter(({format, same_as}) => !format && !same_as);
  const twins = chosen.filter(({same_as}) => same_as);
  return fragment(
    section(rejects!.length, "rejected", "Rejected", rejectTable(rejects!)),
    section(unknown.length, "unrecognised", "Not recognised", unrecognisedTable(unknown)),
    section(
      data.sources.length,
      "sources",
      "Where each unit went",
      sharedPath(chosen),
      state.keepTable("sources", sourceTable(chosen))
    ),
    section(repairs!.length, "repairs", "Mended", repairTable(repairs!)),
    section(types!.length, "types", "Keys whose values change their type", typeDriftTable(types!)),
    section(keys!.length, "keys", "Keys that come and go", keyDriftTable(keys!)),
    section(runs!.length, "pieces", "Runs in several pieces", partedRunTable(runs!)),
    section(twins.length, "twins", "One content, several files", twinTable(twins))
  );
}

/**
 * What was found in the sources, what they were read as, and file by file with the controls that choose among many.
 * @example display(qualityReport({facts, formats, sources, rejects, repairs, types, keys, runs, counts}, state))
 */
export function qualityReport(data: QualityData, state: Settings): HTMLElement {
  const shared = sharedFolder(data.sources.map(({path}) => path));
  const body = element("div", null);
  const draw = (): void =>
    body.replaceChildren(sections(data, filterSources(data.sources, state.values, shared), state));
  draw();
  const many = data.sources.length > fewFiles;
  return element(
    "div",
    {class: "quality wide"},
    foundSection(data),
    section(data.formats.length, "formats", "What the files were read as", ledgerKey(), formatTable(data.formats)),
    many ? section(1, "files", "File by file", controls(data, shared, state, draw)) : null,
    body
  );
}
