import {expect, it} from "vitest";
import {expectationWords} from "../../src/components/expectation.ts";

it.each([
  [">= 4 x", "at least 4\u00a0x"],
  ["≤ 30 µs", "at most 30\u00a0µs"],
  ["< 1", "less than 1"],
  ["> 1", "more than 1"],
  ["= 28.6 ± 1 % min", "28.6\u00a0min, within 1\u202f%"],
  ["= 28.6 ± 0.5 min", "28.6\u00a0min, within 0.5\u00a0min"],
  ["falls", "a fall"],
  ["higher by at least 10 %", "a rise by at least 10 %"],
  ["= 5", "exactly 5"],
  ["between 1 and 2", "between 1 and 2"]
])("%s → %s", (expectation, words) => expect(expectationWords(expectation)).toBe(words));
