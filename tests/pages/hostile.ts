import {mkdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";

/** Text that must stay text: markup, handlers, formulas, template code, direction marks, endless words. */
export const hostileTexts = [
  `<img src=x onerror="window.pwned=1">`,
  `</script><script>window.pwned=1</script>`,
  `"><svg onload=window.pwned=1>`,
  "javascript:window.pwned=1",
  "=HYPERLINK(1)",
  "${window.pwned=1}",
  "`'\"; DROP TABLE run; --",
  "\u202Eevil\u202C\u0007\u0000",
  `${"averylongword".repeat(40)}`,
  "日本語 😀 e\u0301 ‏עברית‏",
  "../../../../etc/passwd"
];

/** Results of google/benchmark: a case that was measured and one that failed for each text. */
function googleBenchmarks(): object {
  const measured = (text: string, i: number) => ({
    name: text,
    run_name: text,
    run_type: "iteration",
    label: text,
    iterations: 3,
    real_time: i + 1,
    cpu_time: i + 2,
    time_unit: text,
    [text]: i + 3
  });
  const failed = (text: string) => ({...measured(text, 0), error_occurred: true, error_message: text});
  const [text] = hostileTexts;
  return {
    context: {date: text, host_name: text, executable: text, num_cpus: 2, library_build_type: text},
    benchmarks: hostileTexts.flatMap((own, i) => [measured(own, i), failed(own)])
  };
}

/** Points of github-action-benchmark: a suite of three commits for each text. */
function benchmarkData(): object {
  const point = (text: string, day: number) => ({
    commit: {id: text, message: text, timestamp: `2025-01-0${day}T00:00:00Z`},
    date: 1735689600000 + day * 86_400_000,
    tool: text,
    benches: [{name: text, value: day, range: text, unit: text, extra: text}]
  });
  return {
    lastUpdate: 0,
    entries: Object.fromEntries(hostileTexts.map((text) => [text, [1, 2, 3].map((day) => point(text, day))]))
  };
}

/** Logs whose every text field is hostile: runs, an audit, benchmarks, events. Written below `folder`. */
export function writeHostileLogs(folder: string): void {
  mkdirSync(folder, {recursive: true});
  hostileTexts.forEach((text, i) => {
    const rows = [
      {
        type: "run",
        run_id: text,
        group: text,
        seed: i,
        commit: text,
        command: text,
        device: text,
        config: {[text]: text, lr: 0.1 * i}
      },
      {type: "environment", node: text, cpu: text},
      ...[1, 2, 3].map((step) => ({step, train: {[text]: step * 1e300, loss: step === 2 ? null : -step}, note: text})),
      {type: "checkpoint", step: 3, path: text, sha256: text, bytes: 1},
      {type: "end", status: i % 2 ? "aborted" : "completed", reason: text}
    ];
    writeFileSync(
      join(folder, `run-${i}.ndjson`),
      rows
        .map((row) => `${JSON.stringify(row)}\n`)
        .join("")
        .replaceAll("null", "NaN")
    );
  });
  const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("\n", " ");
  const table = hostileTexts.map(
    (text) =>
      `| ${cell(text)} | Implemented | ${cell(text)} | ${cell(text)} | ${cell(text)} | ${cell(text)} | ${cell(text)} |`
  );
  const report = (date: string) =>
    [
      `# ${hostileTexts[0]}: Status Update (${date})`,
      "",
      "## 2. Capability Audit Table",
      "| Capability | Status | Existing Artifacts | Gaps | Risks | Minimal Patch Plan | Rollback Plan |",
      "|---|---|---|---|---|---|---|",
      ...table,
      "",
      "## 6. Reproducibility Checklist",
      ...hostileTexts.map((text) => `- [ ] ${cell(text)}`),
      ""
    ].join("\n");
  writeFileSync(join(folder, "status-2025-01-01.md"), report("2025-01-01"));
  writeFileSync(join(folder, "status-2025-01-02.md"), report("2025-01-02").replaceAll("Implemented", "Stubbed"));
  const benchmark = (text: string, i: number) => ({
    type: "benchmark",
    case: text,
    op: text,
    backend: text,
    dtype: text,
    axes: {[text]: i},
    quantity: "time",
    unit: "ms",
    higher_is_better: false,
    timed: "end-to-end",
    cache: "warm",
    warmup: 1,
    samples: [1 + i, 2 + i, 3 + i],
    bytes_moved: 1024,
    flops: 10,
    copy_gb_per_s: 1,
    error_ulp: 0,
    device: text,
    cpu: text,
    clock_mhz: null,
    commit: text,
    source_digest: text,
    environment: {node: text}
  });
  writeFileSync(
    join(folder, "bench.ndjson"),
    hostileTexts.map((text, i) => `${JSON.stringify(benchmark(text, i))}\n`).join("")
  );
  writeFileSync(join(folder, "google.json"), JSON.stringify(googleBenchmarks()));
  writeFileSync(join(folder, "data.js"), `window.BENCHMARK_DATA = ${JSON.stringify(benchmarkData())}`);
  const result = (text: string, i: number) => ({
    type: "test_result",
    suite: text,
    name: text,
    status: ["passed", "failed", "skipped"][i % 3],
    message: text,
    cases: 10 ** i,
    seconds: i / 7,
    seed: i,
    backends: text,
    device: text,
    commit: text,
    dirty: i % 2 === 0,
    source_digest: i % 2 ? text : hostileTexts[0],
    environment: {[text]: text}
  });
  writeFileSync(
    join(folder, "tests.ndjson"),
    hostileTexts.map((text, i) => `${JSON.stringify(result(text, i))}\n`).join("")
  );
  writeFileSync(
    join(folder, "events.ndjson"),
    hostileTexts
      .map(
        (text) =>
          `${JSON.stringify({timestamp: "2025-01-01T00:00:00Z", event: text, message: text, details: {[text]: text}})}\n`
      )
      .join("")
  );
  writeFileSync(join(folder, "unknown.bin"), Buffer.from([0, 1, 2, 255, 254]));
}
