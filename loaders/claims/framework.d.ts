/** The parts of Framework 1.13.4 and of its Markdown parser that read a page; neither publishes types. */
declare module "@observablehq/framework/dist/placeholder.js" {
  export function parsePlaceholder(
    input: string,
    start?: number,
    end?: number
  ): Iterable<{type: "placeholder" | "html_block"; content: string; pos: number}>;
}

declare module "@observablehq/framework/dist/info.js" {
  export function parseInfo(input: string): {tag: string; attributes: Record<string, string>};
}

declare module "@observablehq/framework/dist/javascript/parse.js" {
  export interface SyntaxNode {
    type: string;
    start: number;
    end: number;
    [field: string]: unknown;
  }
  export function parseJavaScript(
    input: string,
    options: {path: string; inline?: boolean}
  ): {body: SyntaxNode; declarations: {name: string}[] | null; references: {name: string}[]};
}
