interface FormatWords {
  /** Plural name in running text. */
  many: string;
  /** How such a file is recognised. */
  what: string;
}

/** Formats of one kind, with what such files bring to a report. */
export interface FormatFamily {
  name: string;
  what: string;
  formats: Readonly<Record<string, FormatWords>>;
}

/** The formats there are, in words; tests/components/format-name.test.ts holds the list to loaders/formats. */
export const formatFamilies: readonly FormatFamily[] = [
  {
    name: "Training logs and metrics",
    what: "curves, parameters and how each run ended",
    formats: {
      "training-ndjson": {many: "training logs", what: "one JSON object per line, with a step or an epoch and metrics"},
      "deit-log": {many: "DeiT logs", what: "one JSON object per epoch, with train_lr and train_loss"},
      "diffusion-policy": {
        many: "diffusion policy logs",
        what: "one JSON object per line, with train_loss and global_step"
      },
      "llamafactory-log": {
        many: "LLaMA-Factory logs",
        what: "one JSON object per line, with current_steps and total_steps"
      },
      "fvcore-metrics": {many: "fvcore metrics", what: "one JSON object per line, with iteration and total_loss"},
      "mmlab-log": {many: "OpenMMLab logs", what: "one JSON object per line, with mode, epoch and iter"},
      "mmengine-scalars": {many: "MMEngine scalars", what: "one JSON object per line, with step, time and data_time"},
      "hf-trainer-state": {
        many: "Hugging Face trainer states",
        what: "a JSON document with log_history and global_step"
      },
      "metrics-csv": {many: "tables of metrics", what: "CSV or TSV with a step column"},
      "lightning-metrics": {
        many: "Lightning metrics",
        what: "CSV with epoch and step in which train and val rows alternate"
      },
      "lightning-hparams": {many: "Lightning hyperparameters", what: "hparams.yaml"},
      "keras-csv": {many: "Keras logs", what: "CSV with an epoch column and metrics of validation"},
      "timm-summary": {many: "timm training summaries", what: "CSV of epochs with train and eval columns"},
      "sb3-monitor": {many: "Stable Baselines monitors", what: "CSV of r, l and t below a line of JSON"},
      "sb3-progress": {many: "Stable Baselines progress tables", what: "CSV with time/total_timesteps"},
      "rl-table": {many: "reinforcement learning tables", what: "tables of names and values framed by dashes"},
      "ray-result": {many: "Ray results", what: "one JSON object per line, with training_iteration and time_total_s"},
      "ray-progress": {many: "Ray progress tables", what: "CSV with training_iteration and time_total_s"},
      "ray-params": {many: "Ray parameters", what: "params.json of a trial"},
      "llmc-log": {many: "llm.c logs", what: "lines of s:step with trl, tel, lr or norm"},
      "nanogpt-speedrun": {many: "nanoGPT speedrun logs", what: "lines of step:N/M with train_time and step_avg"},
      "dreamer-scores": {many: "Dreamer scores", what: "a JSON array of task, method, seed, xs and ys"},
      "lm-eval": {many: "lm-eval results", what: "a JSON document with results, configs or versions"},
      "algoperf-measurements": {many: "AlgoPerf measurements", what: "CSV of a trial's losses, evaluations and times"},
      "algoperf-flags": {many: "AlgoPerf settings", what: "JSON of the flags of a trial"},
      "algoperf-meta": {many: "AlgoPerf machines", what: "JSON of the machine of a trial"},
      "requirements-txt": {many: "lists of Python packages", what: "one requirement per line"}
    }
  },
  {
    name: "Experiment trackers",
    what: "TensorBoard, W&B and MLflow, as they lie on disk",
    formats: {
      tfevents: {many: "TensorBoard event files", what: "records framed with their length and checksums"},
      "wandb-run": {many: "W&B run logs", what: "run-….wandb, records framed with their checksums"},
      "wandb-config": {many: "W&B configurations", what: "config.yaml of a run"},
      "wandb-metadata": {many: "W&B metadata", what: "wandb-metadata.json of a run"},
      "wandb-summary": {many: "W&B summaries", what: "wandb-summary.json of a run"},
      "trackio-csv": {many: "W&B exports", what: "CSV with the name of the run inside its columns"},
      "mlflow-sqlite": {many: "MLflow databases", what: "a SQLite file with MLflow's tables of runs"},
      "mlflow-experiment": {many: "MLflow experiments", what: "meta.yaml of an experiment"},
      "mlflow-meta": {many: "MLflow runs", what: "meta.yaml of a run"},
      "mlflow-metric": {many: "MLflow metrics", what: "lines of time, value and step below metrics/"},
      "mlflow-param": {many: "MLflow parameters", what: "a value below params/"},
      "mlflow-tag": {many: "MLflow tags", what: "a value below tags/"}
    }
  },
  {
    name: "MLPerf",
    what: "results and the systems they were measured on",
    formats: {
      mllog: {many: "MLPerf logs", what: "lines that begin with :::MLLOG"},
      mll: {many: "older MLPerf logs", what: "lines that begin with :::MLL"},
      "mlperf-system": {
        many: "MLPerf system descriptions",
        what: "one JSON object with division, framework and hardware"
      }
    }
  },
  {
    name: "Benchmarks",
    what: "times, spreads and raw samples",
    formats: {
      "benchmark-ndjson": {many: "benchmark results", what: "one JSON object per line, as colophon bench writes it"},
      "google-benchmark": {many: "Google Benchmark results", what: "JSON with a context and a list of benchmarks"},
      nvbench: {many: "NVBench results", what: "JSON with devices and the states of each benchmark"},
      "pytest-benchmark": {many: "pytest-benchmark results", what: "JSON with the stats of each test"},
      hyperfine: {many: "hyperfine results", what: "JSON with commands and their times"},
      "criterion-estimates": {many: "Criterion.rs estimates", what: "estimates.json"},
      "criterion-sample": {many: "Criterion.rs samples", what: "sample.json"},
      "criterion-raw": {many: "Criterion.rs raw samples", what: "raw.csv"},
      "criterion-benchmark": {many: "Criterion.rs benchmark names", what: "benchmark.json"},
      "criterion-tukey": {many: "Criterion.rs outlier fences", what: "tukey.json"},
      "asv-results": {many: "asv results", what: "JSON of one commit on one machine"},
      "asv-machine": {many: "asv machines", what: "machine.json"},
      "asv-benchmarks": {many: "asv benchmark definitions", what: "benchmarks.json"},
      "gh-benchmark-data": {many: "github-action-benchmark data", what: "data.js"},
      "ncu-csv": {many: "Nsight Compute tables", what: "CSV of kernel launches, program output before it or not"},
      "robocache-csv": {many: "RoboCache tables", what: "CSV with percentiles of each operation"},
      "robocache-json": {many: "RoboCache results", what: "JSON with an optimized and a baseline time of each kernel"},
      "timm-results": {many: "timm result tables", what: "CSV with one model per row"}
    }
  },
  {
    name: "Audits and agents",
    what: "status reports, event logs and hash chains",
    formats: {
      "status-report": {many: "status reports", what: "Markdown with capability tables, checklists, gates or findings"},
      "event-ndjson": {many: "event logs", what: "one JSON object per line, with a time and an action or an error"},
      "hash-chain": {
        many: "hash-chained audit logs",
        what: "one JSON object per line that names the hash of the one before"
      },
      "repository-audit": {many: "repository audits", what: "the log that colophon audit writes"},
      "codex-actions": {many: "codex action logs", what: "one action of an agent per line"},
      "codex-errors": {many: "codex error logs", what: "one captured error with its context or question per line"},
      "codex-inventory": {many: "codex inventories", what: "one file or search result per line"},
      "codex-sessions": {many: "codex session logs", what: "the begin and end of sessions, one per line"},
      "codex-trends": {many: "codex trends", what: "scores of capabilities, or coverage, over time"}
    }
  },
  {
    name: "Tests, coverage and analyses",
    what: "what continuous integration leaves behind",
    formats: {
      "test-ndjson": {many: "test results", what: "one JSON object per line, as npm run test:long writes it"},
      "junit-xml": {
        many: "test results in XML",
        what: "XML of JUnit, NUnit or xUnit.net, as most test runners write it"
      },
      sarif: {many: "SARIF analyses", what: "one JSON document with runs of a tool and their results"},
      lcov: {many: "LCOV coverage", what: "records from SF: to end_of_record"},
      cobertura: {many: "Cobertura coverage", what: "XML with packages, classes and their lines"},
      "prometheus-text": {many: "Prometheus scrapes", what: "samples of metrics, with TYPE and HELP lines"}
    }
  },
  {
    name: "Components and provenance",
    what: "bills of materials, vulnerabilities, attestations",
    formats: {
      "cyclonedx-json": {many: "CycloneDX bills of materials", what: "a JSON document whose bomFormat is CycloneDX"},
      "cyclonedx-xml": {many: "CycloneDX bills of materials in XML", what: "XML whose root is a CycloneDX bom"},
      "spdx-json": {many: "SPDX bills of materials", what: "a JSON document with an spdxVersion"},
      "pip-audit": {many: "pip-audit reports", what: "JSON dependencies with their vulnerabilities"},
      "ro-crate": {many: "RO-Crates", what: "ro-crate-metadata.json, a graph in JSON-LD"},
      "in-toto": {many: "in-toto attestations", what: "a Statement, or an envelope that holds one"}
    }
  }
];

/** The words of each format by its name. */
export const formatWords: Readonly<Record<string, FormatWords>> = Object.fromEntries(
  formatFamilies.flatMap(({formats}) => Object.entries(formats))
);

/** Plural name of a format; a format that the configuration declares goes by its own name. */
export function formatName(format: string): string {
  return formatWords[format]?.many ?? format;
}

/** "training logs, benchmark results and MLPerf logs" */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words[words.length - 1] ?? ""}`;
}
