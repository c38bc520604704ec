import type {Capability} from "./capability.ts";

const lossLog = {
  sign: "a log of losses by step",
  pattern:
    /^\{[^\n]*"(?:step|global_step|iter|epoch)"[^\n]*"[\w/.-]*loss[\w/.-]*"|^\{[^\n]*"[\w/.-]*loss[\w/.-]*"[^\n]*"(?:step|iter|epoch)"|^(?:[\w/ -]+,)*(?:step|epoch|iter)(?:,[\w/ -]+)*,[\w/ -]*loss|"log_history"\s*:|"metric":"[\w/]*loss"/m,
  example: '{"step": 1, "train/loss": 2.5}'
} as const;

/** What a repository that trains models does on its way from text to a checkpoint. */
export const learning = [
  {
    capability: "Tokenization",
    means: "text becomes tokens and tokens become text",
    parts: [
      {
        part: "a tokenizer",
        signals: [
          {
            sign: "a tokenizer is defined",
            in: "code",
            pattern: /\b(?:class|struct|trait|interface|type)\s+(?<name>\w*Tokeni[sz]er\w*)/,
            example: "class HFTokenizer:",
            unlike: "tokenizer = load()"
          },
          {
            sign: "a tokenizer of a library",
            in: "code",
            pattern:
              /\b(?:AutoTokenizer|PreTrainedTokenizer\w*|\w+TokenizerFast|GPT2Tokenizer|SentencePieceProcessor)\b|\btiktoken\.\w+\(/,
            example: 'enc = tiktoken.get_encoding("gpt2")'
          },
          {
            sign: "a table of characters",
            in: "code",
            pattern: /^\s*stoi\s*=|\bchar_to_idx\s*=|\bchar2idx\s*=/,
            example: "stoi = {}"
          }
        ]
      },
      {
        part: "encoding",
        within: "a tokenizer",
        signals: [
          {
            sign: "text is encoded",
            in: "code",
            pattern:
              /\b(?:fn|def|function|func)\s+(?<name>encode\w*|tokenize\w*)|\.encode(?:_\w+)?\(|\bencode\s*=|\btokenizer\(/,
            example: "def encode(self, text):"
          }
        ]
      },
      {
        part: "decoding",
        within: "a tokenizer",
        signals: [
          {
            sign: "tokens are decoded",
            in: "code",
            pattern: /\b(?:fn|def|function|func)\s+(?<name>\w*decode\w*)|\.(?:batch_)?decode\(|\bdecode\s*=/,
            example: "def decode(self, ids):"
          }
        ]
      }
    ],
    against: [],
    tests: /tokeni[sz]/i,
    measured: []
  },
  {
    capability: "Modeling",
    means: "a model is defined or taken from a library",
    parts: [
      {
        part: "a model",
        signals: [
          {
            sign: "a module of a framework",
            in: "code",
            pattern:
              /^\s*class\s+(?<name>\w+)\s*\([^)\n]*\b(?:nn\.Module|Module|LightningModule|PreTrainedModel|keras\.Model|tf\.Module|hk\.Module|eqx\.Module)\b/,
            example: "class GPT(nn.Module):",
            unlike: "class Config(dict):"
          },
          {
            sign: "a network of its own",
            in: "code",
            languages: ["TypeScript", "JavaScript", "C++", "C", "CUDA", "Rust", "Go", "Julia"],
            pattern:
              /\b(?:class|struct|interface|type)\s+(?<name>\w*(?:Network|Transformer|Mlp|MLP|Perceptron|GPT\w*|LSTM|Llama)\w*)\b/,
            example: "export interface Network {"
          },
          {
            sign: "a model of a library",
            in: "code",
            pattern: /\bAutoModel\w*\.from_pretrained\(|\btimm\.create_model\(|\btorchvision\.models\.\w+\(/,
            example: "AutoModelForCausalLM.from_pretrained(name)"
          }
        ]
      },
      {
        part: "a forward pass",
        within: "a model",
        signals: [
          {
            sign: "a forward pass",
            in: "code",
            pattern:
              /\b(?:def|fn|function|func|void)\s+(?<name>\w*forward\w*|__call__|predict)\b|\bfrom_pretrained\(|\bcreate_model\(|\bforward\s*\(/,
            example: "def forward(self, x):"
          }
        ]
      }
    ],
    against: [],
    tests: /\b(?:model|network|polic(?:y|ies)|transformer|forward)/i,
    measured: []
  },
  {
    capability: "Training engine",
    means: "parameters of a model are changed by what it gets wrong",
    parts: [
      {
        part: "a gradient step",
        signals: [
          {
            sign: "a gradient step",
            in: "code",
            pattern:
              /\.backward\(|\boptimi[sz]er\.step\(|\.apply_gradients\(|\bvalue_and_grad\(|\bGradientTape\b|\boptimizer\.update\(/,
            example: "loss.backward()"
          },
          {
            sign: "a step of its own",
            in: "code",
            languages: ["TypeScript", "JavaScript", "C++", "C", "CUDA", "Go", "Julia"],
            pattern:
              /\b(?:function|class|void|func)\s+(?<name>\w*(?:[aA]dam|sgd|Sgd|backward|backprop|[gG]radients?)\w*)\b/,
            example: "export function adamStep(p) {"
          }
        ]
      },
      {
        part: "a loop that trains",
        signals: [
          {
            sign: "a trainer or a training function",
            in: "code",
            pattern:
              /^\s*(?:export\s+)?(?:async\s+)?(?:def|function\*?|func|class|void)\s+(?<name>\w*Trainer|train(?:_\w+|[A-Z]\w*)?|training_loop|trainingLoop)\b/,
            example: "def train(self):",
            unlike: "function trainings() {"
          },
          {
            sign: "a method that fits",
            in: "code",
            languages: ["Python", "Julia"],
            pattern: /^\s*(?:async\s+)?(?:def|function)\s+(?<name>fit|learn)\b/,
            example: "def learn(self, total_timesteps):"
          },
          {
            sign: "a loop over steps",
            in: "code",
            pattern:
              /^\s*for\s+\w+\s+in\s+(?:range\([^)\n]*(?:epoch|step|iter)|\w*(?:train_loader|train_dataloader|dataloader))|^while\s+True:/i,
            example: "for epoch in range(num_epochs):"
          },
          {
            sign: "a trainer of a library",
            in: "code",
            pattern: /\b(?:Seq2Seq|SFT|DPO|pl\.)?Trainer\(|\bmodel\.fit\(|\baccelerate\.\w+|\bAccelerator\(/,
            example: "trainer = Trainer(model)"
          }
        ]
      }
    ],
    against: [],
    tests: /\btrain|\blearn\b|optimi[sz]/i,
    measured: [lossLog]
  },
  {
    capability: "Evaluation & metrics",
    means: "what a model does is measured on data it was not fitted to",
    parts: [
      {
        part: "an evaluation",
        signals: [
          {
            sign: "an evaluation is defined",
            in: "code",
            pattern:
              /\b(?:def|function|func|fn|class|void)\s+(?<name>evaluat\w*|eval_\w+|\w*Evaluat(?:or|ion)\w*|estimate_loss|validation_step|validate_epoch|compute_metrics|test_step|\w*EvalCallback)\b/,
            example: "def estimate_loss():",
            unlike: "result = eval(text)"
          },
          {
            sign: "a model in evaluation mode",
            in: "code",
            pattern: /\bmodel\.eval\(\)|\blm_eval\b|\bsimple_evaluate\(/,
            example: "model.eval()"
          }
        ]
      },
      {
        part: "a metric",
        within: "an evaluation",
        signals: [
          {
            sign: "a metric",
            in: "code",
            pattern:
              /\b\w*(?:accuracy|perplexity|f1_score|bleu|rouge|mean_reward|val_loss|success|precision_score|auroc|psnr|reward|losses|loss|[eE]rror)\w*\b/,
            example: "acc = accuracy(y, p)"
          }
        ]
      }
    ],
    against: [],
    tests: /\beval|metric/i,
    measured: [
      {
        sign: "results of an evaluation",
        pattern:
          /"(?:acc(?:uracy)?|acc_norm|f1|bleu|rouge\w*|perplexity|mean_reward|val[/_]loss|eval[/_]\w+|success_rate|success)"\s*:|"metric":"(?:eval|val|success)[\w/]*"|"split":"(?:eval|val|valid|test)"/,
        example: '{"accuracy": 0.9}'
      }
    ]
  },
  {
    capability: "Checkpointing & resume",
    means: "training can be stopped and go on as if it had not been",
    parts: [
      {
        part: "saving",
        signals: [
          {
            sign: "a checkpoint is written",
            in: "code",
            pattern:
              /\btorch\.save\(|\.save_pretrained\(|\bsave_checkpoint\w*\(|\.save_weights\(|\borbax\b|\b(?:def|function|fn|func)\s+(?<name>save_(?:checkpoint|state|train_state)\w*|saveCheckpoint\w*|save_to_zip_file)\b|\bCheckpointCallback\b|\bModelCheckpoint\b/,
            example: "torch.save(checkpoint, path)"
          }
        ]
      },
      {
        part: "restoring",
        signals: [
          {
            sign: "a checkpoint is read",
            in: "code",
            pattern:
              /\btorch\.load\(|\bload_state_dict\(|\bload_checkpoint\w*\(|\.load_weights\(|\b(?:def|function|fn|func)\s+(?<name>load_(?:checkpoint|state|train_state)\w*|loadCheckpoint\w*|resume_(?:from|training)\w*|resumeTraining\w*|load_from_zip_file|set_parameters)\b|\bresume_from\w*/,
            example: "model.load_state_dict(state)"
          }
        ]
      },
      {
        part: "the optimizer's state",
        signals: [
          {
            sign: "the optimizer is part of it",
            in: "text",
            pattern:
              /\boptim\w*\.(?:state_dict|load_state_dict)\(|["'](?:\w+\.)?optimizer(?:_state\w*)?["']\s*[:\],]|\bopt_state\b|\b[mv]_memory\b|\bexp_avg\b/,
            example: "'optimizer': optimizer.state_dict(),"
          }
        ]
      }
    ],
    against: [],
    tests: /checkpoint|resume|save_load|\bsave\b/i,
    measured: []
  },
  {
    capability: "Data handling",
    means: "examples are read, kept and given out in batches",
    parts: [
      {
        part: "a source of examples",
        signals: [
          {
            sign: "a dataset or buffer is defined",
            in: "code",
            pattern:
              /\b(?:class|struct|interface|type)\s+(?<name>\w*(?:Dataset|DataModule|ReplayBuffer|RolloutBuffer|DataLoader|Dataloader|Episode)\w*)/,
            example: "class TextDataset(Dataset):"
          },
          {
            sign: "a dataset of a library",
            in: "code",
            pattern: /\bload_dataset\(|\bDataLoader\(|\btf\.data\.|\bTensorDataset\(|\bnp\.memmap\(|\bdatasets\.\w+\(/,
            example: "ds = load_dataset('openwebtext')"
          },
          {
            sign: "batches are given out",
            in: "code",
            pattern:
              /\b(?:def|function\*?|func|fn)\s+(?<name>get_batch\w*|load_data\w*|read_dataset|batches|makeDataset|prepare_data\w*)\b/,
            example: "def get_batch(split):"
          }
        ]
      }
    ],
    against: [],
    tests: /\bdata(?:set|loader|module)?\b|buffer/i,
    measured: []
  },
  {
    capability: "Experiment tracking",
    means: "each run is kept with its settings in a place where runs are compared",
    parts: [
      {
        part: "runs that are tracked",
        signals: [
          {
            sign: "a tracker begins a run",
            in: "code",
            pattern:
              /\bwandb\.init\(|\bmlflow\.(?:start_run|set_experiment|autolog|log_param)\w*\(|\bSummaryWriter\(|\bTensorBoardLogger\(|\bWandbLogger\(|\bcomet_ml\.|\bneptune\.init|\bTask\.init\(|\baim\.Run\(|\btrackio\.init\(|\bTensorBoardOutputFormat\b/,
            example: "wandb.init(project=p)",
            unlike: "import wandb"
          },
          {
            sign: "a run is written with its settings",
            in: "text",
            languages: ["Python", "TypeScript", "JavaScript", "Rust", "Go", "C++", "C"],
            pattern: /\btype:\s*"run"|"type"\s*:\s*"run"/,
            example: '{type: "run", run_id}'
          }
        ]
      }
    ],
    against: [],
    tests: /wandb|mlflow|tensorboard|tracking|\brun_log/i,
    measured: [
      {
        sign: "runs kept with their settings",
        pattern: /^\{[^\n]*"type":\s*"run"[^\n]*"(?:config|seed)"/m,
        example: '{"type":"run","seed":1,"config":{}}'
      }
    ]
  }
] as const satisfies readonly Capability[];
