import {crc32} from "../../loaders/formats/binary/crc32.ts";
import {whole} from "../formats/runs/event-file.ts";
import {
  fileVersion,
  message,
  nested,
  shownBy,
  simple,
  summary,
  tagged,
  tensor,
  type Fill
} from "../formats/runs/tfrecord.ts";
import {define, everyRecord, history, items, record, run, t0, wandbFile} from "../formats/runs/wandb-file.ts";

const blockBytes = 32 * 1024;
const range = (from: number, to: number): number[] => Array.from({length: to - from + 1}, (_, i) => from + i);

const scalar = (tag: string, value: number, named: boolean): Fill => {
  const fill = tensor(1, [], (writer) => writer.writeFloatField(5, value));
  return named ? shownBy(tag, "scalars", null, fill) : tagged(tag, fill);
};

const text = (n: number, named: boolean): Fill => {
  const fill = tensor(7, [1], (writer) => writer.writeStringField(8, `note ${n}: π ≈ 3`));
  return named ? shownBy("note", "text", null, fill) : tagged("note", fill);
};

const picture = (n: number, named: boolean): Fill => {
  const fill = tensor(7, [1], (writer) => writer.writeBytesField(8, Buffer.alloc(40 + n, n)));
  return named ? shownBy("grid", "images", null, fill) : tagged("grid", fill);
};

/** Summaries of these steps: several tags, of which the first value alone names the plugin. */
function summaries(steps: number[], first = steps[0]!): Buffer[] {
  return steps.map((n, i) =>
    summary(
      t0 + n,
      n,
      simple("train/loss", 1 / (n + 1)),
      scalar("val/acc", n / 100, n === first && i === 0),
      ...(n % 7 === 0 ? [tagged("weights", (writer) => nested(writer, 5, () => undefined))] : [])
    )
  );
}

/** A record whose data are not what its checksum was made of. */
function damaged(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy[copy.length - 6]! ^= 0x5a;
  return copy;
}

const sessionEnd = shownBy(
  "_hparams_/session_end_info",
  "hparams",
  message((writer) => nested(writer, 4, (end) => end.writeVarintField(1, 1)))
);

/** Event files: every kind of record, a restart, a doubtful one, two writers, bad checksums and bytes between records. */
export const eventFiles: Record<string, Buffer> = {
  "runs/a/events.out.tfevents.1700000000.host": Buffer.concat([
    whole,
    ...summaries(range(4, 60)),
    ...summaries(range(50, 90), -1),
    ...summaries(range(88, 92), -1)
  ]),
  "runs/b/train/events.out.tfevents.1700000000.host": Buffer.concat([
    fileVersion(t0),
    ...range(1, 50).flatMap((n) => [
      summary(t0 + n, n, simple("loss", n), text(n, n === 1)),
      summary(t0 + n, Math.max(n - 3, 0), simple("loss", -n), picture(n, n === 1))
    ]),
    summary(t0 + 99, 0, sessionEnd)
  ]),
  "runs/c/events.out.tfevents.1700000000.host": Buffer.concat([
    fileVersion(t0),
    ...summaries(range(1, 20)),
    damaged(summary(t0, 21, simple("train/loss", 3))),
    ...summaries(range(22, 30), -1),
    Buffer.from("bytes that are no record ".repeat(30)),
    ...summaries(range(31, 40), -1),
    Buffer.alloc(200, 0x21)
  ])
};

const output = (n: number, length: number): Uint8Array =>
  record(13, (writer) => {
    writer.writeVarintField(1, 1);
    writer.writeStringField(3, `${n}: `.padEnd(length, "-"));
  });

const config = (values: Record<string, string>): Uint8Array => record(5, (writer) => items(writer, 1, values));
const seen = (values: Record<string, string>): Uint8Array => record(3, (writer) => items(writer, 1, values));

/** History of these steps, with what a run logs beside numbers, and records of more than a block in between. */
const logged = (steps: number[]): Uint8Array[] =>
  steps.flatMap((n) => [
    history(n, {
      "train/loss": String(1 / (n + 1)),
      ...(n % 3 === 0 && {"val/acc": `0.${n}`}),
      ...(n % 6 === 0 && {samples: String(n * 128)}),
      ...(n % 5 === 0 && {weights: '{"_type":"histogram","bins":[0,1],"values":[3]}', odd: '"NaN"', phase: `"p${n}"`})
    }),
    ...(n % 10 === 0 ? [output(n, 900 * n), config({lr: String(1 / n || 1), "a.b": '{"c":[1,2]}'})] : [])
  ]);

const axis = define("val/acc", (writer) => {
  writer.writeStringField(4, "samples");
  nested(writer, 6, (options) => options.writeVarintField(1, 1));
  writer.writeVarintField(8, 2);
});

/** Records that leave so many bytes at the end of their first block. */
const leaving = (bytes: number): Uint8Array[] => {
  const before = wandbFile([run]).length;
  const head = output(0, 30_000).length - 30_000;
  return [run, output(0, blockBytes - before - 7 - head - bytes)];
};

function damagedAt(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at]! ^= 0x5a;
  return copy;
}

/** A fragment that goes on with a record that none began. */
function stray(log: Buffer): Buffer {
  const tail = Buffer.alloc(7 + 20, "s");
  tail.writeUInt16LE(20, 4);
  tail[6] = 4;
  tail.writeUInt32LE(crc32(tail.subarray(6)), 0);
  return Buffer.concat([log, tail]);
}

const place = (n: number): string => `wandb/offline-run-2023111${n}_221320-abc12${n}/run-abc12${n}.wandb`;
const blocks = wandbFile([
  ...everyRecord,
  axis,
  ...logged(range(1, 60)),
  ...logged(range(52, 90)),
  seen({best: "0.9"})
]);

/** W&B logs of several blocks: records over their borders, padding, a restart, a doubtful one, and bad checksums. */
export const runLogs: Record<string, Buffer> = {
  [place(1)]: blocks,
  [place(2)]: stray(
    wandbFile([...leaving(3), ...logged(range(1, 30)), seen({"train/loss": "1", late: "2"}), ...logged(range(28, 31))])
  ),
  [place(3)]: damagedAt(blocks, 3 * blockBytes + 500),
  [place(4)]: wandbFile([
    ...leaving(7),
    define("train/loss", (writer) => writer.writeVarintField(8, 1)),
    ...logged([1])
  ])
};

const frame = `${"-".repeat(30)}\n`;
const table = (n: number): string =>
  `${frame}| rollout/          |      |\n|    ep_rew_mean    | ${n / 3} |\n|    total_timesteps | ${n * 100} |\n| mode | warm |\n${frame}`;

const dump = (values: Record<string, unknown>): string =>
  Object.entries(values)
    .map(([key, value]) => `${key}: ${String(value)}\n`)
    .join("");

const options = Object.fromEntries(range(1, 9).map((n) => [`option_${n}`, n / 7]));

/** Logs of lines whose facts are told behind them: tables, blocks of settings, records of several lines. */
export const textLogs: Record<string, Buffer> = {
  "logs/ppo.txt": Buffer.from(
    [
      dump({seed: 3, lr: 0.1, env: "Ant", ...options}),
      "hello\n",
      ...range(1, 30).map(table),
      dump({note: "too short", more: 1}),
      ...range(25, 60).map(
        (n) => `${table(n)}Saving model to out/${n}.zip...\n${n % 9 ? "" : dump({a: n, [`b${n}`]: 4, ...options})}`
      ),
      frame,
      ...range(61, 80).map((n) => `| step | ${n} |\n| ep_rew_mean | ${n / 7} |\n`)
    ].join("")
  ),
  "mlruns/0/0123456789abcdef0123456789abcdef/metrics/val_loss": Buffer.from(
    [...range(1, 60), ...range(50, 95)]
      .map((n) => `${1_700_000_000_000 + n} ${1 / n} ${n}${n % 4 ? "" : " data 1a2b"}\n`)
      .join("")
  ),
  "env/requirements.txt": Buffer.from(
    range(1, 20)
      .map((n) => `package-${n}==1.${n}.0\n`)
      .join("") + "-r more.txt\n"
  ),
  "coverage/lcov.info": Buffer.from(
    range(1, 20)
      .map(
        (n) => `TN:\nSF:src/${n}.ts\nDA:1,${n}\nDA:2,0\n${n % 6 ? `LF:2\nLH:${n % 5 ? 1 : 2}\nend_of_record\n` : ""}`
      )
      .join("\n")
  )
};
