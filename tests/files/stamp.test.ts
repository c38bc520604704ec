import {describe, expect, it} from "vitest";
import {isSettled, type Stamp} from "../../loaders/files/stamp.ts";

const second = 1_000_000_000n;
const stamp: Stamp = {size: 10n, modified: 100n * second, changed: 101n * second, inode: "7", device: "1"};
const seen = 104n * second;

describe("isSettled(stamp, before, seen)", () => {
  it("is true of the same stamp, seen well behind the last change", () =>
    expect(isSettled(stamp, {...stamp}, seen)).toBe(true));

  it.each<[string, Partial<Stamp>]>([
    ["size", {size: 11n}],
    ["time of modification, by a nanosecond", {modified: 100n * second + 1n}],
    ["time of change", {changed: 102n * second}],
    ["inode", {inode: "8"}],
    ["device", {device: "2"}]
  ])("is false with another %s", (_name, other) => expect(isSettled({...stamp, ...other}, stamp, seen)).toBe(false));

  it.each([
    ["within two seconds of the change", 103n * second],
    ["before the change, as on another clock", 90n * second]
  ])("is false where it was seen %s", (_name, at) => expect(isSettled(stamp, {...stamp}, at)).toBe(false));

  it("takes the later of both times", () => {
    const copied = {...stamp, modified: 103n * second, changed: 1n};
    expect(isSettled(copied, {...copied}, seen)).toBe(false);
  });
});
