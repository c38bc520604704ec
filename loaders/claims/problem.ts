/** Something wrong with a page: `message` begins with page:line and ends with what to do. */
export interface Problem {
  page: string;
  line: number;
  expected: string;
  found: string;
  remedy: string;
  message: string;
}

export function problem(page: string, line: number, expected: string, found: string, remedy: string): Problem {
  const message = `${page}:${line}: expected ${expected}, found ${found}: ${remedy}`;
  return {page, line, expected, found, remedy, message};
}
