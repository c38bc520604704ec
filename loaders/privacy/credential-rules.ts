import {isSecretBeside} from "./secret-value.ts";

/** One kind of credential. The named group `secret` is what must not leave; without it the whole match is. */
export interface CredentialRule {
  name: string;
  /** For people: what it is. */
  title: string;
  /** A cheap pattern, without case, that every text with such a credential matches. */
  hint: string;
  /** Flags d and g. Quantifiers before the first literal are bounded, so that a long line costs linear time. */
  pattern: RegExp;
  accept?(match: RegExpExecArray): boolean;
  /** A text with such a credential, in pieces, so that no scanner takes this file for a leak. */
  positive: string[];
  /** A text that looks alike and holds none. */
  negative: string;
}

const mixed = (match: RegExpExecArray) => /\d/.test(secretOf(match)) && /[a-z]/i.test(secretOf(match));
const beside = (match: RegExpExecArray) => isSecretBeside(keyOf(match), secretOf(match)) && !isCalled(match);

function secretOf(match: RegExpExecArray): string {
  return match.groups?.secret ?? match[0];
}

/** The whole identifier that the match begins in: `hf_token` where the pattern found `token`. */
function keyOf(match: RegExpExecArray): string {
  const before = /[\w.-]*$/.exec(match.input.slice(Math.max(0, match.index - 40), match.index))?.[0] ?? "";
  return before + (/^[-\w]+/.exec(match[0])?.[0] ?? "");
}

/** `token=read2(…)`, `token=env[…]`: code, not a value. */
function isCalled(match: RegExpExecArray): boolean {
  return /[([]/.test(match.input[match.index + match[0].length] ?? "");
}

function isJwtHeader(match: RegExpExecArray): boolean {
  const header = Buffer.from(match[0].split(".")[0] ?? "", "base64url").toString("utf8");
  return /^\{.*"alg"\s*:/s.test(header);
}

/** First match wins where two overlap: named makers first, then shapes, then values beside telling keys. */
export const credentialRules = [
  {
    name: "private-key",
    hint: "PRIVATE KEY",
    title: "private key",
    pattern:
      /-----BEGIN (?:[A-Z]{2,10} ){0,2}PRIVATE KEY(?: BLOCK)?-----(?:\s|\\[nr])+(?:[A-Za-z-]{3,20}: [^\n\\]{0,120}(?:\s|\\[nr])+){0,4}[A-Za-z0-9+/=]{32}(?:[\s\S]{0,16384}?-----END [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----|(?:[\w+/=\s]|\\[nr])*)/dg,
    positive: [
      "-----BEGIN RSA PRI",
      "VATE KEY-----\nMIIEowIBAAKCAQEAt3p7VQ2nKcXb9sLw0YdR4uHf6TjZ\n-----END RSA PRI",
      "VATE KEY-----"
    ],
    negative: "the block starts with -----BEGIN RSA PRIVATE KEY----- and ends with -----END RSA PRIVATE KEY-----"
  },
  {
    name: "aws-access-key-id",
    hint: "A(?:KIA|SIA|BIA|CCA)",
    title: "AWS access key",
    pattern: /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b/dg,
    positive: ["aws configure set aws_access_key_id AKI", "A4QZ7WN3XKJ5RTLM2"],
    negative: "AKIAIOSFODNN7EXAMPLE"
  },
  {
    name: "aws-secret-key",
    hint: "aws",
    title: "AWS secret key",
    pattern:
      /aws.{0,20}(?:secret|session).{0,20}?[=:]\s{0,4}\\?["']?(?<secret>[A-Za-z0-9+/]{40,}={0,2})(?![A-Za-z0-9+/=])/dgi,
    accept: mixed,
    positive: ["aws_secret_access_key = ", "vT9qLw2/Kx7Zr+4mNb8PdYc3Hf6JgEs1Ua5RtQo0"],
    negative: "aws_secret_access_key = ${AWS_SECRET_ACCESS_KEY}"
  },
  {
    name: "google-api-key",
    hint: "AIza",
    title: "Google API key",
    pattern: /\bAIza[\w-]{35}(?![\w-])/dg,
    positive: ["key=AI", "zaSyB7k2mQ9xT4vLw8ZrN3cYd6HfJ1gEs5UaR"],
    negative: "AIzaSy is how such a key starts"
  },
  {
    name: "google-oauth",
    hint: "ya29|GOCSPX|1//0",
    title: "Google OAuth token or client secret",
    pattern: /\b(?:ya29\.[\w-]{30,}|GOCSPX-[\w-]{28}(?![\w-])|1\/\/0[\w-]{40,})/dg,
    positive: ["access: ya", "29.a0AfH6SMBx7k2mQ9xT4vLw8ZrN3cYd6HfJ1gEs5"],
    negative: "ya29.short"
  },
  {
    name: "azure-storage-key",
    hint: "AccountKey|SharedAccessKey",
    title: "Azure storage or service bus key",
    pattern: /\b(?:AccountKey|SharedAccessKey)=(?<secret>[A-Za-z0-9+/]{43,86}={1,2})/dg,
    positive: [
      "DefaultEndpointsProtocol=https;AccountName=runs;AccountKey=",
      "vT9qLw2/Kx7Zr+4mNb8PdYc3Hf6JgEs1Ua5RtQo0Wi2pXe7vT9qLw2/Kx7Zr+4mNb8PdYc3Hf6JgEs1Ua5RtQ==; "
    ],
    negative: "AccountName=runs;AccountKey=<key>;EndpointSuffix=core.windows.net"
  },
  {
    name: "azure-shared-access-signature",
    hint: "sig=",
    title: "Azure shared access signature",
    pattern: /[?&]sig=(?<secret>[A-Za-z0-9%+/]{40,100}(?:%3D|=))/dg,
    positive: [
      "https://runs.blob.core.windows.net/logs?sv=2022-11-02&sig=",
      "vT9qLw2%2FKx7Zr%2B4mNb8PdYc3Hf6JgEs1Ua5RtQo0Wi%3D"
    ],
    negative: "https://runs.blob.core.windows.net/logs?sv=2022-11-02&sig=REDACTED"
  },
  {
    name: "azure-client-secret",
    hint: "8Q~",
    title: "Azure client secret",
    pattern: /(?<![\w~.-])[\w~.-]{3}8Q~[\w~.-]{31,34}(?![\w~.-])/dg,
    positive: ["AZURE=k3J", "8Q~vT9qLw2_Kx7ZrN4mNb8PdYc3Hf6JgEs1Ua"],
    negative: "abc8Q~short"
  },
  {
    name: "github-token",
    hint: "gh[pousr]_|github_pat_",
    title: "GitHub token",
    pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_\w{60,255})\b/dg,
    positive: ["git clone https://gh", "p_vT9qLw2Kx7ZrN4mNb8PdYc3Hf6JgEs1Ua5Rt@github.com/owner/name"],
    negative: "ghp_vT9qLw2Kx7 is too short to be one, and github_pat_ALL_OF_IT is none"
  },
  {
    name: "gitlab-token",
    hint: "gl[a-z]{2,5}-",
    title: "GitLab token",
    pattern: /\bgl(?:pat|dt|rt|cbt|ptt|ft|soat|agent|oas)-[\w-]{20,}/dg,
    positive: ["PRIVATE-TOKEN: gl", "pat-vT9qLw2Kx7ZrN4mNb8Pd"],
    negative: "glpat-<your token>"
  },
  {
    name: "slack-token",
    hint: "xox|xapp|hooks\\.slack",
    title: "Slack token or webhook",
    pattern:
      /\b(?:xox[abeoprs]-[\w-]{15,}|xapp-\d-[\w-]{20,}|hooks\.slack\.com\/(?:services|workflows)\/(?<secret>[\w/]{30,}))/dg,
    positive: ["notify xo", "xb-4829173650-vT9qLw2Kx7ZrN4mNb8PdYc3H"],
    negative: "hooks.slack.com/services/T00/B00"
  },
  {
    name: "npm-token",
    hint: "npm_",
    title: "npm token",
    pattern: /\bnpm_[A-Za-z0-9]{36}\b/dg,
    positive: ["//registry/:_authToken=np", "m_vT9qLw2Kx7ZrN4mNb8PdYc3Hf6JgEs1Ua5Rt"],
    negative: "npm_config_registry and npm_package_version_of_this_repository"
  },
  {
    name: "pypi-token",
    hint: "pypi-",
    title: "PyPI token",
    pattern: /\bpypi-Ag[A-Za-z0-9_-]{50,}/dg,
    positive: ["twine upload -p pyp", "i-AgEIvT9qLw2Kx7ZrN4mNb8PdYc3Hf6JgEs1Ua5RtQo0Wi2pXe7vT9qLw2Kx7Zr"],
    negative: "pypi-Agent"
  },
  {
    name: "hugging-face-token",
    hint: "hf_|api_org_",
    title: "Hugging Face token",
    pattern: /\b(?:hf|api_org)_[A-Za-z]{34}\b|\bhf_[A-Za-z0-9]{34,40}\b/dg,
    positive: ["huggingface-cli login --token h", "f_vTqLwKxZrNmNbPdYcHfJgEsUaRtQoWiXeq"],
    negative: "hf_hub_download and hf_transfer"
  },
  {
    name: "openai-key",
    hint: "sk-",
    title: "OpenAI key",
    pattern:
      /\bsk-(?:proj-|svcacct-|admin-)?[\w-]{20,}T3BlbkFJ[\w-]{20,}|\bsk-(?:proj|svcacct|admin)-[\w-]{40,}|\bsk-(?:or-v1-)?[A-Za-z0-9]{48,64}\b/dg,
    positive: ["OPENAI=s", "k-vT9qLw2Kx7ZrN4mNb8PdT3Blb", "kFJYc3Hf6JgEs1Ua5RtQo0W"],
    negative: "sk-learn-contrib and sk-1"
  },
  {
    name: "anthropic-key",
    hint: "sk-",
    title: "Anthropic key",
    pattern: /\bsk-ant-[\w-]{40,}/dg,
    positive: ["x-key: sk-a", "nt-api03-vT9qLw2Kx7ZrN4mNb8PdYc3Hf6JgEs1Ua5RtQo0Wi2pXe7"],
    negative: "sk-ant-<key>"
  },
  {
    name: "wandb-key",
    hint: "wandb",
    title: "Weights & Biases key",
    pattern:
      /\bwandb_v1_[\w-]{40,}|\bwandb(?:\.sdk)?\s{1,3}login\s{1,3}(?:--?[a-z-]+\s{1,3}){0,3}(?<secret>[0-9a-f]{40})\b/dg,
    positive: ["wandb login --relogin ", "4f1c9a7e2b8d6035c1e7f9a2b4d8063e5c7f1a90"],
    negative: "wandb run of commit 4f1c9a7e2b8d6035c1e7f9a2b4d8063e5c7f1a90"
  },
  {
    name: "service-token",
    hint: "dckr_|dop_v1|dapi|r8_|gsk_|xai-|KGAT_|glsa_|hv[sbr]\\.|SG\\.|k_live_|shp[acps]",
    title: "service token",
    pattern:
      /\b(?:dckr_(?:pat|oat)_[\w-]{27,}|dop_v1_[0-9a-f]{64}|dapi[0-9a-f]{32}(?:-\d)?|r8_[A-Za-z0-9]{37}|gsk_[A-Za-z0-9]{52}|xai-[A-Za-z0-9]{80}|KGAT_[0-9a-f]{32}|glsa_\w{32,}|hv[sbr]\.[\w-]{24,}|SG\.[\w-]{22}\.[\w-]{43}|[rs]k_live_[A-Za-z0-9]{24,}|shp(?:at|ca|pa|ss)_[0-9a-f]{32})(?![\w-])/dg,
    positive: ["docker login -p dck", "r_pat_vT9qLw2Kx7ZrN4mNb8PdYc3Hf6J"],
    negative: "dapi-server r8_short xai-model"
  },
  {
    name: "neptune-token",
    hint: "eyJ",
    title: "Neptune API token",
    pattern: /\beyJhcGlfYWRkcmVzcyI6[A-Za-z0-9+/_-]{40,}={0,2}/dg,
    positive: ["NEPTUNE=eyJhcGlf", "YWRkcmVzcyI6Imh0dHBzOi8vbm93aGVyZSIsImFwaV9rZXkiOiI3ZjJjOWE3ZTJiOGQ2MDM1In0="],
    negative: "eyJhcGlfYWRkcmVzcyI6 begins such a token"
  },
  {
    name: "kaggle-key",
    hint: "username",
    title: "Kaggle key",
    pattern: /"username"\s*:\s*"[^"\n]{1,64}"\s*,\s*"key"\s*:\s*"(?<secret>[0-9a-f]{32})"/dg,
    positive: ['{"username":"someone","key":"', '4f1c9a7e2b8d6035c1e7f9a2b4d8063e"}'],
    negative: '{"username":"someone","key":"loss"}'
  },
  {
    name: "json-web-token",
    hint: "eyJ",
    title: "JSON web token",
    pattern: /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/dg,
    accept: isJwtHeader,
    positive: ["session ey", "JhbGciOiJIUzI1NiJ9.eyJzdWIiOiI0MjE3In0.vT9qLw2Kx7ZrN4mNb8PdYc3Hf6JgEs1Ua5RtQo0Wi2p"],
    negative: "eyJub25lIjoxfQ.eyJub25lIjoxfQ is no token without a signature"
  },
  {
    name: "connection-string",
    hint: "://",
    title: "password in a URL",
    pattern: /(?<![\w+.-])[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@"'`<>\\]{0,64}:(?<secret>[^\s/@"'`<>\\]{3,128})@[\w[.-]/dgi,
    positive: ["postgres://reader:", "k3Jq9vTw@db:5432/runs"],
    negative: "postgres://reader:${DB_PASSWORD}@db:5432/runs and https://host:8080/@scope/name"
  },
  {
    name: "authorization-header",
    hint: "authorization",
    title: "Authorization header",
    pattern:
      /authorization\\?["']?\s{0,4}[:=]\s{0,4}\\?["']?(?:bearer|basic|token|digest|apikey|negotiate)\s{1,4}(?<secret>[\w.~+/-]{8,}={0,2})/dgi,
    positive: ["Authorization: Basic ", "cmVhZGVyOmszSnE5dlR3"],
    negative: "Authorization: Bearer $TOKEN"
  },
  {
    name: "bearer-token",
    hint: "bearer",
    title: "bearer token",
    pattern: /\bbearer\s{1,4}(?<secret>[\w.~+/-]{24,}={0,2})/dgi,
    accept: mixed,
    positive: ["curl -H 'X-Auth: Bearer ", "vT9qLw2Kx7ZrN4mNb8PdYc3Hf6Jg'"],
    negative: "the bearer of-this-long-hyphenated-certificate"
  },
  {
    name: "netrc-password",
    hint: "password",
    title: "password in a netrc entry",
    pattern: /\blogin\s{1,4}\S{1,64}\s{1,4}password\s{1,4}(?<secret>\S{6,128})/dg,
    positive: ["machine api.service login user password ", "4f1c9a7e2b8d6035c1e7"],
    negative: "machine api.service login user password <password>"
  },
  {
    name: "credential-flag",
    hint: "--?[\\w-]*(?:pass|secret|token|key)",
    title: "credential on a command line",
    pattern:
      /(?:password|passwd|secret|token|api[_-]?key|access[_-]?key)\s{1,4}["']?(?<secret>[^\s"'`,;&<>(){}[\]]{8,256})/dgi,
    accept: (match) => keyOf(match).startsWith("-") && beside(match),
    positive: ["python train.py --api-key ", "vT9qLw2Kx7ZrN4mN"],
    negative: "python train.py --pad-token reserved_special_token_128 --password-file secrets.txt"
  },
  {
    name: "secret-beside-key",
    hint: "pass|pwd|secret|token|credential|key",
    title: "secret beside a telling key",
    pattern:
      /(?:passw(?:or)?d|passphrase|pwd|secret|token|credential|api[_-]?key|(?:access|secret|private|auth|account|encryption|signing|master)[_-]?key)(?:\\?["']?\]?\s{0,4}(?::|=>|=)|\\?["']\s{0,4},\s{0,4}\\?["']value\\?["']\s{0,4}:)\s{0,4}\\?["'`]?(?<secret>[^\s"'`,;&<>(){}[\]\\]{8,256})/dgi,
    accept: beside,
    positive: ['"wandb_api_key": "', '4f1c9a7e2b8d6035c1e7f9a2b4d8063e5c7f1a90"'],
    negative: 'token_accuracy: 0.9, "tokens": 12000, pad_token: "<|endoftext|>", token: "test_model.py::test_loss[1]"'
  }
] as const satisfies CredentialRule[];
