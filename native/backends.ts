import {loadAddon} from "./addon/load.ts";
import type {Backend, BackendState} from "./backend.ts";
import {js} from "./js/index.ts";
import {getOp} from "./ops/index.ts";

let states: readonly BackendState[] | undefined;

/** Every backend in the order of preference from the reference up, with why it is not here where it is not. */
export function backendStates(): readonly BackendState[] {
  return (states ??= [{name: "js", backend: js}, ...loadAddon()]);
}

/** The names of the backends that are here. */
export function availableBackends(): string[] {
  return backendStates().flatMap(({name, backend}) => (backend ? [name] : []));
}

/** What runs where no backend is asked for: `cpu` where the addon was built, else `js`. */
export function defaultBackend(): string {
  return availableBackends().includes("cpu") ? "cpu" : "js";
}

/** Throws where the backend is not here, with the reason and the names of those that are. There is no fallback. */
export function getBackend(op: string, name: string): Backend {
  getOp(op);
  const state = backendStates().find((known) => known.name === name);
  if (state?.backend) return state.backend;
  const why = state ? ` here: ${state.why}` : "";
  throw new RangeError(`${op}: no backend "${name}"${why}; available: ${availableBackends().join(", ")}`);
}
