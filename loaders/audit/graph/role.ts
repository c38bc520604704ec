import type {Role} from "../capabilities/capability.ts";

/** In this order: the first that matches a path says its role; a path that none matches is the product. */
export const roleRules = [
  {
    role: "test",
    paths:
      /(?:^|\/)(?:tests?|__tests__|specs?|testing|e2e)\/|(?:^|\/)(?:test_[^/]*|[^/]*_test|conftest|[^/]*\.(?:test|spec))\.\w+$/i
  },
  {
    role: "benchmark",
    paths: /(?:^|\/)bench(?:es|mark|marks|marking)?\/|(?:^|\/)(?:bench|benchmark)(?:_\w+)?\.\w+$/i
  },
  {role: "example", paths: /(?:^|\/)_?(?:examples?|tutorials?|demos?|samples|notebooks?)\//i},
  {
    role: "documentation",
    paths:
      /(?:^|\/)(?:docs?|documentation|g3doc|website)\/|^[^/]*\.(?:md|rst)$|^\.github\/(?!workflows\/|actions\/)[^\n]*\.(?:md|ya?ml)$/i
  }
] as const satisfies readonly {role: Role; paths: RegExp}[];

export function roleOf(path: string): Role {
  return roleRules.find(({paths}) => paths.test(path))?.role ?? "product";
}
