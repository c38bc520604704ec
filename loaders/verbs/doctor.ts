import {backendStates, defaultBackend, readBuildReport} from "../../native/index.ts";
import {describeLineReader, lineReader} from "../warehouse/line-reader.ts";
import type {Verb} from "./verb.ts";

export const doctorVerb: Verb = {
  name: "doctor",
  summary: "says what this machine has: backends of the kernels, the line reader, compilers, Node",
  usage: "colophon doctor",
  options: {},
  operands: 0,
  async run() {
    const report = readBuildReport();
    const backends = backendStates().map((state) => ({
      name: state.name,
      available: state.backend !== null,
      instruction_set: state.backend?.instructionSet ?? null,
      why: state.backend === null ? state.why : null
    }));
    const lines = lineReader();
    const compilers = {cxx: report?.compiler ?? null, nvcc: report?.nvcc ?? null};
    return {
      json: {backends, default: defaultBackend(), line_reader: lines, compilers, node: process.versions.node},
      text: [
        ...backends.map(
          ({name, available, instruction_set, why}) =>
            `${name.padEnd(6)}${available ? "here" : `absent: ${why}`}${instruction_set ? `, ${instruction_set}` : ""}`
        ),
        `used where none is asked for: ${defaultBackend()}`,
        `line reader: ${describeLineReader(lines)}`,
        `compilers at install: ${compilers.cxx ?? "no C++ compiler"}; ${compilers.nvcc ?? "no nvcc"}`,
        `Node ${process.versions.node}`
      ].join("\n")
    };
  }
};

/** Which backend the pages' ops ran on, and why it is the reference where it is. */
export function describeBackend(): string {
  const used = defaultBackend();
  const why = backendStates().flatMap((state) => (state.name === "cpu" && state.backend === null ? [state.why] : []));
  return `kernels run on ${used}${why.map((reason) => `, since there is no cpu backend: ${reason}`).join("")}`;
}
