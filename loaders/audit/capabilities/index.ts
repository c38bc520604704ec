import type {Capability} from "./capability.ts";
import {engineering} from "./engineering.ts";
import {learning} from "./learning.ts";
import {operation} from "./operation.ts";

/**
 * Every capability there is. Its status follows from evidence by one rule, decided from the top:
 *
 * - unknown: no code counts, so there is nothing to decide it on;
 * - missing: no part has a trace in a file that may hold it, nor in an example;
 * - stubbed: every definition found is a body that does nothing;
 * - implemented: every part exists and is used (referenced or executed by another file, a step or a documented command,
 *   or a thing that stands for itself), no definition of it is a stub, and nothing speaks against it;
 * - partial: anything else, and the reason says what is short.
 *
 * Passed and measured are told beside the status and do not raise it: a test that passed says nothing of the parts it
 * does not touch.
 */
export const capabilities: readonly Capability[] = [...learning, ...operation, ...engineering];
