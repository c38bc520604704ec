/** Framework's own Markdown, which the tests hold ours against. */
declare module "@observablehq/framework/dist/markdown.js" {
  import type {MarkdownPlugin, MarkdownParser} from "../../loaders/site/markdown.ts";
  export function createMarkdownIt(options: {markdownIt?: MarkdownPlugin}): MarkdownParser;
  export function parseMarkdown(
    input: string,
    options: {md: MarkdownParser; path: string}
  ): {
    body: string;
    code: {node: {input: string; references: {name: string}[]; declarations: {name: string}[] | null}}[];
  };
}
