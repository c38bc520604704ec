import {describe, expect, it} from "vitest";
import {isRecorded} from "../../src/components/cuda-evidence.ts";
import {kernelHeading} from "../../src/components/kernel-evidence.ts";
import {sentenceText} from "../../src/components/sentence.ts";

const heading = (cases: number, cuda: number): string =>
  sentenceText(kernelHeading({cases, cases_evidence: "=a", cuda, cuda_evidence: "=b"}));

describe("kernelHeading(counts)", () => {
  it.each([
    [0, 0, "What the kernels compute, live; no measurement of them is recorded"],
    [1, 0, "What the kernels compute, live; one case measured, none on CUDA"],
    [17, 0, "What the kernels compute, live; seventeen cases measured, none on CUDA"],
    [21, 4, "What the kernels compute, live; 21 cases measured, four on CUDA"]
  ])("%i cases, %i on CUDA", (cases, cuda, words) => expect(heading(cases, cuda)).toBe(words));
});

describe("isRecorded(cases, backend)", () => {
  it.each([
    [[], false],
    [["js", "cpu"], false],
    [["js", "CUDA"], true]
  ])("%j", (backends, recorded) =>
    expect(
      isRecorded(
        backends.map((backend) => ({backend})),
        "cuda"
      )
    ).toBe(recorded)
  );
});
