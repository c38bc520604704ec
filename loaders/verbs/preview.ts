import {reportFlags, reportOptions} from "./build.ts";
import {portOf, type Verb} from "./verb.ts";

export const previewVerb: Verb = {
  name: "preview",
  summary: "shows the report on 127.0.0.1 and keeps it up to date while inputs and pages change",
  usage: "colophon preview [--input PATH]… [--port N]",
  options: {...reportFlags, port: {type: "string", value: "N", describe: "port (default 3000; 0 takes a free one)"}},
  operands: 0,
  async run(values, _positionals, effects) {
    const port = portOf(values);
    const options = await reportOptions(values, effects);
    const {inputs, project} = options;
    const [{preview}, {prepareReport}] = await Promise.all([import("../site/preview.ts"), import("../site/report.ts")]);
    const running = await preview({
      prepare: async (exclusive) => (await prepareReport(options, exclusive)).stage,
      watch: [...inputs, ...project.pagesFrom(inputs), ...project.rulesFrom],
      port,
      say: effects.say
    });
    return {
      json: {url: running.url},
      text: `previewing at ${running.url} (ctrl-c ends it)`,
      until: new Promise(() => {})
    };
  }
};
