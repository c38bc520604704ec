/** Something wrong with a page: `message` begins with page:line and ends with what to do. */
export interface Problem {
  page: string;
  line: number;
  message: string;
}

export function problem(page: string, line: number, expected: string, found: string, remedy: string): Problem {
  return {page, line, message: `${page}:${line}: expected ${expected}, found ${found}: ${remedy}`};
}
