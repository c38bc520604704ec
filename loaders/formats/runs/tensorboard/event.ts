import {Message, MessageFault} from "../../binary/message.ts";
import {scalarOf, stringsOf, typeName, type TensorNumber} from "./tensor.ts";

/** One value of a summary: a number, texts, a plugin's data, or something that is named but not read. */
export interface SummaryValue {
  tag: string;
  /** The plugin named here or, as it is named once per tag, by an earlier value of the tag; "" where none was. */
  plugin: string;
  content: Message | Uint8Array | null;
  number: TensorNumber | null;
  texts: string[] | null;
  /** "histogram", "image", … where the value is none of these. */
  other: string | null;
  /** "simple_value", or the tensor's type. */
  stored: string;
}

/** What a record holds. Numbers and texts as they stand; `kind` is the one field that says what it is. */
export interface Event {
  wallTime: number | undefined;
  step: bigint;
  kind:
    | "file_version"
    | "graph_def"
    | "summary"
    | "log_message"
    | "session_log"
    | "tagged_run_metadata"
    | "meta_graph_def"
    | "none";
  body: Message;
  values: SummaryValue[];
}

const kinds: Record<number, Event["kind"]> = {
  3: "file_version",
  4: "graph_def",
  5: "summary",
  6: "log_message",
  7: "session_log",
  8: "tagged_run_metadata",
  9: "meta_graph_def"
};

const others: Record<number, string> = {3: "histogram", 4: "image", 5: "histogram", 6: "audio"};

/** Kinds of data by the plugin that shows them. */
const pluginKinds: Record<string, string> = {
  images: "image",
  histograms: "histogram",
  distributions: "histogram",
  audio: "audio",
  graphs: "graph",
  graph_run_metadata: "graph",
  graph_run_metadata_graph: "graph",
  graph_keras_model: "graph",
  pr_curves: "precision-recall curve",
  mesh: "mesh",
  projector: "embedding",
  custom_scalars: "chart layout",
  profile: "profile"
};

/** Tags whose plugin is remembered; a file with more names its plugin anew or is read by what its tensors hold. */
const mostTags = 65_536;

/** Reads records of one file in order: a tag's plugin is named by its first value only. */
export class EventReader {
  readonly #plugins: Map<string, string>;

  /** `plugins`: those of the tags that were read before. */
  constructor(plugins = new Map<string, string>()) {
    this.#plugins = plugins;
  }

  get plugins(): Map<string, string> {
    return this.#plugins;
  }

  /** Throws MessageFault where the bytes are no Event. */
  read(data: Uint8Array): Event {
    const body = new Message(data);
    const number = body.fields.find((field) => field.number in kinds)?.number;
    const kind = number === undefined ? "none" : kinds[number]!;
    const values =
      kind === "summary"
        ? inside(body, 5)
            .messages(1)
            .map((value) => this.#value(value))
        : [];
    return {wallTime: body.double(1), step: body.int64(2) ?? 0n, kind, body, values};
  }

  #value(value: Message): SummaryValue {
    const tag = value.text(1) ?? "";
    const data = value.message(9)?.message(1);
    const named = data?.text(1) ?? "";
    if (named !== "" && this.#plugins.size < mostTags) this.#plugins.set(tag, named);
    const plugin = named || (this.#plugins.get(tag) ?? "");
    const empty = {tag, plugin, content: data?.blob(2) ?? null, number: null, texts: null, other: null, stored: ""};
    const simple = value.float(2);
    if (simple !== undefined) return {...empty, number: {value: simple, raw: null}, stored: "simple_value"};
    const found = value.fields.find(({number}) => number in others)?.number;
    if (found !== undefined) return {...empty, other: others[found]!};
    const tensor = value.message(8);
    return tensor ? {...empty, ...tensorValue(plugin, tensor)} : empty;
  }
}

/** The message in a field. Throws MessageFault where the field holds something else. */
export function inside(body: Message, number: number): Message {
  const message = body.message(number);
  if (!message) throw new MessageFault(`expected a message in field ${number}, found another type`);
  return message;
}

function tensorValue(plugin: string, tensor: Message): Partial<SummaryValue> {
  const stored = typeName(tensor);
  if (Object.hasOwn(pluginKinds, plugin)) return {stored, other: pluginKinds[plugin]!};
  if (plugin === "hparams") return {stored};
  const number = scalarOf(tensor);
  if (number) return {stored, number};
  const texts = stringsOf(tensor);
  return texts ? {stored, texts} : {stored, other: "tensor"};
}
