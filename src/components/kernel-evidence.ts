import type {Column} from "./cell.js";
import {missingCuda} from "./cuda-evidence.js";
import {element, fragment} from "./element.js";
import {empty} from "./empty.js";
import type {Sentence} from "./sentence.js";
import {table} from "./table.js";
import type {Evidence} from "./value.js";

/** A row of kernel_backends: cases of one op on one backend, device and commit. */
export interface KernelBackend extends Record<string, unknown> {
  op: string;
  backend: string;
  device: string | null;
  commit: string | null;
  cases: number;
  cases_evidence: Evidence;
  error_ulp: number | null;
  error_ulp_evidence: Evidence;
  evidence: Evidence;
}

/** A row of kernel_counts: the cases of the operations of this package, and how many of them ran on CUDA. */
export interface KernelCounts extends Record<string, unknown> {
  cases: number;
  cases_evidence: Evidence;
  cuda: number;
  cuda_evidence: Evidence;
}

/** What is recorded of the kernels: how many cases, and whether any ran on CUDA. */
export function kernelHeading({cases, cases_evidence, cuda, cuda_evidence}: KernelCounts): Sentence {
  if (cases === 0) return ["What the kernels compute, live; no measurement of them is recorded"];
  const measured: Sentence = [{n: cases, evidence: cases_evidence}, cases === 1 ? " case" : " cases"];
  if (cuda === 0) return ["What the kernels compute, live; ", ...measured, " measured, none on CUDA"];
  return [
    "What the kernels compute, live; ",
    ...measured,
    " measured, ",
    {n: cuda, evidence: cuda_evidence},
    " on CUDA"
  ];
}

const columns: Column<KernelBackend>[] = [
  {key: "op", kind: "name"},
  {key: "backend", kind: "name"},
  {key: "device", kind: "name", reason: "not logged"},
  {key: "commit", kind: "name", mono: true, reason: "not logged"},
  {key: "cases", kind: "number"},
  {key: "error_ulp", label: "largest error", unit: "ulp", kind: "number", digits: 2, reason: "not verified"}
];

/** The backends for which the report holds measurements, and which it holds none for. */
export function kernelEvidence(backends: readonly KernelBackend[]): DocumentFragment {
  const found =
    backends.length > 0
      ? table(backends, {caption: "Recorded backends", columns, wide: true, limit: 20})
      : empty(
          "None of the files given holds a benchmark, so that nothing here is known to run anywhere but in this browser. To measure:",
          "colophon bench"
        );
  const more =
    backends.length > 0
      ? element("p", null, "Each sample is drawn on the ", element("a", {href: "./benchmarks"}, "Benchmarks"), " page.")
      : null;
  return fragment(missingCuda(backends), found, more);
}
