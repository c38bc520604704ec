import {event, fileVersion, message, nested, shownBy, simple, summary, tagged, tensor} from "./tfrecord.ts";

export const t0 = 1_700_000_000.5;

const struct = (number: number | string | boolean | null) =>
  message((writer) => {
    if (number === null) writer.writeVarintField(1, 0);
    else if (typeof number === "number") writer.writeDoubleField(2, number);
    else if (typeof number === "string") writer.writeStringField(3, number);
    else writer.writeBooleanField(4, number);
  });

/** A small file of every kind of record. */
export const whole = Buffer.concat([
  fileVersion(t0),
  event(t0, 0, (writer) => writer.writeBytesField(4, Buffer.from("graph"))),
  summary(
    t0,
    0,
    shownBy(
      "_hparams_/session_start_info",
      "hparams",
      message((writer) =>
        nested(writer, 3, (start) => {
          for (const [key, value] of Object.entries({lr: 0.001, seed: 7, model: "small", amp: true, none: null}))
            nested(start, 1, (entry) => {
              entry.writeStringField(1, key);
              entry.writeBytesField(2, struct(value));
            });
          start.writeStringField(4, "group-1");
          start.writeDoubleField(5, t0 - 1);
        })
      )
    )
  ),
  summary(t0 + 1, 1, simple("train/loss", 0.1)),
  summary(
    t0 + 2,
    2,
    simple("train/loss", NaN),
    tagged("weights", (writer) => nested(writer, 5, () => undefined))
  ),
  summary(
    t0 + 2,
    2,
    shownBy(
      "image",
      "images",
      null,
      tensor(7, [1], (inner) => inner.writeBytesField(8, Buffer.from("png")))
    )
  ),
  summary(
    t0 + 3,
    3,
    shownBy(
      "note",
      "text",
      null,
      tensor(7, [1], (inner) => inner.writeStringField(8, "hello there"))
    )
  ),
  event(t0 + 4, 4, (writer) =>
    nested(writer, 7, (log) => {
      log.writeVarintField(1, 3);
      log.writeStringField(2, "ckpt/4");
    })
  ),
  summary(
    t0 + 5,
    0,
    shownBy(
      "_hparams_/session_end_info",
      "hparams",
      message((writer) =>
        nested(writer, 4, (end) => {
          end.writeVarintField(1, 1);
          end.writeDoubleField(2, t0 + 5);
        })
      )
    )
  )
]);
