import {createHash} from "node:crypto";
import {resampleSync, tensor} from "../../native/index.ts";
import {demonstrate, ticks} from "./episode.ts";
import type {Episode} from "./episode.ts";
import {featureCount, writeFeatures} from "./features.ts";
import {seededRandom, shuffle} from "../bench/random.ts";
import {sensors} from "./sensors.ts";
import {controlRate} from "./task.ts";

export const splits = ["train", "val"] as const;
export type Split = (typeof splits)[number];

/** What the policy sees and should do: inputs [samples, featureCount] and actions [samples, 2], one row per tick. */
export interface Samples {
  count: number;
  inputs: Float32Array;
  actions: Float32Array;
}

/** Which episodes a split has, and the SHA-256 over them in that order: every stream's times and values, the actions. */
export interface ManifestEntry {
  split: Split;
  episodes: number[];
  samples: number;
  bytes: number;
  sha256: string;
}

export interface Dataset {
  train: Samples;
  val: Samples;
  manifest: ManifestEntry[];
}

/** Whole episodes go to one split, so that no moment of a reach is in both. */
export function makeDataset(seed: number, episodeCount: number, valEpisodes: number): Dataset {
  const all = Array.from({length: episodeCount}, (_, n) => demonstrate(episodeSeed(seed, n)));
  const order = Int32Array.from(all, (_, n) => n);
  shuffle(order, seededRandom(seed));
  const numbers = {val: order.slice(0, valEpisodes).sort(), train: order.slice(valEpisodes).sort()};
  const pick = (split: Split): Episode[] => Array.from(numbers[split], (n) => all[n]!);
  const manifest = splits.map((split) => manifestEntry(split, [...numbers[split]], pick(split)));
  return {train: align(pick("train")), val: align(pick("val")), manifest};
}

export function episodeSeed(seed: number, episode: number): number {
  return Math.imul(seed, 0x10001) + episode;
}

/** Puts the streams of all episodes on the controller's clock, each with one call of the op. */
export function align(episodes: readonly Episode[]): Samples {
  const batches = episodes.length;
  const clock = tensor("float64", [batches, ticks]);
  clock.data.forEach((_, n) => (clock.data[n] = (n % ticks) / controlRate));
  const aligned = sensors.map(({width}, n) => {
    const samples = episodes[0]!.streams[n]!.times.length;
    const x = tensor("float32", [batches, samples, width]);
    const s = tensor("float64", [batches, samples]);
    episodes.forEach(({streams}, b) => {
      x.data.set(streams[n]!.values, b * samples * width);
      s.data.set(streams[n]!.times, b * samples);
    });
    return resampleSync(x, s, clock).y.data as Float32Array;
  });
  const count = batches * ticks;
  const inputs = new Float32Array(count * featureCount);
  for (let n = 0; n < count; ++n) writeFeatures(aligned, n, inputs, n * featureCount);
  const actions = new Float32Array(count * 2);
  episodes.forEach((episode, b) => actions.set(episode.actions, b * ticks * 2));
  return {count, inputs, actions};
}

function manifestEntry(split: Split, numbers: number[], episodes: readonly Episode[]): ManifestEntry {
  const hash = createHash("sha256");
  let bytes = 0;
  for (const {streams, actions} of episodes)
    for (const array of [...streams.flatMap(({times, values}) => [times, values]), actions]) {
      hash.update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
      bytes += array.byteLength;
    }
  return {split, episodes: numbers, samples: episodes.length * ticks, bytes, sha256: hash.digest("hex")};
}
