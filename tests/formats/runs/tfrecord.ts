import {PbfWriter} from "pbf";
import {maskedCrc32c} from "../../../loaders/formats/binary/crc32.ts";

/** A record with its length, data and both checksums. */
export function tfrecord(data: Uint8Array): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt32LE(data.length, 0);
  head.writeUInt32LE(maskedCrc32c(head.subarray(0, 8)), 8);
  const tail = Buffer.alloc(4);
  tail.writeUInt32LE(maskedCrc32c(data), 0);
  return Buffer.concat([head, data, tail]);
}

export type Fill = (writer: PbfWriter) => void;

export function message(fill: Fill): Uint8Array {
  const writer = new PbfWriter();
  fill(writer);
  return writer.finish().slice();
}

/** A nested message as a field. */
export const nested = (writer: PbfWriter, field: number, fill: Fill): void =>
  writer.writeBytesField(field, message(fill));

/** An Event of this time and step. */
export function event(wallTime: number, step: number, fill: Fill): Buffer {
  return tfrecord(
    message((writer) => {
      writer.writeDoubleField(1, wallTime);
      if (step) writer.writeVarintField(2, step);
      fill(writer);
    })
  );
}

export const fileVersion = (wallTime: number): Buffer =>
  event(wallTime, 0, (writer) => {
    writer.writeStringField(3, "brain.Event:2");
    nested(writer, 10, (inner) => inner.writeStringField(1, "colophon.tests"));
  });

/** A summary of these values, each a function that fills one. */
export function summary(wallTime: number, step: number, ...values: Fill[]): Buffer {
  return event(wallTime, step, (writer) =>
    nested(writer, 5, (inner) => values.forEach((fill) => nested(inner, 1, fill)))
  );
}

export const simple =
  (tag: string, value: number): Fill =>
  (writer) => {
    writer.writeStringField(1, tag);
    writer.writeFloatField(2, value);
  };

/** A value whose tag is shown by a plugin, with what the plugin keeps beside it. */
export const shownBy =
  (tag: string, plugin: string, content: Uint8Array | null, fill: Fill = () => undefined): Fill =>
  (writer) => {
    writer.writeStringField(1, tag);
    nested(writer, 9, (metadata) =>
      nested(metadata, 1, (data) => {
        data.writeStringField(1, plugin);
        if (content) data.writeBytesField(2, content);
      })
    );
    fill(writer);
  };

/** A tensor of this type and shape in a summary value. */
export const tensor =
  (type: number, shape: number[], fill: Fill): Fill =>
  (writer) =>
    nested(writer, 8, (inner) => {
      inner.writeVarintField(1, type);
      nested(inner, 2, (dimensions) =>
        shape.forEach((size) => nested(dimensions, 2, (dimension) => dimension.writeVarintField(1, size)))
      );
      fill(inner);
    });

export const tagged =
  (tag: string, fill: Fill): Fill =>
  (writer) => {
    writer.writeStringField(1, tag);
    fill(writer);
  };
