/** Framework resolves `npm:` specifiers from its library cache; the types are those of the installed packages. */
declare module "npm:vega" {
  export * from "vega";
}
declare module "npm:vega-lite" {
  export * from "vega-lite";
}
declare module "npm:vega-interpreter" {
  export * from "vega-interpreter";
}
declare module "npm:hyparquet" {
  export * from "hyparquet";
}
