import type {Capability} from "./capability.ts";

const runsTests =
  /\b(?:pytest|unittest|tox|nox|vitest|jest|mocha|ctest|nextest)\b|\bcargo\s+(?:\+\S+\s+)?test\b|\bgo\s+test\b|\b(?:npm|yarn|pnpm|bun)\s+(?:run\s+)?test\b|\bmake\s+(?:\w+[-_])?(?:test|check|pytest)\b|\bbazel\s+test\b|\bmvn\s+test\b|\bgradlew?\s+test\b/;

/** What a repository does for those who work on it and with it. */
export const engineering = [
  {
    capability: "CI & test",
    means: "tests exist and a step runs them",
    parts: [
      {
        part: "tests",
        roles: ["test", "product"],
        commands: runsTests,
        signals: [
          {
            sign: "a test",
            in: "code",
            languages: ["Python"],
            pattern: /^\s*(?:async\s+)?def\s+(?<name>test_\w+)|^class\s+(?<name2>Test\w+)/,
            example: "def test_resume():"
          },
          {
            sign: "a test",
            in: "code",
            languages: ["TypeScript", "JavaScript"],
            pattern: /^\s*(?:it|test|describe)(?:\.\w+)*\(/,
            example: 'it("resumes", () => {'
          },
          {sign: "a test", in: "code", languages: ["Rust"], pattern: /#\[(?:\w+::)?test\]/, example: "#[test]"},
          {
            sign: "a test",
            in: "code",
            languages: ["Go"],
            pattern: /^func\s+(?<name>Test\w+)\(/,
            example: "func TestResume(t *testing.T) {"
          },
          {
            sign: "a test",
            in: "code",
            languages: ["C++", "C", "CUDA"],
            pattern: /^\s*(?:TEST(?:_F|_P|_CASE)?|BOOST_AUTO_TEST_CASE|CATCH_TEST_CASE)\(/,
            example: "TEST(Resume, Works) {"
          },
          {
            sign: "a test program",
            in: "path",
            pattern:
              /(?:^|\/)tests?\/(?:[^\n]+\/)?test\w*\.(?:c|cc|cpp|cxx|cu)$|(?:^|\/)test_\w+\.(?:c|cc|cpp|cxx|cu)$/,
            example: "dev/test/test_dataloader.c"
          }
        ]
      },
      {
        part: "a step that runs them",
        selfStanding: true,
        roles: ["product", "test"],
        signals: [
          {
            sign: "a service's workflow",
            in: "path",
            pattern:
              /^\.github\/workflows\/[^/]+\.ya?ml$|(?:^|\/)(?:\.gitlab-ci\.ya?ml|azure-pipelines\.ya?ml|Jenkinsfile|\.travis\.ya?ml|appveyor\.ya?ml|\.drone\.ya?ml)$|^\.circleci\/config\.ya?ml$|^\.buildkite\/|^\.ci\//,
            example: ".github/workflows/ci.yml"
          }
        ]
      }
    ],
    against: [
      {
        sign: "a test step that may fail unseen",
        in: "text",
        languages: ["YAML", "Shell"],
        pattern: /\b(?:pytest|npm test|vitest|ctest|cargo test|go test)\b[^\n]*\|\|\s*true/,
        example: "run: pytest || true",
        unlike: "run: pytest",
        against: "a failing test fails no step"
      }
    ],
    tests: /./,
    measured: []
  },
  {
    capability: "Documentation & examples",
    means: "a reader learns what it is for and how to use it",
    parts: [
      {
        part: "a readme that shows how to use it",
        selfStanding: true,
        roles: ["product", "documentation"],
        signals: [
          {
            sign: "commands or code in the readme",
            in: "prose",
            pattern: /^\s*(?:```|~~~|\.\. code|::\s*$)/,
            example: "```sh"
          }
        ]
      },
      {
        part: "documents or examples beside it",
        selfStanding: true,
        roles: ["product", "documentation", "example"],
        signals: [
          {
            sign: "a document",
            in: "path",
            pattern: /(?:^|\/)(?:docs?|documentation|g3doc|website|howto|guides?)\/.+\.(?:md|mdx|rst|ipynb|html)$/i,
            example: "docs/quickstart.md"
          },
          {
            sign: "an example",
            in: "path",
            pattern: /(?:^|\/)(?:_?examples?|tutorials?|notebooks?|samples|demos?)\/.+\.\w+$|\.ipynb$/i,
            example: "examples/train.py"
          },
          {sign: "a page", in: "path", pattern: /^src\/[\w-]+\.md$/, example: "src/kernels.md"}
        ]
      }
    ],
    against: [],
    tests: /\bdocs?\b|readme|example/i,
    measured: []
  },
  {
    capability: "Extensibility",
    means: "others add parts of their own without changing what is there",
    parts: [
      {
        part: "a place to plug in",
        signals: [
          {
            sign: "a registry",
            in: "code",
            pattern:
              /\b(?:class|struct|type|interface)\s+(?<name>\w*(?:Registry|Plugin|Extension)\w*)\b|\b(?:def|function|fn|func)\s+(?<name2>register_?\w*)\s*[(<]|@\w*(?:registry|REGISTRY|Registry)\w*\.register|\bimportlib\.metadata\.entry_points\(|\bentry_points\(/,
            example: "class ModelRegistry:"
          },
          {
            sign: "an interface to implement",
            in: "code",
            pattern:
              /^\s*class\s+(?<name>\w+)\s*\([^)\n]*\bABC\b|^\s*pub\s+trait\s+(?<name2>\w+)|\bmetaclass\s*=\s*ABCMeta|^\s*class\s+(?<name3>Base\w+|Abstract\w+)\b|^type\s+(?<name4>[A-Z]\w*)\s+interface\s*\{|^export\s+interface\s+(?<name5>\w*(?:Format|Adapter|Backend|Provider|Handler|Strategy|Loader|Verb))\s*\{/,
            example: "class BaseCallback(ABC):"
          },
          {
            sign: "places for plug-ins in the package",
            in: "text",
            languages: ["TOML", "INI"],
            pattern: /^\s*\[project\.entry-points|^\s*\[options\.entry_points\]/,
            example: '[project.entry-points."codex.models"]'
          }
        ]
      }
    ],
    against: [],
    tests: /plugin|registr|extens|callback|custom|declared/i,
    measured: []
  },
  {
    capability: "Benchmarks",
    means: "speed is measured by code that is here",
    parts: [
      {
        part: "code that measures",
        roles: ["product", "benchmark", "test"],
        commands: /\bcargo\s+bench\b|\bgo\s+test\b[^\n]*-bench|\bvitest\s+bench\b|\basv\s+run\b|\bbench\w*\b/,
        signals: [
          {
            sign: "a benchmark",
            in: "code",
            pattern:
              /^\s*BENCHMARK(?:_F|_CAPTURE|_TEMPLATE)?\(|\bcriterion_group!|\bcriterion_main!|\b(?:def|function|fn|func|void)\s+(?<name>(?:time_|bench)\w*|runBench\w*|measure\w*|Benchmark\w+)\s*[(<]|\bbenchmark\.pedantic\(|\bbenchmark_\w+\(|\bNVBENCH_BENCH\b|^\s*bench\(|#\[bench\]|\btimeit\.timeit\(/,
            example: "BENCHMARK(BM_Resample);"
          },
          {
            sign: "a script that measures",
            in: "path",
            pattern:
              /(?:^|\/)(?:bench|benchmark)s?(?:\/[^\n]+)?\.(?:py|ts|js|cc|cpp|cu|rs|go|sh)$|(?:^|\/)(?:bench|benchmark)s?_\w+\.(?:py|ts|js|cc|cpp|cu|rs|go)$|(?:^|\/)(?:bench|benchmark)s?\/[^\n]+\.(?:py|ts|js|cc|cpp|cu|rs|go)$|(?:^|\/)asv\.conf\.json$/,
            example: "benchmarks/smoke.py"
          }
        ]
      }
    ],
    against: [],
    tests: /bench|perf|measure/i,
    measured: [
      {
        sign: "times that were measured",
        pattern:
          /"type":\s*"benchmark"|"benchmarks"\s*:\s*\[|"samples"\s*:\s*\[|"real_time"\s*:|"results"\s*:\s*\[[^\]]{0,200}"mean"\s*:|"median_ms"|"latency_ms"/,
        example: '{"type":"benchmark","case":"a"}'
      }
    ]
  },
  {
    capability: "Packaging",
    means: "it can be installed by its name",
    parts: [
      {
        part: "a description of a package",
        commands:
          /\bpip3?\s+install\b|\buv\s+(?:sync|pip|build|add)\b|\bpython3?\s+-m\s+build\b|\bpoetry\s+(?:install|build|publish)\b|\bnpm\s+(?:ci|install|pack|publish)\b|\b(?:pnpm|yarn)\s+(?:install|publish)\b|\bcargo\s+(?:build|install|publish|test)\b|\bmaturin\b|\bgo\s+(?:get|install|build)\b|\bcmake\s+--(?:install|build)|\btwine\b|pypi-publish|\bcibuildwheel\b|\bconda\s+build\b/,
        signals: [
          {sign: "a package of Python", in: "path", pattern: /(?:^|\/)setup\.(?:py|cfg)$/, example: "setup.py"},
          {
            sign: "a package of Python",
            in: "text",
            languages: ["TOML"],
            pattern: /^\s*\[(?:project|build-system|tool\.poetry)\]/,
            example: "[project]"
          },
          {sign: "a crate", in: "text", languages: ["TOML"], pattern: /^\s*\[package\]/, example: "[package]"},
          {
            sign: "a package of Node",
            in: "text",
            languages: ["JSON"],
            pattern: /^\s{0,4}"(?:exports|bin|main|files)"\s*:/,
            example: '  "exports": {'
          },
          {sign: "a module of Go", in: "path", pattern: /(?:^|\/)go\.mod$/, example: "go.mod"},
          {
            sign: "an installation by CMake",
            in: "code",
            languages: ["CMake"],
            pattern: /^\s*install\s*\(/,
            example: "install(TARGETS robocache)"
          },
          {
            sign: "a recipe of conda",
            in: "path",
            pattern: /(?:^|\/)conda(?:\.recipe)?\/meta\.ya?ml$/,
            example: "conda/meta.yaml"
          }
        ]
      }
    ],
    against: [],
    tests: /packag|install|\bwheel|\bpack\b/i,
    measured: []
  }
] as const satisfies readonly Capability[];

export {runsTests};
