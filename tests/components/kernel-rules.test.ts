import {existsSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import * as native from "../../native/browser.ts";
import {given, gives, rules, signature} from "../../src/components/kernel-rules.ts";
import type {Ops} from "../../src/components/resample-example.ts";

const ops: Ops = native;
const outcome = (start: string): string => {
  const rule = rules.find((known) => known.rule.startsWith(start));
  if (!rule) throw new Error(`expected a rule "${start}…", found none`);
  return gives(rule, ops);
};

describe("gives(rule)", () => {
  it.each([
    ["between two samples", "[2.5]"],
    ["at a sample", "[1, NaN]"],
    ["duplicate times", "[1.5, 3, 3.5]"],
    ["outside, clamp", "[10, 20]"],
    ["outside, nan", "[NaN, NaN]"],
    ["outside, linear", "[0, 30]"],
    ["no targets", "[]"],
    ["each stream", "[2.5, 1.5, 10, 4]"],
    ["cells are half-open", "[2, 1]"],
    ["outside or not finite", "[1, 0] · 3 dropped"],
    ["occupancy", "[1, 0]"],
    ["sum", "[1]"],
    ["mean", `[${Math.fround(7 / 3)}]`],
    ["min", "[-0]"],
    ["a NaN feature", "[NaN, 7]"],
    ["an empty cell", "[5, NaN]"]
  ])("%s", (start, result) => expect(outcome(start)).toBe(result));
  it.each([
    ["what is wrong", "fuse: stream 1: batch 0, source 1: time 0 comes after 1"],
    ["linear without", "linear needs two distinct ones"],
    ["times that decrease", "expected times that do not decrease"],
    ["times that are not finite", "expected a finite number"]
  ])("%s: the words of the refusal", (start, words) => expect(outcome(start)).toContain(words));
});

describe("rules", () => {
  it("name tests that are there", () => {
    const missing = rules.filter(({test}) => !existsSync(join(import.meta.dirname, "../..", test)));
    expect(missing).toEqual([]);
  });
  it("are of every op", () =>
    expect(new Set(rules.map(({op}) => op))).toEqual(new Set(native.ops.map(({name}) => name))));
  it("say what is given", () => expect(given(rules[5]!)).toBe("x [10, 20] · s [1, 2] · t [0, 3] · outside linear"));
});

describe("signature(op)", () => {
  it("lists operands with their axes", () =>
    expect(native.ops.map(signature)).toEqual([
      "x[B,S,D], s[B,S], t[B,T] → y[B,T,D]",
      "{x[B,S,D], s[B,S]}…, t[B,T] → y[B,T,ΣD]",
      "points[N,3], features[N,F]? → grid[X,Y,Z,F]"
    ]));
});
