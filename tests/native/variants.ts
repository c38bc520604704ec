import {expect} from "vitest";
import {availableBackends} from "../../native/index.ts";
import type {LaterOptions, Tensor} from "../../native/index.ts";
import {seeded} from "../seeded.ts";
import {bytesOf, embed, poison} from "./embedding.ts";

/** `js` has one thread, whatever is asked for. */
const threadCounts = (backend: string): number[] => (backend === "js" ? [1, 0] : [1, 2, 3, 7, 0]);

/** How one call differs from another that must give the same bits. */
export interface Variant extends Pick<LaterOptions, "backend" | "threads"> {
  out?: Tensor;
}

/** One op on given inputs, both ways to call it. */
export interface Calls<R extends {backend: string}> {
  now(variant: Variant): R;
  later(variant: Variant): Promise<R>;
  /** The tensor that the op made or filled. */
  result(ran: R): Tensor;
  /** What else it says and must be the same: how many points were dropped. */
  says?(ran: R): unknown;
}

/**
 * Runs the op on every backend with every number of threads, blocking and as a promise, each twice in a row: first into
 * an array of its own, then into a poisoned `out` at an odd offset between guard bytes. Every result must be that of
 * `reference` byte for byte. Promises of one backend run at once.
 */
export async function expectSameBits<R extends {backend: string}>(reference: R, calls: Calls<R>): Promise<void> {
  const random = seeded(reference.backend.length);
  const expected = calls.result(reference);
  const check = (ran: R, {backend, threads, out}: Variant): void => {
    const found = calls.result(ran);
    const where = `${backend}, ${threads} threads, ${out ? "into out" : "into its own array"}`;
    expect(ran.backend).toBe(backend);
    if (out) expect(found, where).toBe(out);
    if (!bytesOf(found).equals(bytesOf(expected))) expect(bitsOf(found), where).toEqual(bitsOf(expected));
    expect([found.dtype, found.shape], where).toEqual([expected.dtype, expected.shape]);
    expect(calls.says?.(ran), where).toEqual(calls.says?.(reference));
  };
  const into = async (variant: Variant, run: (variant: Variant) => R | Promise<R>): Promise<void> => {
    const {tensor: out, expectGuards} = embed(expected, random);
    poison(out);
    check(await run({...variant, out}), {...variant, out});
    expectGuards();
  };
  for (const backend of availableBackends()) {
    const variants = threadCounts(backend).map((threads) => ({backend, threads}));
    for (const variant of variants) {
      check(calls.now(variant), variant);
      await into(variant, calls.now);
    }
    await Promise.all(
      variants.flatMap((variant) => [
        calls.later(variant).then((ran) => check(ran, variant)),
        into(variant, calls.later)
      ])
    );
  }
}

function bitsOf(tensor: Tensor): string[] {
  return (bytesOf(tensor).toString("hex").match(/.{2}/g) ?? []).map(String);
}
