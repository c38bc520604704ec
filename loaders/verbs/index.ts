import {auditVerb} from "./audit.ts";
import {benchVerb} from "./bench.ts";
import {buildVerb} from "./build.ts";
import {checkVerb} from "./check.ts";
import {doctorVerb} from "./doctor.ts";
import {ingestVerb} from "./ingest.ts";
import {initVerb} from "./init.ts";
import {previewVerb} from "./preview.ts";
import {queryVerb} from "./query.ts";
import {serveVerb} from "./serve.ts";
import type {Verb} from "./verb.ts";

/** The command line, in the order of its help. */
export const verbs: Verb[] = [
  initVerb,
  buildVerb,
  checkVerb,
  previewVerb,
  serveVerb,
  ingestVerb,
  queryVerb,
  benchVerb,
  auditVerb,
  doctorVerb
];
