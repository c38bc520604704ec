import {createHash} from "node:crypto";
import {describe, expect, it} from "vitest";
import {align, episodeSeed, makeDataset} from "../../loaders/record/dataset.ts";
import {demonstrate, ticks} from "../../loaders/record/episode.ts";
import type {Episode} from "../../loaders/record/episode.ts";
import {featureCount} from "../../loaders/record/features.ts";
import {sensors} from "../../loaders/record/sensors.ts";
import {controlRate, seconds} from "../../loaders/record/task.ts";

const bytesOf = ({streams, actions}: Episode): Buffer =>
  Buffer.concat(
    [...streams.flatMap(({times, values}) => [times, values]), actions].map((array) => Buffer.from(array.buffer))
  );

describe("demonstrate(seed)", () => {
  const episode = demonstrate(5);
  it("gives the same bytes for the same seed", () => expect(bytesOf(demonstrate(5))).toEqual(bytesOf(episode)));
  it("gives other bytes for another seed", () => expect(bytesOf(demonstrate(6))).not.toEqual(bytesOf(episode)));
  it("has every sensor at its own rate", () =>
    expect(episode.streams.map(({times}) => times.length)).toEqual([200, 30, 500].map((rate) => rate * seconds)));
  it.each(sensors.map(({name}, n) => [name, n] as const))("%s: the clock jitters and never runs back", (_, n) => {
    const {times} = episode.streams[n]!;
    const periods = times.subarray(1).map((time, k) => time - times[k]!);
    expect(Math.min(...periods)).toBeGreaterThan(0);
    expect(Math.max(...periods) - Math.min(...periods)).toBeGreaterThan(0.1 / sensors[n]!.rate);
  });
  it("starts the sensors at phases of their own", () =>
    expect(new Set(episode.streams.map(({times}, n) => Math.round(times[0]! * sensors[n]!.rate * 1e6))).size).toBe(3));
  it("acts within the limits, and acts", () => {
    expect(episode.actions.every((action) => action >= -1 && action <= 1)).toBe(true);
    expect(episode.actions.some((action) => Math.abs(action) > 0.05)).toBe(true);
  });
});

describe("align(episodes)", () => {
  it("puts streams on the controller's clock with resample", () => {
    const episode = demonstrate(9);
    episode.streams[1] = {
      times: episode.streams[1]!.times,
      values: Float32Array.from(episode.streams[1]!.values, (_, n) => episode.streams[1]!.times[n >> 1]!)
    };
    const {count, inputs} = align([episode]);
    expect(count).toBe(ticks);
    const {times} = episode.streams[1]!;
    for (let tick = 0; tick < ticks; ++tick) {
      const clock = Math.min(Math.max(tick / controlRate, times[0]!), times.at(-1)!);
      expect(inputs[tick * featureCount + 6]! / 2).toBeCloseTo(clock, 5);
    }
  });
});

describe("makeDataset(seed, episodes, valEpisodes)", () => {
  const dataset = makeDataset(7, 6, 2);
  it("puts every episode into one split", () => {
    expect(dataset.manifest.map(({split, episodes}) => [split, episodes.length])).toEqual([
      ["train", 4],
      ["val", 2]
    ]);
    expect(dataset.manifest.flatMap(({episodes}) => episodes).sort()).toEqual([0, 1, 2, 3, 4, 5]);
    expect([dataset.train.count, dataset.val.count]).toEqual([4 * ticks, 2 * ticks]);
  });
  it("writes the digest of each split's episodes", () => {
    for (const {episodes, sha256, bytes} of dataset.manifest) {
      const content = Buffer.concat(episodes.map((n) => bytesOf(demonstrate(episodeSeed(7, n)))));
      expect(bytes).toBe(content.length);
      expect(sha256).toBe(createHash("sha256").update(content).digest("hex"));
    }
  });
  it("is the same for the same seed and another for another", () => {
    expect(makeDataset(7, 6, 2)).toEqual(dataset);
    expect(makeDataset(8, 6, 2).manifest[0]!.sha256).not.toBe(dataset.manifest[0]!.sha256);
  });
});
