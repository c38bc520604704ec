import {cobertura} from "./audits/cobertura.ts";
import {codexActions} from "./audits/codex/actions.ts";
import {codexErrors} from "./audits/codex/errors.ts";
import {codexInventory} from "./audits/codex/inventory.ts";
import {codexSessions} from "./audits/codex/sessions.ts";
import {codexTrends} from "./audits/codex/trends.ts";
import {cyclonedxJson} from "./audits/cyclonedx-json.ts";
import {cyclonedxXml} from "./audits/cyclonedx-xml.ts";
import {hashChain} from "./audits/hash-chain.ts";
import {inToto} from "./audits/in-toto.ts";
import {junitXml} from "./audits/junit-xml.ts";
import {lcov} from "./audits/lcov.ts";
import {pipAudit} from "./audits/pip-audit.ts";
import {prometheusText} from "./audits/prometheus-text.ts";
import {repositoryAudit} from "./audits/repository-audit.ts";
import {roCrate} from "./audits/ro-crate.ts";
import {sarif} from "./audits/sarif.ts";
import {spdxJson} from "./audits/spdx-json.ts";
import {benchmarkNdjson} from "./benchmark-ndjson.ts";
import {asvBenchmarks} from "./benchmarks/asv-benchmarks.ts";
import {asvMachine} from "./benchmarks/asv-machine.ts";
import {asvResults} from "./benchmarks/asv-results.ts";
import {criterionRaw} from "./benchmarks/criterion-raw.ts";
import {criterionBenchmark, criterionEstimates, criterionSample, criterionTukey} from "./benchmarks/criterion.ts";
import {ghBenchmarkData} from "./benchmarks/gh-benchmark-data.ts";
import {googleBenchmark} from "./benchmarks/google-benchmark.ts";
import {hyperfine} from "./benchmarks/hyperfine.ts";
import {ncuCsv} from "./benchmarks/ncu-csv.ts";
import {nvbench} from "./benchmarks/nvbench.ts";
import {pytestBenchmark} from "./benchmarks/pytest-benchmark.ts";
import {robocacheCsv} from "./benchmarks/robocache-csv.ts";
import {robocacheJson} from "./benchmarks/robocache-json.ts";
import {timmResults} from "./benchmarks/timm-results.ts";
import {eventNdjson} from "./event-ndjson.ts";
import type {Format} from "./format.ts";
import {dreamerScores} from "./runs/dreamer-scores.ts";
import {lmEval} from "./runs/lm-eval/index.ts";
import {rayParams} from "./runs/ray-params.ts";
import {trainerState} from "./runs/trainer-state.ts";
import {algoperfMeasurements} from "./runs/algoperf/measurements.ts";
import {algoperfFlags, algoperfMeta} from "./runs/algoperf/settings.ts";
import {kerasCsv} from "./runs/keras-csv.ts";
import {lightningHparams} from "./runs/lightning-hparams.ts";
import {lightningMetrics} from "./runs/lightning-metrics.ts";
import {metricsCsv} from "./runs/metrics-csv.ts";
import {rayProgress} from "./runs/ray-progress.ts";
import {sb3Monitor} from "./runs/sb3-monitor.ts";
import {sb3Progress} from "./runs/sb3-progress.ts";
import {timmSummary} from "./runs/timm-summary.ts";
import {trackioCsv} from "./runs/trackio-csv.ts";
import {tfevents} from "./runs/tensorboard/index.ts";
import {mlflowSqlite} from "./runs/mlflow/database-file.ts";
import {mlflowExperiment, mlflowMeta} from "./runs/mlflow/meta-file.ts";
import {mlflowMetric} from "./runs/mlflow/metric-file.ts";
import {mlflowParam, mlflowTag} from "./runs/mlflow/value-file.ts";
import {requirementsTxt} from "./runs/requirements-txt.ts";
import {wandbConfig} from "./runs/wandb/config-file.ts";
import {wandbMetadata} from "./runs/wandb/metadata-file.ts";
import {wandbSummary} from "./runs/wandb/summary-file.ts";
import {wandbRun} from "./runs/wandb/index.ts";
import {llmcLog} from "./runs/llmc-log.ts";
import {mll} from "./runs/mlperf/mll.ts";
import {mllog} from "./runs/mlperf/mllog.ts";
import {mlperfSystem} from "./runs/mlperf/system.ts";
import {nanogptSpeedrun} from "./runs/nanogpt-speedrun.ts";
import {rlTable} from "./runs/rl-table.ts";
import {statusReport} from "./status-report/index.ts";
import {testNdjson} from "./test-ndjson.ts";
import {trainingDialects, trainingNdjson} from "./training-ndjson/index.ts";

/** Every format there is, most specific first. */
export const formats = [
  tfevents,
  wandbRun,
  wandbConfig,
  wandbMetadata,
  wandbSummary,
  mlflowSqlite,
  mlflowMeta,
  mlflowExperiment,
  mlflowMetric,
  mlflowParam,
  mlflowTag,
  mllog,
  mll,
  mlperfSystem,
  llmcLog,
  nanogptSpeedrun,
  rlTable,
  benchmarkNdjson,
  nvbench,
  ghBenchmarkData,
  googleBenchmark,
  pytestBenchmark,
  hyperfine,
  criterionEstimates,
  criterionSample,
  criterionBenchmark,
  criterionTukey,
  criterionRaw,
  asvResults,
  asvMachine,
  asvBenchmarks,
  ncuCsv,
  robocacheCsv,
  robocacheJson,
  testNdjson,
  repositoryAudit,
  junitXml,
  cobertura,
  cyclonedxXml,
  cyclonedxJson,
  spdxJson,
  sarif,
  inToto,
  roCrate,
  pipAudit,
  lcov,
  prometheusText,
  hashChain,
  codexTrends,
  codexSessions,
  codexInventory,
  codexErrors,
  codexActions,
  trainerState,
  lmEval,
  dreamerScores,
  rayParams,
  ...trainingDialects,
  sb3Monitor,
  rayProgress,
  algoperfMeasurements,
  algoperfFlags,
  algoperfMeta,
  sb3Progress,
  trackioCsv,
  timmResults,
  timmSummary,
  lightningMetrics,
  lightningHparams,
  kerasCsv,
  metricsCsv,
  trainingNdjson,
  eventNdjson,
  requirementsTxt,
  statusReport
] satisfies Format[];
