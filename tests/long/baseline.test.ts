import {checkInstructionSet} from "./instruction-set.ts";

checkInstructionSet("baseline");
