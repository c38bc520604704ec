import type {PbfWriter} from "pbf";
import {crc32} from "../../../loaders/formats/binary/crc32.ts";
import {fragmentTypes} from "../../../loaders/formats/runs/wandb/record-log.ts";
import {message, nested, type Fill} from "./tfrecord.ts";

const blockBytes = 32 * 1024;

function fragment(type: number, data: Uint8Array): Buffer {
  const head = Buffer.alloc(7);
  head.writeUInt16LE(data.length, 4);
  head[6] = type;
  head.writeUInt32LE(crc32(data, crc32(head.subarray(6))), 0);
  return Buffer.concat([head, data]);
}

/** A W&B log of these records: its head, and fragments in blocks of 32 KiB. */
export function wandbFile(records: Uint8Array[]): Buffer {
  const head = Buffer.from([0x3a, 0x57, 0x26, 0x42, 0xe1, 0xbe, 0]);
  const parts: Buffer[] = [head];
  let at = head.length;
  const put = (bytes: Buffer) => {
    parts.push(bytes);
    at += bytes.length;
  };
  for (const record of records) {
    const room = () => blockBytes - (at % blockBytes);
    if (room() < 7) put(Buffer.alloc(room()));
    const {full, first, middle, last} = fragmentTypes;
    for (let from = 0, begun = false, done = false; !done; begun = true) {
      const part = record.subarray(from, from + room() - 7);
      done = from + part.length === record.length;
      put(fragment((begun ? (done ? last : middle) : done ? full : first)!, part));
      from += part.length;
    }
  }
  return Buffer.concat(parts);
}

/** A Record of this field. */
export const record = (field: number, fill: Fill): Uint8Array => message((writer) => nested(writer, field, fill));

/** Items with their values as JSON text. */
export function items(writer: PbfWriter, field: number, values: Record<string, string>, nestedKeys = false): void {
  for (const [key, json] of Object.entries(values))
    nested(writer, field, (item) => {
      if (nestedKeys) for (const part of key.split(".")) item.writeStringField(2, part);
      else item.writeStringField(1, key);
      item.writeStringField(16, json);
    });
}

export const timestamp = (writer: PbfWriter, field: number, seconds: number, nanos = 0): void =>
  nested(writer, field, (time) => {
    time.writeVarintField(1, seconds);
    if (nanos) time.writeVarintField(2, nanos);
  });

export const t0 = 1_700_000_000;

export const run = record(17, (writer) => {
  writer.writeStringField(1, "abc123");
  writer.writeStringField(3, "reach");
  writer.writeStringField(6, "group-1");
  writer.writeStringField(8, "calm-sun-7");
  writer.writeStringField(13, "node-1");
  nested(writer, 4, (config) =>
    items(config, 1, {_wandb: '{"cli_version":"0.16.0","t":{"1":[5]}}', lr: "0.10", seed: "7"})
  );
  timestamp(writer, 17, t0, 250_000_000);
  nested(writer, 21, (git) => {
    git.writeStringField(1, "https://example.org/reach.git");
    git.writeStringField(2, "0123456789abcdef0123456789abcdef01234567");
  });
});

export const history = (step: number, values: Record<string, string>): Uint8Array =>
  record(2, (writer) => {
    items(writer, 1, {...values, _step: String(step), _timestamp: `${t0 + step}.5`});
    nested(writer, 2, (inner) => inner.writeVarintField(1, step));
  });

export const define = (name: string, more: Fill): Uint8Array =>
  record(12, (writer) => {
    writer.writeStringField(name.endsWith("*") ? 2 : 1, name);
    more(writer);
  });

/** One record of every kind that W&B writes. */
export const everyRecord: Uint8Array[] = [
  record(21, () => undefined),
  run,
  record(5, (writer) => items(writer, 1, {"model.width": "64"}, true)),
  record(5, (writer) => items(writer, 1, {lr: "0.2"})),
  define("val/*", (writer) => writer.writeStringField(4, "epoch")),
  define("score", (writer) => writer.writeVarintField(8, 2)),
  record(11, (writer) => {
    writer.writeStringField(4, "3.11.7");
    writer.writeStringField(5, "0.16.0");
  }),
  history(0, {"train/loss": "0.50", score: "1"}),
  history(1, {"train/loss": "NaN", "val/acc": "0.75", epoch: "1"}),
  history(2, {
    "train/loss": '"Infinity"',
    phase: '"warm-up"',
    grid: '{"_type":"image-file","path":"media/images/grid_2.png","size":12,"sha256":"' + "a".repeat(64) + '"}',
    weights: '{"_type":"histogram","bins":[0,1],"values":[3]}',
    nested: '{"a":1,"b":{"c":2}}',
    broken: "{"
  }),
  record(7, (writer) => {
    timestamp(writer, 2, t0 + 3);
    nested(writer, 3, (item) => {
      item.writeStringField(1, "gpu.0.temp");
      item.writeStringField(16, "61.5");
    });
  }),
  record(13, (writer) => {
    writer.writeVarintField(1, 1);
    timestamp(writer, 2, t0 + 3);
    writer.writeStringField(3, "epoch 1 done\n");
  }),
  record(3, (writer) => items(writer, 1, {"train/loss": "0.25", best: "0.9"})),
  record(6, (writer) => nested(writer, 1, (file) => file.writeStringField(1, "model.pt"))),
  record(8, (writer) => {
    writer.writeStringField(4, "model");
    writer.writeStringField(5, "weights-v1");
    nested(writer, 12, (manifest) =>
      nested(manifest, 4, (entry) => {
        entry.writeStringField(1, "weights.bin");
        entry.writeVarintField(4, 4096);
      })
    );
  }),
  record(10, (writer) => {
    writer.writeStringField(1, "low accuracy");
    writer.writeStringField(3, "WARN");
  }),
  record(18, (writer) => writer.writeVarintField(2, 12)),
  record(20, () => undefined),
  record(22, () => undefined)
];
