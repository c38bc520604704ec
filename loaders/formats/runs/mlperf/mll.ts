import type {Format} from "../../format.ts";
import {mllDialect} from "./event.ts";
import {parseLog} from "./log.ts";

/** MLPerf training log of v0.6: program output with `:::MLL <seconds> <key>: {…}` events in between. */
export const mll: Format = {
  name: "mll",
  title: "MLPerf training log, v0.6",
  unit: "line",
  detect: (_path, {text}) => (/:::MLL\s+\d+(?:\.\d+)?\s+[^\s:]+\s*:\s*\{/.test(text) ? 1 : 0),
  parse: (source, resumption) => parseLog(source, mllDialect, resumption)
};
