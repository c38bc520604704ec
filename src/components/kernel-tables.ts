import type {Op} from "npm:colophon/ops";
import type {Column} from "./cell.js";
import {element} from "./element.js";
import type {Child} from "./element.js";
import {given, gives, rules, signature} from "./kernel-rules.js";
import type {Ops} from "./resample-example.js";
import {table} from "./table.js";
import {text} from "./value.js";

function code(words: string): HTMLElement {
  return element("code", null, words);
}

/** Every operation with its operands, parameters and tolerance, as it is declared. */
export function opTable({ops}: Ops): HTMLElement {
  const rows = ops.map((op) => ({op: op.name, ...op}));
  const columns: Column<(typeof rows)[number]>[] = [
    {key: "op", kind: "name", mono: true, sort: false},
    {key: "summary", label: "means", kind: "text", evidence: null, sort: false, width: "15rem"},
    {key: "inputs", label: "operands", kind: "name", sort: false, width: "16rem", render: (op) => code(signature(op))},
    {key: "parameters", label: "parameters", kind: "name", sort: false, width: "15rem", render: parameters},
    {key: "tolerance", label: "distance from the exact result", kind: "name", sort: false, render: tolerances}
  ];
  return table(rows, {caption: "Operations, as they are declared", columns, wide: true});
}

function parameters(op: Op): Child {
  return op.parameters.map(({name, values, default: standard}) =>
    element(
      "div",
      null,
      code(name),
      " ",
      typeof values === "string" ? text(values) : values.join(", "),
      standard ? [" (", code(standard), " unless said)"] : null
    )
  );
}

function tolerances({tolerance}: Op): Child {
  return Object.entries(tolerance).map(([dtype, {ulp, of}]) =>
    element(
      "div",
      null,
      code(dtype),
      " ",
      ulp === 0 ? ["none: ", text(of)] : ["at most ", code(`${ulp} ulp`), " of ", text(of)]
    )
  );
}

/** The promises, each with an input and what the operation gives for it in this browser. */
export function ruleTable(ops: Ops): HTMLElement {
  const rows = rules.map((rule) => ({
    op: rule.op,
    rule: rule.rule,
    given: given(rule),
    gives: gives(rule, ops),
    test: rule.test
  }));
  const columns: Column<(typeof rows)[number]>[] = [
    {key: "op", kind: "name", evidence: null, mono: true},
    {key: "rule", kind: "text", evidence: null, sort: false, width: "15rem"},
    {key: "given", kind: "name", sort: false, width: "17rem", render: (row) => code(row.given)},
    {key: "gives", kind: "name", sort: false, width: "16rem", render: (row) => code(row.gives)},
    {key: "test", label: "tested in", kind: "name", evidence: null, mono: true}
  ];
  return table(rows, {caption: "What is promised, and what comes of it here", columns, wide: true, filter: true});
}
