import {colophon} from "./loaders/index.ts";

export default colophon({
  title: "Colophon: example report",
  inputs: ["data"],
  root: "src/_example",
  prose: "strict",
  claims: ["README.md"],
  standards: ["Reproducibility", "Run health"],
  directions: {"train/loss": "lower", "val/loss": "lower"}
});
