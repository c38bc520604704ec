import {describe, expect, it} from "vitest";
import {headOf, recognise} from "../../loaders/formats/recognise.ts";

const seen = (path: string, content: string | Uint8Array) =>
  recognise(path, headOf(Buffer.from(content as Uint8Array)));
const lines = (...objects: unknown[]) => objects.map((object) => `${JSON.stringify(object)}\n`).join("");

describe("recognise(path, head)", () => {
  it.each([
    ["step rows", lines({step: 1, loss: 2}, {step: 2, loss: 1}), "training-ndjson"],
    ["epochs alone", lines({epoch: 1, loss: 2}, {epoch: 2, loss: 1}), "training-ndjson"],
    ["long rows", lines({run_id: "a", step: 1, split: "val", metric: "loss", value: 2}), "training-ndjson"],
    [
      "a run that never logged a step",
      lines({type: "run", run_id: "a", config: {lr: 1}}, {type: "environment", node: "20"}),
      "training-ndjson"
    ],
    [
      "steps among program output",
      `loading\n${lines({step: 1, loss: 2})}saved\n${lines({step: 2, loss: 1})}`,
      "training-ndjson"
    ],
    ["actions", lines({ts: "2026-01-01T00:00:00Z", action: "created"}), "event-ndjson"],
    [
      "events that mention a step",
      lines({ts: "2026-01-01T00:00:00Z", action: "trained", step: 3, seconds: 1.5}),
      "event-ndjson"
    ],
    ["errors", lines({step: "5.1", error: "none"}, {step: "5.2", err: "none"}), "event-ndjson"],
    ["an inventory", lines({path: "a.sh", lang: "bash", role: "code"}), "codex-inventory"],
    ["test results", '<?xml version="1.0"?>\n<testsuites/>\n', "junit-xml"],
    ["coverage of files", "TN:\nSF:a.js\nDA:1,1\nend_of_record\n", "lcov"],
    ["a scrape", "# TYPE up gauge\nup 1\n", "prometheus-text"],
    [
      "a chain of hashes",
      lines({prev_hash: "", hash: "a".repeat(64)}, {prev_hash: "a".repeat(64), hash: "b".repeat(64)}),
      "hash-chain"
    ],
    ["captured errors", lines({step: "5.1", error: "none", context: "pytest"}), "codex-errors"],
    ["an MLPerf log", `x\n3: :::MLLOG {"time_ms": 1, "key": "seed", "value": 1}\n`, "mllog"],
    ["an MLPerf log of v0.6", `x\n3: :::MLL 1561000000.1 seed: {"value": 1}\n`, "mll"],
    ["a log of llm.c", "s:0 tel:11.01\ns:0 trl:11 lr:0.1 norm:15\n", "llmc-log"],
    ["a speedrun log", "step:0/9 val_loss:10.5 train_time:0ms step_avg:nanms\n", "nanogpt-speedrun"],
    ["tables of a log", "noise\n------------\n| epoch | 0 |\n| a/b   | 1 |\n------------\n", "rl-table"],
    [
      "a system description",
      JSON.stringify({division: "closed", status: "onprem", framework: "a", nodes: []}, null, 2),
      "mlperf-system"
    ],
    ["a benchmark log", lines({type: "benchmark", case: "a", backend: "js", samples: [1]}), "benchmark-ndjson"],
    ["a Ray result", lines({training_iteration: 1, time_total_s: 2.5, pid: 7, episode_reward_mean: 1}), "ray-result"],
    [
      "an OpenMMLab log",
      lines({env_info: "a: b", seed: 0}, {mode: "train", epoch: 1, iter: 50, lr: 0.1, loss: 2, time: 0.5}),
      "mmlab-log"
    ],
    ["MMEngine scalars", lines({lr: 0.1, data_time: 0.01, loss: 2, time: 0.5, iter: 50, step: 50}), "mmengine-scalars"],
    ["detectron2 metrics", lines({iteration: 19, total_loss: 2, lr: 0.1, time: 0.5}), "fvcore-metrics"],
    ["a DeiT log", lines({train_lr: 0.1, train_loss: 2, test_acc1: 1, epoch: 0, n_parameters: 9}), "deit-log"],
    [
      "a diffusion_policy log",
      lines({train_loss: 2, global_step: 0, epoch: 0, lr: 0.1}, {train_loss: 1, global_step: 1, epoch: 0, lr: 0.1}),
      "diffusion-policy"
    ],
    [
      "four like it beside others",
      lines(...[0, 1].map((step) => ({train_loss: 2, global_step: step, epoch: 0, lr: 0.1, grad_norm: 1}))),
      "training-ndjson"
    ],
    [
      "a LLaMA-Factory log",
      lines({current_steps: 5, total_steps: 9, loss: 2, elapsed_time: "0:00:05", remaining_time: "1 day, 0:00:05"}),
      "llamafactory-log"
    ],
    ["a trainer's state", JSON.stringify({global_step: 1, log_history: [{step: 1, loss: 2}]}), "hf-trainer-state"],
    [
      "a trainer's state over lines",
      JSON.stringify({global_step: 1, log_history: [{step: 1, loss: 2}]}, null, 2),
      "hf-trainer-state"
    ],
    [
      "old results of lm-eval",
      JSON.stringify({results: {copa: {acc: 0.5}}, versions: {copa: 0}, config: {model: "hf"}}),
      "lm-eval"
    ],
    [
      "new results of lm-eval",
      JSON.stringify({results: {copa: {"acc,none": 0.5}}, configs: {copa: {}}, "n-shot": {copa: 0}}, null, 2),
      "lm-eval"
    ],
    ["Dreamer scores", JSON.stringify([{task: "pong", method: "a", seed: 0, xs: [1], ys: [2]}]), "dreamer-scores"],
    [
      "a trial's parameters",
      JSON.stringify({env: "a", num_workers: 2, gamma: 0.9, train_batch_size: 8, multiagent: {}}, null, 2),
      "ray-params"
    ],
    ["a test log", lines({type: "test_result", suite: "a", name: "b", status: "passed"}), "test-ndjson"]
  ])("knows %s by content, whatever the name", (_title, content, name) => {
    for (const path of ["a.ndjson", "a.jsonl", "a.txt", "a"]) expect(seen(path, content).format?.name).toBe(name);
  });

  it.each([
    ["empty.ndjson", "", null, "empty file"],
    ["blank.txt", " \n\n", "blank text", "nothing but white space"],
    [
      "action_log.ndjson",
      `version https://git-lfs.github.com/spec/v1\noid sha256:${"7".repeat(64)}\nsize 366\n`,
      "git-lfs pointer",
      "git lfs pull"
    ],
    [
      "package.json",
      JSON.stringify({name: "a", version: "1.0.0", dependencies: {}}, null, 2),
      "JSON document",
      "one JSON document"
    ],
    [
      "package-lock.json",
      JSON.stringify({name: "a", lockfileVersion: 3, packages: {}}),
      "JSON document",
      "one JSON document"
    ],
    [
      "report.json",
      JSON.stringify({timestamp: "2026-01-01T00:00:00Z", results: [1]}),
      "JSON document",
      "one JSON document"
    ],
    [
      "benchmarks.out",
      JSON.stringify({context: {date: "2026-01-01"}, timestamp: 1767600000, benchmarks: []}),
      "JSON document",
      "one JSON document"
    ],
    ["state.json", JSON.stringify({epoch: 3, loss: 0.5}), "JSON document", "one JSON document"],
    ["list.json", '[\n{"step": 1, "loss": 2}\n]\n', "JSON document", "one JSON document"],
    ["rows.ndjson", lines({a: 1}, {a: 2}), "NDJSON", "no step, time, action or error"],
    ["prices.csv", "size,price\n1,2\n2,1\n", "CSV", "delimited"],
    ["table.md", "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n", "text", "without a line format"],
    [
      "train_gpt.py",
      "import sys\nwith open(sys.argv[0]) as f:\n    code = f.read()\n",
      "text",
      "without a line format"
    ],
    ["old.txt", "MLPerf: widget [06/13/19 00:30:56], run_start\n".repeat(3), "MLPerf text without events", ":::MLL"],
    ["meta.yaml", "run_id: a\nstatus: 3\nend_time: 4\n", "key: value text", "YAML"],
    ["junit.xml", '<?xml version="1.0"?>\n<suites/>\n', "XML", "XML"],
    ["run.trx", "<TestRun><Results/></TestRun>", "Visual Studio test results", "no format here reads"],
    ["jacoco.xml", '<report name="a"><counter type="LINE"/></report>', "JaCoCo coverage", "no format here reads"],
    ["bom.spdx", "SPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\n", "SPDX bill of materials", "only JSON"],
    ["a.gz", Uint8Array.of(0x1f, 0x8b, 8, 0), "gzip", "unpack"],
    ["hole.log", `starting up\n${"\0".repeat(20)}\nstep done\n`, "text with NUL bytes", "crash"],
    [
      "nsys.txt",
      "Collecting data...\n[1/8] [0%   ] run.nsys-rep\r[1/8] [=16%  ] run.nsys-rep\n",
      "profiler output",
      "CSV"
    ],
    [
      "figures.txt",
      "Results\n" + "  Mean latency: 0.05 ms\n  Throughput: 1.2 M samples/sec\n".repeat(3),
      "benchmark report",
      "NDJSON"
    ],
    ["a.bin", Uint8Array.of(1, 0, 2, 0), "binary", "not text"],
    ["utf16.ndjson", Buffer.from('\ufeff{"step":1,"loss":2}\n', "utf16le"), "UTF-16 text", "UTF-8"]
  ])("does not claim %s", (path, content, guess, note) => {
    const found = seen(path, content);
    expect(found).toMatchObject({format: null, guess});
    expect(found.note).toContain(note);
  });

  it("prefers what most lines are", () => {
    const event = {ts: "2026-01-01T00:00:00Z", action: "saved"};
    expect(seen("a", lines({step: 1, loss: 1}, {step: 2, loss: 1}, event)).format?.name).toBe("training-ndjson");
    expect(seen("a", lines(event, event, event, event, {step: 1, loss: 1})).format?.name).toBe("event-ndjson");
  });
});
