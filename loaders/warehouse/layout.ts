import {factTables} from "../rows.ts";

/** Facts that are views over the stored tables of layout.sql. */
export const laidOut = ["metric", "event"] as const;

const ledgerTables = ["source", "reject", "repair", "ignored", "ingest_state", "unit_block"] as const;
const dictionaries = ["series", "event_stream", "event_fact"] as const;

/** Every table that is written, by its source_id; those of `sharedKeys` have none. */
export const storedTables: readonly string[] = [
  ...ledgerTables,
  ...dictionaries,
  ...factTables.filter((table) => !(laidOut as readonly string[]).includes(table))
];

/** Tables whose rows belong to a source by way of a dictionary: table, key, dictionary. */
export const sharedKeys = [
  ["point", "series", "series"],
  ["point_set", "row_set", "series"],
  ["event_line", "stream", "event_stream"]
] as const;
