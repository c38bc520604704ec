/** Lines of a table: a header, then what `record` gives for every n from 1 to `records`. */
function table(header: string, records: number, record: (n: number) => string, lineEnd = "\n"): string {
  return [header, ...Array.from({length: records}, (_, i) => record(i + 1))].map((line) => line + lineEnd).join("");
}

const second = (n: number): string => String(n % 60).padStart(2, "0");
const loss = (n: number): string => String(1 / (n + 1));

const metrics = [
  table("step,loss,note", 30, (n) => `${n},${loss(n)},${n % 7 ? "" : `"first ""part""\nsecond, part\n\n${n}"`}`),
  table("step,loss,note", 20, (n) => `${n + 8},${loss(n)},"again"`),
  "\n3,broken\n4,0.5,x,y\n",
  '77,0.25,"x"y\n',
  table("step,loss,note", 50, (n) => `${n + 20},NaN,π ≈ 再開`),
  '71,0.5,"without a line end"'
].join("");

const times = table(
  "\ufeffepoch,time,split,loss,seed",
  40,
  (n) => `${n % 25},2025-01-01 00:01:${second(n)},${n % 3 ? "train" : "valid"},${loss(n)},${n < 20 ? 7 : 8}`,
  "\r\n"
);

const progress = table(
  "training_iteration,time_this_iter_s,time_total_s,timestamp,done,trial_id,hostname,config/lr,config/seed,config/env,info,reward",
  40,
  (n) =>
    `${n % 25},2.0,${2 * n},${1_700_000_000 + n},${n === 40 ? "True" : "False"},a1b2c,node-${n % 4 ? 1 : 2},${n < 30 ? 0.01 : 0.001},11,"Cart,\nPole","{'loss': ${n}}",${n / 8}`
);

const history = table(
  "_step,_runtime,_timestamp,train/loss,val/acc,state,run_name",
  60,
  (n) =>
    `${n % 35},${n * 1.5},${1_700_000_000.25 + n},${loss(n)},${n % 5 ? "" : n / 100},${n < 9 ? "warm" : `"hot, ""${n >> 4}"""`},${n % 2 ? "a" : "b"}`
);

const monitor = [
  '#{"t_start": 1700000000.25, "env_id": "CartPole-v1"}\n',
  table("r,l,t,is_success,how", 25, (n) => `${n}.5,${n},${n * 2.25},${n % 2}.0,"end ${n >> 3}\nof it"`),
  table("r,l,t,is_success,how", 25, (n) => `-${n},${n},${n * 1.25},0.0,fell`)
].join("");

const chart = table(
  '"Step","a - loss","a - loss__MIN","a - loss__MAX","b - try - acc","b - try - acc__MIN","b - try - acc__MAX"',
  60,
  (n) => `"${n % 40}","${loss(n)}","${loss(n + 1)}","NaN",${n % 3 ? '"","",""' : `"${n}","${n}","${n}.0"`}`
);

const sparse = table("epoch,step,train_loss,val_loss,lr-Adam", 60, (n) =>
  n % 4 ? `${n >> 3},${n},${loss(n)},,` : `${n >> 3},${n - 1},,${loss(n)},${n % 8 ? "nan" : "1e-3"}`
);

const printed = [
  "Using cpu device\nseed: 3\nlr: 0.5\n",
  "env: CartPole\nseed: 4\nlr: 0.25\nlog: /tmp/x\ngamma: 0.99\nmodel: mlp\n",
  ...Array.from({length: 12}, (_, i) =>
    [
      "------------------------------",
      "| time/             |        |",
      `|    total_timesteps | ${(i % 8) * 100} |`,
      "| rollout/          |        |",
      `|    ep_rew_mean    | ${i / 3} |`,
      `|    state          | ${i < 5 ? "warm" : "hot"} |`,
      "------------------------------",
      i % 5 ? "a: b" : "Saving model to models/last.zip",
      ""
    ].join("\n")
  )
].join("");

/** Its last quote is never closed: at the end of the file the lines behind it are records of their own. */
const unclosed =
  table("step,loss,note", 12, (n) => `${n},${loss(n)},"n ${n}"`) +
  `13,0.5,"open\n${table("14,0.5,x", 30, (n) => `${n + 14},${loss(n)},y`)}`;

/** Which of two delimiters splits the cells is told by the rows: the beginning of the file alone does not tell. */
const ambiguous = table("step;loss, mean", 12, (n) => `${n};0,${n}`) + table("13;0,5", 60, (n) => `${n + 13};1`);

const measurements = table(
  "global_step,accumulated_submission_time,accumulated_eval_time,score,total_duration,train/loss",
  40,
  (n) => `${n * 10},${n * 2.5},${n % 4 ? "" : n},${n % 4 ? n : ""},${n * 3},${loss(n)}`
);

/** Delimited files and printed tables with what makes it hard to read on: see each. */
export const grownTables: Record<string, Buffer> = {
  "metrics-broken.csv": Buffer.from(metrics),
  "bytes.csv": Buffer.from(metrics.replaceAll("≈", "\u00b1"), "latin1"),
  "times.csv": Buffer.from(times),
  "progress.csv": Buffer.from(progress),
  "history.csv": Buffer.from(history),
  "0.monitor.csv": Buffer.from(monitor),
  "chart.csv": Buffer.from(chart),
  "metrics.csv": Buffer.from(sparse),
  "log.txt": Buffer.from(printed),
  "unclosed.csv": Buffer.from(unclosed),
  "ambiguous.csv": Buffer.from(ambiguous),
  "measurements.csv": Buffer.from(measurements),
  "keras.csv": Buffer.from(table("epoch,accuracy,loss,val_loss", 40, (n) => `${n - 1},${n / 50},${loss(n)},NA`)),
  "summary.csv": Buffer.from(table("epoch,train_loss,eval_top1,lr", 40, (n) => `${n % 30},${loss(n)},${n},0.1`)),
  "sb3.csv": Buffer.from(
    table("rollout/ep_rew_mean,time/total_timesteps", 40, (n) => `${n % 5 || ""},${(n % 25) * 100}`)
  )
};
