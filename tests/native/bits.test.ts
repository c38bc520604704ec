import {describe, expect, it} from "vitest";
import {fromBfloat16, toBfloat16} from "../../native/index.ts";
import {seeded} from "../seeded.ts";
import {bfloat16, rational, round} from "./rational.ts";
import {float32Of} from "./tensors.ts";

describe("toBfloat16(values)", () => {
  it("gives every bfloat16 back", () => {
    const all = Uint16Array.from({length: 65536}, (_, bits) => bits);
    const numbers = all.filter((bits) => (bits & 0x7fff) <= 0x7f80);
    expect(toBfloat16(fromBfloat16(numbers))).toEqual(numbers);
  });
  it("rounds to the nearest, as exact arithmetic does", () => {
    const random = seeded(41);
    for (let n = 0; n < 3000; ++n) {
      const bits = random.pick([random.bits(), (random.bits() & 0xffff0000) | 0x8000]) >>> 0;
      const value = float32Of(bits);
      if (!Number.isFinite(value)) continue;
      expect(fromBfloat16(toBfloat16([value]))[0]! + 0).toBe(round(rational(value), bfloat16) + 0);
    }
  });
  it("rounds ties to even", () => expect([...toBfloat16([1 + 2 ** -8, 1 + 3 * 2 ** -8])]).toEqual([0x3f80, 0x3f82]));
  it("overflows to infinity", () => expect([...toBfloat16([3.4e38, -3.4e38])]).toEqual([0x7f80, 0xff80]));
  it("keeps infinities and the sign of zero", () =>
    expect([...toBfloat16([Infinity, -Infinity, 0, -0])]).toEqual([0x7f80, 0xff80, 0, 0x8000]));
  it("has one NaN", () => {
    const payloads = new Float32Array(Uint32Array.of(0x7f800001, 0xffffffff, 0x7fc00000).buffer);
    expect([...toBfloat16(payloads)]).toEqual([0x7fc0, 0x7fc0, 0x7fc0]);
  });
});
