import type {Format} from "../../format.ts";
import {mllogDialect} from "./event.ts";
import {parseLog} from "./log.ts";

/** MLPerf training log, v0.7 and later: program output with `:::MLLOG {…}` events in between. */
export const mllog: Format = {
  name: "mllog",
  title: "MLPerf training log",
  unit: "line",
  detect: (_path, {text}) => (/:::MLLOG\s*\{[^\n]*"key"/.test(text) ? 1 : 0),
  parse: (source, resumption) => parseLog(source, mllogDialect, resumption)
};
