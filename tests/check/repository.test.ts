import {readFileSync} from "node:fs";
import {join} from "node:path";
import {expect, it} from "vitest";
import {readBindings} from "../../loaders/claims/binding.ts";
import {exitCodes} from "../../loaders/failure.ts";
import {colophon} from "../cli/cli.ts";

const root = join(import.meta.dirname, "../..");

it("every claim and bound number of this repository holds: else run node .build/loaders/cli.js check --fix", async () => {
  const {status, stderr, json} = await colophon(["check", "--json"], {cwd: root});
  const {verdicts, failures} = json as {verdicts: Record<string, number>; failures: {message: string}[]};
  expect(failures.map(({message}) => message)).toEqual([]);
  expect(status, stderr).toBe(exitCodes.good);
  expect(verdicts.pass).toBeGreaterThan(20);
});

it("the README states figures, and each is bound", () => {
  const markdown = readFileSync(join(root, "README.md"), "utf8");
  const {numbers, problems} = readBindings({path: "README.md", markdown});
  expect(problems).toEqual([]);
  expect(numbers.length).toBeGreaterThan(2);
});
