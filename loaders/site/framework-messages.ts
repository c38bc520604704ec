/** Something that makes a build fail. */
export interface Problem {
  kind: "loader" | "empty" | "file" | "import" | "error";
  /** What Framework was working on: a staged path, with or without extension. */
  path: string;
  /** The package or file that is not there. */
  missing?: string;
  message: string;
}

/** What Framework's process tells its parent. */
export type BuildMessage =
  | {type: "step"; verb: string; path: string}
  | {type: "problem"; problem: Problem}
  | {type: "done"; problems: Problem[]}
  | {type: "listening"; port: number};
