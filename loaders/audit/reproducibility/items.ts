import type {AntiSignal, Signal} from "../capabilities/capability.ts";

/**
 * What decides whether a result can be had again. An item's verdict follows from its traces:
 *
 * - not-applicable: nothing of what it is about is found;
 * - pass: a sign for it stands in a file that is used (imported, run by a step or by a documented command), and nothing
 *   speaks against it;
 * - fail: something speaks against it and no sign for it is found;
 * - undecided: signs for and against it, or signs in files that nothing uses, or in examples and tests only;
 * - no-evidence: what it is about is there, and no sign either way.
 *
 * A sign says that the means are there, not that two runs were compared: that is decided from runs.
 */
export interface Item {
  item: string;
  /** What it is about; without any it concerns every repository with code. */
  about: readonly Signal[];
  speaksFor: readonly Signal[];
  against: readonly AntiSignal[];
}

const training: Signal[] = [
  {
    sign: "a gradient step",
    in: "code",
    pattern:
      /\.backward\(|\boptimi[sz]er\.step\(|\bvalue_and_grad\(|\bGradientTape\b|\b(?:function|class|void|func)\s+\w*(?:[aA]dam|backprop|[gG]radients?)\w*/,
    example: "loss.backward()"
  },
  {
    sign: "numbers drawn at random",
    in: "code",
    pattern:
      /\bMath\.random\(|\b(?:np|numpy)\.random\.\w+\(|\btorch\.rand\w*\(|\brandom\.(?:random|randint|shuffle|choice|sample|uniform)\(|\bthread_rng\(|\brand::\w+|\brand\.(?:Intn?|Float64|Perm|Shuffle)\(|\bstd::(?:mt19937|random_device|uniform_\w+)|\bcurand\w*\(|\b(?:xoshiro|mulberry|splitmix|pcg|seededRandom)\w*/i,
    example: "torch.randn(3)"
  }
];
const checkpoints: Signal[] = [
  {
    sign: "a checkpoint is written",
    in: "code",
    pattern:
      /\btorch\.save\(|\b(?:save|write)_(?:checkpoint|state)\w*\(|\bsaveCheckpoint\w*\(|\bCheckpointCallback\b|\bModelCheckpoint\b|\borbax\b/,
    example: "torch.save(state, path)"
  }
];
const datasets: Signal[] = [
  {
    sign: "a dataset is read",
    in: "code",
    pattern:
      /\bload_dataset\(|\bDataLoader\(|\bnp\.memmap\(|\bclass\s+\w*Dataset\b|\burlretrieve\(|\brequests\.get\([^\n]*data|\b(?:makeDataset|readDataset|loadDataset|read_dataset|load_data)\w*\(/,
    example: 'load_dataset("c4")'
  }
];

export const items: readonly Item[] = [
  {
    item: "Seeds set",
    about: training,
    speaksFor: [
      {
        sign: "a seed is set",
        in: "code",
        pattern:
          /\bmanual_seed(?:_all)?\(|\b(?:np|numpy)\.random\.(?:seed|default_rng)\(\s*[^\s)]|\brandom\.seed\(|\bset_random_seed\(|\bset_seed\(|\bseed_everything\(|\bPRNGKey\(|\bseed_from_u64\(|\brand\.(?:Seed|NewSource)\(|\bsrand\(|\bmt19937\w*\s+\w+[({]\s*\w|\bseeded\w*\(|\b(?:mulberry32|splitmix\w*|xoshiro\w*)\(|\bnew\s+(?:Seeded)?Random\w*\(/,
        example: "torch.manual_seed(1337)"
      }
    ],
    against: [
      {
        sign: "an unseeded source",
        in: "code",
        languages: ["TypeScript", "JavaScript", "Rust"],
        pattern: /\bMath\.random\(|\bthread_rng\(/,
        example: "Math.random()",
        against: "numbers are drawn from a source that takes no seed"
      },
      {
        sign: "an unseeded source of Rust",
        in: "code",
        languages: ["Rust"],
        pattern: /(?<![\w.])(?:rand::)?rng\(\)/,
        example: "let mut rng = rng();",
        against: "numbers are drawn from a source that takes no seed"
      }
    ]
  },
  {
    item: "Deterministic flags",
    about: [
      {
        sign: "a framework whose kernels may differ from run to run",
        in: "code",
        pattern: /^\s*(?:import|from)\s+(?:torch|tensorflow|jax)\b|\bcudaMalloc\w*\(|\batomicAdd\(/,
        example: "import torch"
      }
    ],
    speaksFor: [
      {
        sign: "deterministic kernels are asked for",
        in: "text",
        inStrings: true,
        pattern:
          /\buse_deterministic_algorithms\(\s*True|\bcudnn\.deterministic\s*=\s*True|\bTF_DETERMINISTIC_OPS\b|\bCUBLAS_WORKSPACE_CONFIG\b|\benable_op_determinism\(|\bxla_gpu_deterministic_ops|-ffp-contract=off|--fmad=false/,
        example: "torch.use_deterministic_algorithms(True)"
      }
    ],
    against: [
      {
        sign: "kernels are chosen by their speed",
        in: "code",
        pattern: /\bcudnn\.benchmark\s*=\s*True/,
        example: "torch.backends.cudnn.benchmark = True",
        against: "which kernel runs is decided by a race"
      },
      {
        sign: "lower precision is allowed",
        in: "code",
        pattern: /\ballow_tf32\s*=\s*True|\bset_float32_matmul_precision\(/,
        example: "torch.backends.cuda.matmul.allow_tf32 = True",
        against: "precision depends on the device"
      }
    ]
  },
  {
    item: "Environment captured",
    about: [],
    speaksFor: [
      {
        sign: "versions are written down",
        in: "text",
        inStrings: true,
        pattern:
          /\b(?:torch|tf|np|numpy|jax|th|gym|gymnasium)\.__version__|\bsys\.version\b|\bplatform\.(?:platform|python_version|uname)\(|\bpip freeze\b|\bimportlib\.metadata\.(?:version|distributions)|\bcollect_env\b|\bprocess\.versions\b|\bget_system_info\b|\bruntime\.Version\(\)|\brustc_version\b/,
        example: 'info = {"torch": torch.__version__}'
      }
    ],
    against: []
  },
  {
    item: "Commit recorded",
    about: [],
    speaksFor: [
      {
        sign: "the commit is asked for",
        in: "text",
        inStrings: true,
        languages: ["Python", "TypeScript", "JavaScript", "Shell", "Rust", "Go", "C++", "CMake", "Makefile", "YAML"],
        pattern:
          /["'` ]rev-parse["'`, ]|\bhead\.object\.hexsha\b|\bGITHUB_SHA\b|\bgithub\.sha\b|\bGIT_(?:COMMIT|SHA|HASH)\b|\bgit describe\b|\bgit_(?:sha|commit|hash)\b|\bvergen\b/,
        example: 'subprocess.check_output(["git", "rev-parse", "HEAD"])'
      }
    ],
    against: []
  },
  {
    item: "Dataset digests",
    about: datasets,
    speaksFor: [
      {
        sign: "digests beside the data",
        in: "path",
        pattern: /\.dvc$|(?:^|\/)(?:SHA256SUMS|MD5SUMS|checksums?)[\w.-]*$|\.(?:sha256|md5)$/i,
        example: "data/train.bin.dvc"
      },
      {
        sign: "data is compared with its digest",
        in: "text",
        inStrings: true,
        languages: ["Python", "TypeScript", "JavaScript", "Rust", "Go", "Shell", "JSON", "YAML"],
        pattern:
          /\b(?:data(?:set)?_?(?:sha256|digest|md5|hash|checksum)|(?:sha256|digest|md5)_?(?:of_?)?data(?:set)?)\w*|\bverify_checksums?\b|\bcheck_integrity\(|\bknown_hash\b|"dataset_(?:sha256|digest)"|\bsha256sum -c\b/i,
        example: "dataset_sha256 = digest(bytes)"
      },
      {
        sign: "a dataset at a revision",
        in: "text",
        languages: ["Python"],
        pattern: /\bload_dataset\([^\n]*\brevision\s*=/,
        example: 'load_dataset("c4", revision="abc")'
      }
    ],
    against: []
  },
  {
    item: "Split manifests",
    about: [
      {
        sign: "data is split",
        in: "code",
        pattern:
          /\btrain_test_split\(|\brandom_split\(|\b(?:KFold|StratifiedKFold|ShuffleSplit)\(|\bsplit_dataset\w*\(|\b(?:train|val|test)_(?:split|idx|indices|ids)\b/,
        example: "train_test_split(x)"
      }
    ],
    speaksFor: [
      {
        sign: "lists of what is in each split",
        in: "path",
        pattern:
          /(?:^|\/)splits?\/[^\n]+\.(?:json|txt|csv|tsv|ya?ml)$|(?:^|\/)(?:train|val|valid|test)[_-]?(?:ids|files|split|list)\.(?:json|txt|csv)$|(?:^|\/)split_manifest[\w.-]*$/,
        example: "data/splits/train.txt"
      },
      {
        sign: "a split from a seed",
        in: "code",
        pattern:
          /\btrain_test_split\([^\n]*(?:random_state|seed)\s*=|\brandom_split\([^\n]*generator\s*=|\b(?:KFold|ShuffleSplit)\([^\n]*random_state\s*=/,
        example: "train_test_split(x, random_state=0)"
      }
    ],
    against: [
      {
        sign: "a split without a seed",
        in: "code",
        languages: ["Python"],
        pattern:
          /\btrain_test_split\((?![^\n]*(?:random_state|seed|shuffle\s*=\s*False))[^\n]*\)|\brandom_split\((?![^\n]*generator)[^\n]*\)/,
        example: "train_test_split(x, y)",
        unlike: "train_test_split(x, seed=1)",
        against: "what is held out changes from run to run"
      }
    ]
  },
  {
    item: "RNG in checkpoints",
    about: checkpoints,
    speaksFor: [
      {
        sign: "the state of a generator is kept",
        in: "text",
        pattern:
          /\b(?:get|set)_rng_state(?:_all)?\(|["']rng_states?["']|\brandom\.(?:getstate|setstate)\(|\bbit_generator\.state\b|\b(?:np|numpy)\.random\.(?:get|set)_state\(|\brng_?[sS]tate\b/,
        example: '"rng_state": torch.get_rng_state(),'
      }
    ],
    against: []
  },
  {
    item: "Container pinned",
    about: [
      {
        sign: "a container",
        in: "path",
        pattern:
          /(?:^|\/)(?:Dockerfile|Containerfile)[\w.-]*$|\.[dD]ockerfile$|(?:^|\/)\.devcontainer\/devcontainer\.json$/,
        example: "Dockerfile"
      }
    ],
    speaksFor: [
      {
        sign: "a base image by its digest",
        in: "text",
        languages: ["Dockerfile", "JSON", "YAML"],
        pattern: /^\s*FROM\s+(?:--\S+\s+)?\S+@sha256:[0-9a-f]{64}|"image"\s*:\s*"[^"\n]+@sha256:[0-9a-f]{64}"/i,
        example: `FROM python@sha256:${"0".repeat(64)}`
      }
    ],
    against: [
      {
        sign: "a base image by its tag",
        in: "text",
        languages: ["Dockerfile", "JSON"],
        pattern:
          /^\s*FROM\s+(?:--\S+\s+)?(?!scratch\b)(?!\S*@sha256:)\S*[:/$]\S*|"image"\s*:\s*"(?![^"\n]*@sha256:)[^"\n]+"/i,
        example: "FROM python:3.12",
        unlike: "FROM scratch",
        against: "a tag may name another image tomorrow"
      }
    ]
  },
  {
    item: "Hardware fingerprint",
    about: [],
    speaksFor: [
      {
        sign: "the device is written down",
        in: "text",
        inStrings: true,
        pattern:
          /\bget_device_name\(|\bget_device_properties\(|\bnvidia-smi\b|\/proc\/cpuinfo|\bplatform\.processor\(|\bcudaGetDeviceProperties\(|\bos\.cpus\(|\bcpus\(\)|\bcpuModel\(|\bcpuinfo\.get_cpu_info\(|\bnvmlDeviceGetName\(/,
        example: "torch.cuda.get_device_name(0)"
      }
    ],
    against: []
  }
];

/** Decided from manifests and locks, see locks.ts. */
export const lockItem = "Dependencies locked";
