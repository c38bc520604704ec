import type {Capability} from "./capability.ts";

/** What keeps a training or a service going, and what it tells while it does. */
export const operation = [
  {
    capability: "Configuration",
    means: "settings are apart from code and are read in one place",
    parts: [
      {
        part: "settings that are read",
        signals: [
          {
            sign: "options of a command line",
            in: "code",
            pattern:
              /\bArgumentParser\(|\bparse_args\(|\bHfArgumentParser\(|@click\.(?:option|command)|\btyper\.Typer\(|\babsl\b.*\bflags\b|\bparseArgs\(|\bclap::|#\[derive\([^)\n]*\bParser\b|\bcobra\.Command\b|\bflag\.(?:String|Int|Bool|Parse)\b|\bgetopt(?:_long)?\(|\bjsonargparse\b|\bfire\.Fire\(|\btyro\.cli\(/,
            example: "parser = argparse.ArgumentParser()"
          },
          {
            sign: "a configuration is read",
            in: "code",
            pattern:
              /@hydra\.main|\bOmegaConf\.(?:load|merge|structured)\(|\byaml\.safe_load\(|\btomllib\.load|\bconfigparser\.|\bviper\.|\bBaseSettings\b|\b(?:def|function|fn|func)\s+(?<name>load_?[cC]onfig\w*|read_?[cC]onfig\w*|parse_?[cC]onfig\w*)\b/,
            example: "def load_config(path):"
          },
          {
            sign: "a script that overrides settings",
            in: "text",
            pattern: /\bexec\(open\(['"][\w./]*config\w*\.py['"]\)/,
            example: "exec(open('configurator.py').read())"
          }
        ]
      }
    ],
    against: [],
    tests: /config|settings|\bargs?\b|override/i,
    measured: []
  },
  {
    capability: "Logging & monitoring",
    means: "what happens in a run is written where it stays",
    parts: [
      {
        part: "a log that is written",
        signals: [
          {
            sign: "a logger of a library",
            in: "code",
            pattern:
              /\blogging\.(?:getLogger|basicConfig|info|warning|FileHandler)\(|\bloguru\b|\bstructlog\b|\bSummaryWriter\(|\bwandb\.log\(|\bmlflow\.log_metrics?\(|\bspdlog::|\bglog\b|\bslog\.\w+\(|\bzap\.\w+\(|\blogrus\.|\blog\.Print\w*\(|\btracing::(?:info|warn|debug|error)|\b(?:log::)?(?:info|warn|debug|trace)!\(|\bpino\(|\bwinston\.|\benv_logger\b/,
            example: "logger = logging.getLogger(__name__)"
          },
          {
            sign: "a logger of its own",
            in: "code",
            pattern:
              /\b(?:class|struct|interface)\s+(?<name>\w*(?:Logger|OutputFormat|KVWriter|RunLog|LogWriter|MetricsWriter)\w*)\b|^\}\s*(?<name3>\w*Logger)\s*;|\b(?:def|function|func)\s+(?<name2>log_?[mM]etrics?|writeLog\w*|write_log\w*|append_?[lL]og|writeNdjson|runLog\w*)\b/,
            example: "class Logger:"
          }
        ]
      }
    ],
    against: [],
    tests: /\blog(?:s|ger|ging)?\b/i,
    measured: []
  },
  {
    capability: "Observability",
    means: "a running system tells what it uses and how it is",
    parts: [
      {
        part: "measures of a running system",
        signals: [
          {
            sign: "measures for a monitoring system",
            in: "code",
            pattern:
              /\bprometheus_client\b|\bprometheus::|\bpromauto\.|\bprom-client\b|\bopentelemetry\b|\bstatsd\b|\bsentry_sdk\b|\bmetrics::(?:counter|gauge|histogram)!/,
            example: "from prometheus_client import Counter"
          },
          {
            sign: "use of processor and memory",
            in: "code",
            pattern:
              /\bpsutil\.(?:cpu_\w+|getloadavg|Process|net_io_counters|disk_\w+|virtual_memory\(\)\.(?:percent|used))|\bpynvml\.\w+|\bnvml\w+\(|\bprocess\.(?:cpuUsage|memoryUsage|resourceUsage)\(|\btorch\.cuda\.(?:max_)?memory_(?:allocated|reserved)\(|\bgetrusage\(|\bruntime\.ReadMemStats\(/,
            example: "psutil.cpu_percent()"
          },
          {
            sign: "a profile",
            in: "code",
            pattern: /\btorch\.profiler\.|\bcProfile\b|\bnvtx\w*|\bpprof\.\w+|\btracing_subscriber\b|\bestimate_mfu\b/,
            example: "with torch.profiler.profile():"
          }
        ]
      }
    ],
    against: [],
    tests: /observab|telemetry|prometheus|profil|system_?metric/i,
    measured: [
      {
        sign: "measures of a running system",
        pattern:
          /"[\w/]*(?:cpu_percent|gpu_util\w*|cpu_user\w*|max_rss\w*|rss\w*|memory_mb|cpu_seconds)"|"metric":"system\/\w+|^# TYPE \w+ (?:counter|gauge|histogram)/m,
        example: '{"system/cpu_percent": 12}'
      }
    ]
  },
  {
    capability: "Security & safety",
    means: "what comes from outside is guarded, and what the code rests on is watched",
    parts: [
      {
        part: "a scan or a policy",
        selfStanding: true,
        roles: ["product", "documentation"],
        signals: [
          {
            sign: "a policy for reports",
            in: "path",
            pattern: /(?:^|\/)SECURITY(?:\.md|\.rst|\.txt)?$/i,
            example: ".github/SECURITY.md"
          },
          {
            sign: "a watch on dependencies",
            in: "path",
            pattern: /(?:^|\/)(?:\.github\/dependabot\.ya?ml|renovate\.json5?|deny\.toml|\.snyk)$/,
            example: ".github/dependabot.yml"
          },
          {
            sign: "a scan for secrets or faults",
            in: "path",
            pattern:
              /(?:^|\/)(?:\.gitleaks\.toml|\.secrets\.baseline|\.?bandit\.ya?ml|\.semgrep(?:\.ya?ml)?|semgrep_rules\/[^\n]+|\.trivyignore|codeql[\w-]*\.ya?ml)$/,
            example: ".secrets.baseline"
          },
          {
            sign: "a step that scans",
            in: "text",
            languages: ["YAML", "Makefile", "TOML", "Shell"],
            pattern:
              /\b(?:pip-audit|npm audit|cargo (?:audit|deny)|bandit|semgrep|gitleaks|detect-secrets|trivy|codeql-action|zizmor|trufflehog|govulncheck)\b/,
            example: "- run: pip-audit"
          }
        ]
      },
      {
        part: "a guard in code",
        signals: [
          {
            sign: "a guard against what is loaded",
            in: "code",
            pattern: /\bweights_only\s*=\s*True|\bsafetensors\b|\byaml\.safe_load\(|\bSafeLoader\b|\bdefusedxml\b/,
            example: "torch.load(p, weights_only=True)"
          },
          {
            sign: "a guard of text or access",
            in: "text",
            inStrings: true,
            pattern:
              /Content-Security-Policy|\benable_external_access\b|\bhmac\.|\bsubtle\.verify\(|\bcompare_digest\(|\btimingSafeEqual\(|\b(?:class|def|function|fn)\s+\w*(?:[sS]aniti[sz]|[rR]edact|[cC]redential|SafetyFilter|[mM]oderation)\w*/,
            example: "def sanitize_prompt(text):"
          }
        ]
      }
    ],
    against: [
      {
        sign: "a pickle of unknown origin is loaded",
        in: "code",
        languages: ["Python"],
        pattern: /\btorch\.load\((?![^\n]*weights_only\s*=\s*True)[^\n]*\)|\bpickle\.loads?\(|\bcloudpickle\.loads?\(/,
        example: "torch.load(path)",
        unlike: "torch.load(path, weights_only=True)",
        against: "loading may run what a file holds"
      },
      {
        sign: "text is run as code",
        in: "code",
        languages: ["Python", "JavaScript", "TypeScript"],
        pattern: /(?<![\w.])(?:eval|exec)\(|\bnew Function\(/,
        example: "exec(text)",
        unlike: "model.eval()",
        against: "text is run as code"
      },
      {
        sign: "unsafe YAML",
        in: "code",
        languages: ["Python"],
        pattern: /\byaml\.(?:load\((?![^\n]*Safe)|unsafe_load\()/,
        example: "yaml.load(text)",
        unlike: "yaml.load(text, Loader=yaml.SafeLoader)",
        against: "YAML may make any object"
      }
    ],
    tests: /secur|safety|credential|saniti[sz]e(?!rs?\b)|hostile|attack|\bcsp\b|masks?\b/i,
    measured: []
  },
  {
    capability: "Deployment",
    means: "what was built can be put to work somewhere else",
    parts: [
      {
        part: "a way to run it elsewhere",
        commands:
          /\bdocker(?:-compose)?\s+(?:build|compose|run|push)|\bhelm\s|\bkubectl\s|\bterraform\s|docker\/build-push-action|deploy-pages|peaceiris\/actions-gh-pages/,
        signals: [
          {
            sign: "a container",
            in: "path",
            pattern:
              /(?:^|\/)(?:Dockerfile|Containerfile)[\w.-]*$|\.[dD]ockerfile$|(?:^|\/)(?:docker-)?compose[\w.-]*\.ya?ml$/,
            example: "docker/Dockerfile"
          },
          {
            sign: "a description of a deployment",
            in: "path",
            pattern:
              /(?:^|\/)(?:helm|k8s|kubernetes|terraform)\/|\.tf$|(?:^|\/)(?:Procfile|fly\.toml|vercel\.json|netlify\.toml|app\.ya?ml|cog\.ya?ml|Chart\.ya?ml)$/,
            example: "deploy/k8s/service.yaml"
          },
          {
            sign: "a service",
            in: "code",
            pattern:
              /\bFastAPI\(|\bFlask\(__name__|\bgradio\.\w+|\bgr\.(?:Interface|Blocks)\(|\bstreamlit\b|\bcreateServer\(|\bhttp\.ListenAndServe\(|\baxum::|\bactix_web\b|\bgrpc\.server\(|\bexpress\(\)/,
            example: "app = FastAPI()"
          }
        ]
      }
    ],
    against: [],
    tests: /deploy|\bserve|docker|container/i,
    measured: []
  },
  {
    capability: "Kernels",
    means: "code is written for the machine's own instructions or its accelerator",
    parts: [
      {
        part: "kernels",
        commands:
          /\bnvcc\b|\bcmake\b|\bpython setup\.py|\bpip install\b[^\n]*\s\.|\bmaturin\b|\bnpm ci\b|\bninja\b|\bmake\b/,
        signals: [
          {
            sign: "a kernel of a device",
            in: "code",
            languages: ["CUDA", "C++", "C", "Metal", "OpenCL"],
            pattern:
              /\b__global__\b[^;\n]*?\b(?<name>\w+)\s*\(|\b(?:kernel|__kernel)\s+void\s+(?<name2>\w+)|^\s*__global__\s*$/,
            example: "__global__ void resample(float *x) {"
          },
          {
            sign: "a kernel in Python",
            in: "code",
            languages: ["Python"],
            pattern: /@triton\.(?:jit|autotune)|@cuda\.jit|@numba\.(?:n?jit|cuda)|\bload_inline\(|\bpl\.pallas_call\(/,
            example: "@triton.jit"
          },
          {
            sign: "instructions of a processor",
            in: "code",
            languages: ["C++", "C", "Rust", "CUDA"],
            pattern:
              /\b_mm(?:256|512)?_\w+\(|\bv(?:ld1|mla|add)q?_f32\(|\btarget_clones\b|#pragma\s+omp\s+simd|\bstd::simd\b|\bcore::arch\b|__attribute__\(\(target|#pragma GCC target|__builtin_ia32|vector_size\(/,
            example: "_mm256_add_ps(a, b)"
          }
        ]
      }
    ],
    against: [],
    tests: /kernel|resample|voxel|\bcuda\b|native/i,
    measured: [
      {
        sign: "times of kernels",
        pattern: /"type":\s*"benchmark"[^\n]*"op":|"nvbench"|gpu_time|"backend":"(?:cpu|cuda)"/i,
        example: '{"type":"benchmark","op":"resample"}'
      }
    ]
  }
] as const satisfies readonly Capability[];
