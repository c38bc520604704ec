/** The part of Framework's standard library that components import; it exists in the browser only. */
declare module "observablehq:stdlib" {
  export function FileAttachment(name: string): {
    json<T>(): Promise<T>;
  };
}
