import type {Verb} from "./verb.ts";

export const checkVerb: Verb = {
  name: "check",
  summary:
    "decides every claim of the pages, every number that comments bind in Markdown files, and the rules the project is held to",
  usage: "colophon check [PATH…] [--fix] [--junit FILE] [--sarif FILE] [--warehouse FILE]",
  options: {
    fix: {type: "boolean", describe: "rewrite the bound numbers that drifted, and nothing else"},
    junit: {type: "string", value: "FILE", describe: "write the verdicts as JUnit XML"},
    sarif: {type: "string", value: "FILE", describe: "write what does not hold as SARIF 2.1.0"},
    warehouse: {type: "string", value: "FILE", describe: "decide on this warehouse as it is (default: read the inputs)"}
  },
  operands: Infinity,
  async run(values, positionals, effects) {
    const {runCheck} = await import("./check-run.ts");
    return runCheck(values, positionals, effects);
  }
};
