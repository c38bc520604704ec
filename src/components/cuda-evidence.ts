import {element} from "./element.js";

/** Whether a recorded case was run by this backend. */
export function isRecorded(cases: readonly {backend: string}[], backend: string): boolean {
  return cases.some((c) => c.backend.toLowerCase() === backend);
}

/** What is missing while no recorded case ran on CUDA, and what would bring it; null where one did. */
export function missingCuda(cases: readonly {backend: string}[]): HTMLElement | null {
  if (isRecorded(cases, "cuda")) return null;
  return element(
    "p",
    {class: "aside-line wide"},
    element("strong", null, "No CUDA evidence recorded."),
    " No case names the backend cuda, so that this report says nothing about it. On a machine with a GPU, ",
    element("code", null, "colophon bench --backend cuda"),
    " or the standalone ",
    element("code", null, "native/check_and_bench"),
    " writes the log that brings it."
  );
}
