import {benchmarkNdjson} from "./benchmark-ndjson.ts";
import {eventNdjson} from "./event-ndjson.ts";
import type {Format} from "./format.ts";
import {mllog} from "./mllog.ts";
import {statusReport} from "./status-report/index.ts";
import {testNdjson} from "./test-ndjson.ts";
import {trainingDialects, trainingNdjson} from "./training-ndjson/index.ts";

/** Every format there is, most specific first. */
export const formats = [
  mllog,
  benchmarkNdjson,
  testNdjson,
  ...trainingDialects,
  trainingNdjson,
  eventNdjson,
  statusReport
] satisfies Format[];
