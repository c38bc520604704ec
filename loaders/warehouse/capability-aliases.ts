/**
 * Names that audits give to the same capability: the row it stands in over time → how reports write it. Names are
 * compared by letters and digits alone, and a gloss in brackets does not count: "Tokenization (fast)" is Tokenization.
 */
export const capabilityAliases = {
  Tokenization: ["Tokenisation", "Tokenizer", "Tokenizers"],
  Modeling: ["Modelling", "Model", "Models", "ChatGPT Codex Modeling", "Codex Modeling"],
  "Training engine": ["Training", "Trainer", "Training loop", "training_engine"],
  Configuration: ["config_mgmt", "Config", "Config Management", "Configuration Management", "Configs"],
  "Evaluation & metrics": [
    "Evaluation",
    "evaluation_metrics",
    "Evaluation and metrics",
    "Eval & metrics",
    "Metrics & evaluation"
  ],
  "Logging & monitoring": ["Logging", "logging_monitoring", "Logging and monitoring", "Monitoring & logging"],
  "Checkpointing & resume": ["Checkpointing", "Checkpoints", "checkpointing_resume", "Checkpointing and resume"],
  "Data handling": ["Data", "data_handling", "Data loading", "Data & datasets", "Datasets"],
  "Security & safety": ["Security", "security_safety", "Security and safety", "Safety & security"],
  "CI & test": ["CI", "internal_ci_test", "Internal CI/Test", "CI and tests", "CI/CD & tests", "Testing"],
  Deployment: ["Deployment & packaging", "Packaging & deployment"],
  "Documentation & examples": [
    "Documentation",
    "Docs",
    "docs_examples",
    "Docs & examples",
    "Documentation and examples"
  ],
  "Experiment tracking": ["experiment_tracking", "Tracking"],
  Extensibility: ["Extensibility & plugins", "Plugins & extensibility"]
} satisfies Record<string, string[]>;

export interface Alias {
  /** Lower case, letters and digits of any script only. */
  alias: string;
  capability: string;
}

/** The key under which names are compared, as `name_key` of views/evidence.sql has it. @example nameKey("Internal CI/Test") // "internalcitest" */
export function nameKey(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}

/**
 * The rows of capability_alias: the built-in names and the configuration's, which win where both claim a name. A row's
 * own name is one of its names. Throws a TypeError where the configuration gives one name to two rows.
 */
export function aliasRows(configured: Record<string, readonly string[]> = {}): Alias[] {
  const rows = new Map<string, string>(pairs(capabilityAliases));
  const own = new Map<string, string>();
  for (const [alias, capability] of pairs(configured)) {
    const other = own.get(alias);
    if (other !== undefined && other !== capability)
      throw new TypeError(
        `aliases: expected each name in one row, found "${alias}" in "${other}" and in "${capability}"`
      );
    own.set(alias, capability);
  }
  for (const [alias, capability] of own) rows.set(alias, capability);
  return [...rows].map(([alias, capability]) => ({alias, capability})).sort((a, b) => (a.alias < b.alias ? -1 : 1));
}

function pairs(table: Record<string, readonly string[]>): [string, string][] {
  return Object.entries(table).flatMap(([capability, names]) =>
    [capability, ...names].map((name): [string, string] => [nameKey(name), capability])
  );
}
