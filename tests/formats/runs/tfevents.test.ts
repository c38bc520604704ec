import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {crc32, crc32c, maskedCrc32c} from "../../../loaders/formats/binary/crc32.ts";
import {headOf, recognise} from "../../../loaders/formats/recognise.ts";
import {tfevents} from "../../../loaders/formats/runs/tensorboard/index.ts";
import {half} from "../../../loaders/formats/runs/tensorboard/tensor.ts";
import type {FactRow, Row, UnitRow} from "../../../loaders/rows.ts";
import {findValue} from "../../../src/components/source-text.ts";
import {assertTiles, sourceOf} from "../../tiling.ts";
import {t0, whole} from "./event-file.ts";
import type {message} from "./tfrecord.ts";
import {event, fileVersion, nested, shownBy, simple, summary, tagged, tensor, tfrecord} from "./tfrecord.ts";

const path = "runs/a/events.out.tfevents.1700000000.host";

function rowsOf(bytes: Buffer, at = path): Row[] {
  const rows = [...tfevents.parse(sourceOf(at, bytes))];
  assertTiles(rows, bytes.length);
  return rows;
}

const units = (rows: Row[]) => rows.filter((row): row is UnitRow => row.table === "unit");
const facts = (rows: Row[], table: string) =>
  rows.filter((row): row is FactRow => row.table === table).map(({values}) => values);
const outcomes = (rows: Row[]) => units(rows).map(({outcome, rule}) => (rule ? `${outcome}: ${rule}` : outcome));

describe("tfevents.parse(source)", () => {
  it("reads scalars, hyperparameters, text, checkpoints and the end of a session", () => {
    const rows = rowsOf(whole);
    expect(outcomes(rows)).toEqual([
      "parsed",
      "ignored: graph definition",
      "parsed",
      "parsed",
      "parsed",
      "ignored: image summary",
      "parsed",
      "parsed",
      "parsed"
    ]);
    expect(facts(rows, "metric")).toMatchObject([
      {name: "loss", split: "train", name_raw: "train/loss", step: 1, value: Math.fround(0.1), value_raw: null},
      {name: "loss", step: 2, value: null, nonfinite: "nan"}
    ]);
    expect(facts(rows, "metric")[0]).toMatchObject({time: "2023-11-14 22:13:21.500", time_raw: "1700000001.5"});
    expect(facts(rows, "param").map(({key, value, type}) => [key, value, type])).toEqual([
      ["lr", "0.001", "number"],
      ["seed", "7", "number"],
      ["model", "small", "string"],
      ["amp", "true", "boolean"],
      ["none", null, "null"]
    ]);
    expect(facts(rows, "run")).toMatchObject([
      {
        name: "runs/a",
        part_of: "runs/a",
        status: "completed",
        status_raw: "SUCCESS",
        status_unit: 9,
        seed: 7n,
        seed_unit: 3,
        group_name: "group-1",
        started_raw: "1699999999.5",
        started_unit: 3,
        ended_raw: "1700000005.5",
        ended_unit: 9
      }
    ]);
    expect(facts(rows, "event")).toMatchObject([{kind: "text", message: "hello there"}, {kind: "session checkpoint"}]);
    expect(facts(rows, "artifact")).toMatchObject([{kind: "checkpoint", path: "ckpt/4"}]);
    expect(facts(rows, "field")).toMatchObject([{key: "weights", type: "histogram", units: 1}]);
    expect(facts(rows, "environment").map(({key, value}) => `${String(key)}=${String(value)}`)).toEqual([
      "file_version=brain.Event:2",
      "writer=colophon.tests"
    ]);
  });

  it.each([
    ["float one by one", 1, (w: Writer) => w.writeFloatField(5, 0.25), 0.25, null],
    ["float packed", 1, (w: Writer) => w.writePackedFloat(5, [0.25]), 0.25, null],
    ["double as content", 2, (w: Writer) => w.writeBytesField(4, Buffer.from(Float64Array.of(0.1).buffer)), 0.1, null],
    ["double one by one", 2, (w: Writer) => w.writeDoubleField(6, 0.1), 0.1, null],
    ["int32 below zero", 3, (w: Writer) => w.writeVarintField(7, -3), -3, null],
    [
      "int64 above 2^53",
      9,
      (w: Writer) => w.writeBytesField(4, Buffer.from(BigInt64Array.of(2n ** 60n + 1n).buffer)),
      2 ** 60,
      "1152921504606846977"
    ],
    ["uint64", 23, (w: Writer) => w.writeBytesField(4, Buffer.from(BigUint64Array.of(12n).buffer)), 12, null],
    ["bool", 10, (w: Writer) => w.writeVarintField(11, 1), 1, null],
    ["half", 19, (w: Writer) => w.writeVarintField(13, 0x3800), 0.5, null],
    ["bfloat16", 14, (w: Writer) => w.writeVarintField(13, 0x3fc0), 1.5, null]
  ] as const)("reads a scalar tensor of %s", (_title, type, fill, value, value_raw) => {
    const bytes = Buffer.concat([
      fileVersion(t0),
      summary(t0, 1, shownBy("loss", "scalars", null, tensor(type, [], fill)))
    ]);
    expect(facts(rowsOf(bytes), "metric")).toMatchObject([{name: "loss", value, value_raw}]);
  });

  it("ignores by name what it does not read", () => {
    const rows = rowsOf(
      Buffer.concat([
        fileVersion(t0),
        summary(
          t0,
          1,
          tagged("h", (writer) => nested(writer, 5, () => undefined))
        ),
        summary(
          t0,
          1,
          tagged("a", (writer) => nested(writer, 6, () => undefined))
        ),
        summary(
          t0,
          1,
          shownBy(
            "h2",
            "histograms",
            null,
            tensor(2, [2, 3], () => undefined)
          )
        ),
        summary(
          t0,
          1,
          tagged(
            "h2",
            tensor(2, [], (inner) => inner.writeDoubleField(6, 1))
          )
        ),
        summary(
          t0,
          1,
          tagged(
            "v",
            tensor(1, [2], (inner) => inner.writePackedFloat(5, [1, 2]))
          )
        ),
        event(t0, 1, () => undefined)
      ])
    );
    expect(outcomes(rows).slice(1)).toEqual([
      "ignored: histogram summary",
      "ignored: audio summary",
      "ignored: histogram summary",
      "ignored: histogram summary",
      "ignored: tensor summary",
      "ignored: event without content"
    ]);
  });

  it("takes the split from the folder, whose parent is the run", () => {
    const bytes = Buffer.concat([fileVersion(t0), summary(t0, 1, simple("epoch_loss", 2))]);
    const rows = rowsOf(bytes, "logs/run1/validation/events.out.tfevents.1.h.v2");
    expect(facts(rows, "metric")).toMatchObject([{name: "epoch_loss", split: "val"}]);
    expect(facts(rows, "run")).toMatchObject([{part_of: "logs/run1", name: "logs/run1"}]);
  });

  it("splits a restart", () => {
    const steps = Array.from({length: 50}, (_, i) => summary(t0 + i, i, simple("loss", i)));
    expect(facts(rowsOf(Buffer.concat([fileVersion(t0), ...steps, ...steps])), "run")).toHaveLength(2);
  });
});

type Writer = Parameters<Parameters<typeof message>[0]>[0];

describe("framing", () => {
  const records = [fileVersion(t0), ...[1, 2, 3].map((step) => summary(t0, step, simple("loss", step)))];
  const bytes = Buffer.concat(records);
  const second = records[0]!.length;
  const steps = (rows: Row[]) => facts(rows, "metric").map(({step}) => step);

  it("rejects a record with bad data and reads on", () => {
    const changed = Buffer.from(bytes);
    changed[second + 14]! ^= 1;
    const rows = rowsOf(changed);
    expect(outcomes(rows)).toEqual(["parsed", "rejected", "parsed", "parsed"]);
    expect(units(rows)[1]!.reason).toMatch(/^expected the data's checksum 0x[0-9a-f]{8}, found 0x/);
    expect(steps(rows)).toEqual([2, 3]);
  });

  it("finds the next record where a length is bad", () => {
    const changed = Buffer.from(bytes);
    changed[second]! ^= 1;
    const rows = rowsOf(changed);
    expect(outcomes(rows)).toEqual(["parsed", "rejected", "parsed", "parsed"]);
    expect(units(rows)[1]).toMatchObject({at: {start: second, end: second + records[1]!.length}});
    expect(units(rows)[1]!.reason).toContain("the framing is lost");
    expect(steps(rows)).toEqual([2, 3]);
  });

  it("rejects bytes between records only, however many", () => {
    const noise = Buffer.alloc(2_500_000);
    const rows = rowsOf(Buffer.concat([records[0]!, noise, records[1]!]));
    expect(outcomes(rows)).toEqual(["parsed", "rejected", "parsed"]);
    expect(units(rows)[1]!.at.end - units(rows)[1]!.at.start).toBe(noise.length);
  });

  it("keeps a truncated last record pending, wherever it ends", () => {
    for (let end = bytes.length - records[3]!.length + 1; end < bytes.length; end++)
      expect(outcomes(rowsOf(bytes.subarray(0, end)))).toEqual(["parsed", "parsed", "parsed", "pending"]);
  });

  it("rejects data that is no Event, though its checksums hold", () => {
    const rows = rowsOf(Buffer.concat([records[0]!, tfrecord(Buffer.from([0x2a, 0x7f, 1])), records[1]!]));
    expect(outcomes(rows)).toEqual(["parsed", "rejected", "parsed"]);
    expect(units(rows)[1]!.reason).toContain("expected an Event");
  });

  it("tiles whatever a byte becomes, framed anew or not", () => {
    for (let i = 0; i < whole.length; i++) {
      const changed = Buffer.from(whole);
      changed[i]! ^= 0xff;
      rowsOf(changed);
    }
    let start = 0;
    for (const {at} of units(rowsOf(whole))) {
      const data = whole.subarray(at.start + 12, at.end - 4);
      for (let i = 0; i < data.length; i++)
        for (const byte of [0, 0x7f, 0xff, data[i]! ^ 1]) {
          const changed = Buffer.from(data);
          changed[i] = byte;
          rowsOf(Buffer.concat([fileVersion(t0), tfrecord(changed)]));
        }
      start = at.end;
    }
    expect(start).toBe(whole.length);
  });
});

describe("tfevents.decode(source)", () => {
  it("shows every cited value in the text of its record", () => {
    const source = sourceOf(path, whole);
    const decode = tfevents.decode!(source);
    const rows = rowsOf(whole);
    const text = (unit: number) => decode(units(rows)[unit - 1]!.at);
    for (const row of rows) {
      if (row.table === "unit" || row.table === "repair" || row.table === "field" || row.table === "run") continue;
      const {
        value_raw,
        nonfinite,
        value,
        message: said,
        path: file
      } = row.values as Record<string, string | number | null>;
      const raw = value_raw ?? nonfinite ?? value ?? said ?? file;
      if (raw != null)
        expect(findValue(text(row.at.unit), String(raw)), `${raw} in ${text(row.at.unit)}`).not.toEqual([]);
    }
    expect(text(4)).toBe(
      ["wall_time: 1700000001.5", "step: 1", "value.tag: train/loss", "value.simple_value: 0.10000000149011612"].join(
        "\n"
      )
    );
    expect(text(9)).toContain("session_end_info.status: SUCCESS");
    expect(decode({start: 3, end: 40})).toContain("not an Event");
  });
});

describe("tfevents.detect(path, head)", () => {
  it("knows event files by their first record", () => {
    expect(recognise("x.bin", headOf(whole))).toMatchObject({format: {name: "tfevents"}, confidence: 1});
    expect(recognise(path, headOf(whole.subarray(1))).format).toBeNull();
    expect(recognise(path, headOf(tfrecord(Buffer.from("not an event")))).format).toBeNull();
  });
});

it("the fixture is what the builder makes", () => {
  const fixture = join(import.meta.dirname, "..", "..", "fixtures", "tfevents", "events.out.tfevents.1700000000.host");
  expect(readFileSync(fixture).equals(whole)).toBe(true);
});

describe("checksums", () => {
  it.each([
    ["", 0, 0],
    ["123456789", 0xe3069283, 0xcbf43926],
    ["The quick brown fox jumps over the lazy dog", 0x22620404, 0x414fa339]
  ])("of %j", (text, castagnoli, ieee) => {
    expect([crc32c(Buffer.from(text)), crc32(Buffer.from(text))]).toEqual([castagnoli, ieee]);
  });

  it("go on from what stands before", () => {
    expect(crc32(Buffer.from("56789"), crc32(Buffer.from("1234")))).toBe(0xcbf43926);
    expect(maskedCrc32c(Buffer.alloc(0))).toBe(0xa282ead8);
  });

  it("reads halves", () => {
    expect([half(0x3c00), half(0xc000), half(0x0001), half(0x7c00), half(0xfc00), half(0x7e00)]).toEqual([
      1,
      -2,
      2 ** -24,
      Infinity,
      -Infinity,
      NaN
    ]);
  });
});

const logs = join(import.meta.dirname, "..", "..", "..", "..", "shared", "corpora", "logs");
const sample = join(
  logs,
  "tfevents/guildai__guildai/guild/tests/samples/projects/model-proxies/logs/events.out.tfevents.1548797801.omaha"
);
if (!existsSync(sample)) process.stdout.write("skipped: a real event file, ../shared/corpora is not there\n");

describe.skipIf(!existsSync(sample))("a real event file", () => {
  it("holds every checksum", () => {
    const bytes = readFileSync(sample);
    expect(recognise(sample, headOf(bytes)).format?.name).toBe("tfevents");
    const rows = rowsOf(bytes, sample);
    expect(units(rows).filter(({outcome}) => outcome === "rejected" || outcome === "pending")).toEqual([]);
    expect(facts(rows, "metric").length).toBeGreaterThan(0);
  });
});
