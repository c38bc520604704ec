import {describe} from "vitest";
import {checkInstructionSet} from "./instruction-set.ts";

describe.runIf(process.arch === "x64")("on x86-64", () => checkInstructionSet("avx2"));
