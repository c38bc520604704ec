import {pointerAt, type Pointer} from "../survey/evidence.ts";
import type {FileFacts} from "../survey/file-facts.ts";
import type {Survey} from "../survey/survey.ts";
import type {Capability} from "./capability.ts";

/**
 * Tests that passed and are about a capability: by the words of their file, class or name, or because their file
 * imports one that holds it.
 */
export function passedOf({tests}: Capability, defining: ReadonlySet<string>, survey: Survey): Pointer[] {
  const reports = survey.files.filter(({outcomes}) => outcomes.length > 0);
  if (reports.length === 0) return [];
  const importing = importersOf(defining, survey);
  return reports.flatMap((report) =>
    report.outcomes
      .filter(({name}) => tests.test(name) || importing.some((file) => isNamed(file, name)))
      .map(({line, name}) => pointerAt("passed", report, line, `passed: ${name.slice(0, 120)}`))
  );
}

function importersOf(defining: ReadonlySet<string>, survey: Survey): FileFacts[] {
  const paths = new Set([...defining].flatMap((path) => survey.usage.importers(path).map((importer) => importer.path)));
  return survey.files.filter(({path, role}) => role === "test" && paths.has(path));
}

/** Whether a report names a test file, by its path or as its runner writes it with dots. */
function isNamed({path}: FileFacts, name: string): boolean {
  return name.includes(path) || name.includes(path.replace(/\.\w+$/, "").replaceAll("/", "."));
}
