import {isUsed, placeText, pointerAt, sorted, useOf, type Found, type Pointer, type Use} from "../survey/evidence.ts";
import type {FileFacts} from "../survey/file-facts.ts";
import type {Survey} from "../survey/survey.ts";
import {evidenceKinds, type Capability, type EvidenceKind, type Part, type Role, type Status} from "./capability.ts";
import {passedOf} from "./passed.ts";

export interface CapabilityVerdict {
  capability: string;
  status: Status;
  reason: string;
  /** How many places there are of each kind, shown or not. */
  counts: Record<EvidenceKind, number>;
  pointers: Pointer[];
}

interface PartState {
  part: Part;
  /** Where it is, in files that may hold it: first what is used, stands beside the other parts and defines a name. */
  found: Found[];
  /** Where else it is: in examples, benchmarks, documents. */
  elsewhere: Found[];
  stubs: Found[];
  uses: Map<Found, Use>;
  commands: Pointer[];
}

/** Places shown of each kind for one part. */
const shown = 3;

/** The status of a capability by the rule that capabilities/index.ts states. */
export function decideCapability(capability: Capability, survey: Survey): CapabilityVerdict {
  const states = capability.parts.map((part) => stateOf(part, capability, survey));
  const found = states.flatMap((state) => state.found);
  const against = capability.against.flatMap((signal) =>
    survey.found([signal], ({role}) => role === "product").map((place) => ({...place, against: signal.against}))
  );
  const passed = passedOf(capability, new Set(found.map(({file}) => file.path)), survey);
  const measured = measuredOf(capability, survey);
  const {status, reason} = statusOf(states, against, survey.codeFiles);
  const pointers = [...states.flatMap(pointersOf), ...passed.slice(0, shown), ...measured.slice(0, shown)];
  return {
    capability: capability.capability,
    status,
    reason,
    counts: {...usesCounted(states), exists: found.length, passed: passed.length, measured: measured.length},
    pointers: sorted(pointers, evidenceKinds)
  };
}

function stateOf(part: Part, {parts}: Capability, survey: Survey): PartState {
  const roles: readonly Role[] = part.roles ?? ["product"];
  const near = parts.find((other) => other.part === part.within);
  const isNear = (file: FileFacts): boolean => !near || near.signals.some((signal) => file.traces.has(signal));
  const found = survey.found(
    part.signals,
    (file) => roles.includes(file.role) && isNear(file) && !isReadmeElsewhere(part, file)
  );
  const elsewhere = survey.found(
    part.signals,
    (file) => !roles.includes(file.role) && file.role !== "test" && isNear(file)
  );
  const uses = new Map(found.map((place) => [place, useOf(survey.usage, place)]));
  const kinship = ({traces}: FileFacts): number =>
    parts.filter(({signals}) => signals.some((signal) => traces.has(signal))).length;
  const rank = (place: Found): number =>
    (isUsed(uses.get(place)!) ? 100 : 0) + 10 * kinship(place.file) + (place.trace.name === null ? 0 : 1);
  found.sort((a, b) => rank(b) - rank(a));
  return {
    part,
    found,
    elsewhere,
    stubs: found.filter((place) => isStub(place) && !isFinishedElsewhere(place, found, survey)),
    uses,
    commands: found.length === 0 ? [] : commandsOf(part, survey)
  };
}

/** Signals in prose are about the readme at the top; other documents have parts of their own. */
function isReadmeElsewhere(part: Part, {path}: FileFacts): boolean {
  return part.signals.some((signal) => signal.in === "prose") && !/^README[^/]*$/i.test(path);
}

function isStub({file, trace}: Found): boolean {
  return (
    file.hollow.has(trace.line) || file.stubs.some(({unfinished, defined}) => unfinished && defined === trace.line)
  );
}

/** What a base leaves open and others fill in is an interface: they define the name, or inherit from the class. */
function isFinishedElsewhere({trace: {name}}: Found, found: readonly Found[], survey: Survey): boolean {
  if (name === null) return false;
  return (
    found.some((other) => other.trace.name === name && !isStub(other)) ||
    survey.files.some(({bases}) => bases.has(name))
  );
}

function commandsOf({commands}: Part, survey: Survey): Pointer[] {
  if (!commands) return [];
  return survey.commands
    .filter(({text, place}) => place !== "mention" && commands.test(text))
    .map(({path, line, text, place}) =>
      pointerAt(
        place === "document" ? "referenced" : "executed",
        survey.file(path),
        line,
        `a ${place} runs: ${text.slice(0, 120)}`
      )
    );
}

function isPartUsed({part, uses, commands}: PartState): boolean {
  return part.selfStanding === true || commands.length > 0 || [...uses.values()].some(isUsed);
}

function statusOf(
  states: readonly PartState[],
  against: readonly (Found & {against: string})[],
  codeFiles: number
): {status: Status; reason: string} {
  if (codeFiles === 0)
    return {status: "unknown", reason: "no file of code counts, so there is nothing to decide it on"};
  if (states.every(({found, elsewhere}) => found.length === 0 && elsewhere.length === 0))
    return {status: "missing", reason: `none of ${wanted(states)} has a trace in ${codeFiles} files of code`};
  const named = states.flatMap(({found}) => found);
  if (named.length > 0 && states.every(({found, stubs}) => found.length === stubs.length))
    return {status: "stubbed", reason: `every definition found does nothing: ${places(named)}`};
  const short = [...states.flatMap(shortcomings), ...(against.length > 0 ? [counter(against)] : [])];
  if (short.length > 0) return {status: "partial", reason: short.join("; ")};
  return {status: "implemented", reason: `every part is there and used: ${states.map(summary).join("; ")}`};
}

function wanted(states: readonly PartState[]): string {
  return states.map(({part}) => part.part).join(", ");
}

function shortcomings(state: PartState): string[] {
  const {part, found, elsewhere, stubs} = state;
  if (found.length === 0)
    return [
      elsewhere.length > 0
        ? `${part.part} is only in ${elsewhere[0]!.file.role} files (${places(elsewhere)})`
        : `no trace of ${part.part}`
    ];
  const lacks: string[] = [];
  if (!isPartUsed(state))
    lacks.push(`${part.part} is at ${places(found)}, and nothing that counts imports, runs or documents it`);
  if (stubs.length > 0)
    lacks.push(
      `${stubs.length} of ${found.length} traces of ${part.part} are definitions that do nothing (${places(stubs)})`
    );
  return lacks;
}

function summary({part, found, uses, commands}: PartState): string {
  const first = found.find((place) => isUsed(uses.get(place)!)) ?? found[0]!;
  if (part.selfStanding) return `${part.part} at ${placeText(at(first))}`;
  const use = uses.get(first)!;
  const run = use.step ?? use.script ?? use.document;
  const by = use.importer
    ? `imported at ${placeText(use.importer)}`
    : run
      ? `${run.command.place === "mention" ? "named" : "run"} at ${placeText(run.command)}`
      : `used at ${placeText(commands[0]!)}`;
  return `${part.part} at ${placeText(at(first))}, ${by}`;
}

/** The first place of each thing that speaks against it. */
function counter(against: readonly (Found & {against: string})[]): string {
  const kinds = [...new Set(against.map((place) => place.against))];
  return kinds.map((kind) => `${kind} (${places(against.filter((place) => place.against === kind))})`).join("; ");
}

function places(found: readonly Found[]): string {
  const more = found.length > shown ? ` and ${found.length - shown} more` : "";
  return (
    found
      .slice(0, shown)
      .map((place) => placeText(at(place)))
      .join(", ") + more
  );
}

function at({file, trace}: Found): {path: string; line: number} {
  return {path: file.path, line: trace.line};
}

/** A few places of each kind. */
function pointersOf({part, found, elsewhere, uses, commands}: PartState): Pointer[] {
  const exists = (found.length > 0 ? found : elsewhere)
    .slice(0, shown)
    .map(({file, trace, sign}) => pointerAt("exists", file, trace.line, `${part.part}: ${sign}`));
  const used = found.flatMap((place) => usePointers(place, uses.get(place)!));
  const of = (kind: EvidenceKind): Pointer[] =>
    sorted(
      [...used, ...commands].filter((pointer) => pointer.kind === kind),
      evidenceKinds
    ).slice(0, shown);
  return [...exists, ...of("referenced"), ...of("executed")];
}

function usePointers({file}: Found, {importer, document, step, script}: Use): Pointer[] {
  const found: Pointer[] = [];
  if (importer)
    found.push({
      kind: "referenced",
      path: importer.path,
      line: importer.line,
      digest: "",
      note: `imports ${file.path}`
    });
  if (document) found.push(ran("referenced", file, document));
  for (const run of [step, script]) if (run) found.push(ran("executed", file, run));
  return found;
}

function ran(kind: EvidenceKind, {path}: FileFacts, {command, through}: NonNullable<Use["step"]>): Pointer {
  const way = through === path ? `runs ${path}` : `runs ${through}, which leads to ${path}`;
  const note = command.place === "mention" ? `a document names ${path}` : `a ${command.place} ${way}`;
  return {kind, path: command.path, line: command.line, digest: "", note};
}

function usesCounted(states: readonly PartState[]): {referenced: number; executed: number} {
  const pointers = states.flatMap(({uses, commands}) => [
    ...commands,
    ...[...uses].flatMap(([place, use]) => usePointers(place, use))
  ]);
  const count = (kind: EvidenceKind): number =>
    sorted(
      pointers.filter((pointer) => pointer.kind === kind),
      evidenceKinds
    ).length;
  return {referenced: count("referenced"), executed: count("executed")};
}

function measuredOf({measured}: Capability, survey: Survey): Pointer[] {
  return survey.files
    .filter(({role}) => role !== "test")
    .flatMap((file) =>
      measured.flatMap(({sign}) => {
        const line = file.measured.get(sign);
        return line === undefined ? [] : [pointerAt("measured", file, line, sign)];
      })
    );
}
