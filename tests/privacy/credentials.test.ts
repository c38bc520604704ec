import {describe, expect, it} from "vitest";
import {credentialRules} from "../../loaders/privacy/credential-rules.ts";
import {findCredentials} from "../../loaders/privacy/credentials.ts";

const hex40 = "4f1c9a7e2b8d6035c1e7f9a2b4d8063e5c7f1a90";
const hex64 = `${hex40}b3d5e7f90a1c2e4f6b8d0c3a`;

/** The texts found as credentials. */
const found = (text: string) => findCredentials(text).map(({start, end}) => text.slice(start, end));

describe("credentialRules", () => {
  it.each(credentialRules)("$name finds its positive example and its hint", ({name, hint, positive}) => {
    const text = positive.join("");
    expect(findCredentials(text).map(({rule}) => rule)).toEqual([name]);
    expect(new RegExp(hint, "i").test(text)).toBe(true);
  });

  it.each(credentialRules)("$name leaves its negative example", ({negative}) => {
    expect(found(negative)).toEqual([]);
  });

  it("has one rule for each name", () => {
    expect(new Set(credentialRules.map(({name}) => name)).size).toBe(credentialRules.length);
  });
});

describe("findCredentials(text)", () => {
  it.each([
    ["a subscript before the value", `os.environ[\\"WANDB_API_KEY\\"] = \\"${hex40}\\"`, hex40],
    ["a variable of the environment", "export HF_TOKEN=vT9qLw2Kx7ZrN4mN", "vT9qLw2Kx7ZrN4mN"],
    ["YAML", "db_password: k3Jq9vTw!", "k3Jq9vTw!"],
    ["a key row", '{"key": "wandb_api_key", "value": "vT9qLw2Kx7ZrN4mN"}', "vT9qLw2Kx7ZrN4mN"],
    ["a variable by name and value", '{"name": "HF_TOKEN", "value": "vT9qLw2Kx7ZrN4mN"}', "vT9qLw2Kx7ZrN4mN"],
    ["camel case", '{"clientSecret":"vT9q-Lw2K.x7ZrN4mN"}', "vT9q-Lw2K.x7ZrN4mN"],
    [
      "a UUID beside an API key",
      "api_key=3f2b8c1e-9d4a-4e6f-8b7c-1a2d3e4f5a6b",
      "3f2b8c1e-9d4a-4e6f-8b7c-1a2d3e4f5a6b"
    ],
    ["a password in a URL only", "mysql://ana:k3Jq9vTw@db/runs", "k3Jq9vTw"]
  ])("finds %s", (_, text, secret) => {
    expect(found(text)).toEqual([secret]);
  });

  it.each([
    ["a SHA-256 digest", `sha256: ${hex64}`],
    ["a commit", `commit ${hex40}\n"git_commit": "${hex40}"`],
    ["a UUID", '"run_id": "3f2b8c1e-9d4a-4e6f-8b7c-1a2d3e4f5a6b", token: 3f2b8c1e-9d4a-4e6f-8b7c-1a2d3e4f5a6b'],
    ["a base64 name", "model: QmVydExhcmdlVW5jYXNlZDEyMzQ1Njc4OTA="],
    ["a pytest id", "tests/test_auth.py::test_token[eyJ-valid-3] PASSED"],
    ["a package digest", "torch==2.1.0 --hash=sha256:" + hex64],
    ["an integrity value", '"integrity": "sha512-vT9qLw2Kx7ZrN4mNb8PdYc3Hf6JgEs1Ua5RtQo0Wi2pXe7=="'],
    [
      "measures with such names",
      'token_accuracy: 0.9, "tokens": 12000, tokens_per_secret=3.25e+10, ms_per_token: 12.3456789012ms'
    ],
    ["special tokens", 'pad_token: "<|endoftext|>" eos_token=</s> mask_token: "[MASK]" next_token: abcd1234efgh5678'],
    ["code", 'token = os.environ["HF_TOKEN2"]; api_key=self.config2.api_key2; password=getpass2.getpass(prompt1)'],
    ["a call", "secret=load_secret_2(path), token: tokens2ids[42]"],
    ["a path", "secret: /run/secrets/db_password1 token=./tokens/token1.json"],
    ["a name", "token: reserved-special-token-128 secret=my_secret_name_1"],
    ["words", "password: required, secret: unbelievable, Password: must contain letters"],
    ["angle brackets", "token=<your-token-123456> Authorization: Bearer <token-1234567890>"],
    ["stars", "password=******** token: ghp_************************************"],
    ["x", "api_key=xxxxxxxxxxxxxxxxxxxx sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"],
    [
      "variables",
      "HF_TOKEN=$HF_TOKEN1234567 token=${{ secrets.TOKEN_1 }} password=%DB_PASSWORD1% url=https://a:$TOKEN1@host/x"
    ],
    ["an example", "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"],
    ["a masked value", "token=••••••••••••••••"],
    ["typed digits", "Token: github_pat_123456789abcdef api_key=abcdefgh12345678"],
    ["a stand-in", "postgres://user:password@db/runs"],
    ["a port and a scope", "https://host:8443/@scope/name and git@host:name"]
  ])("leaves %s", (_, text) => {
    expect(found(text)).toEqual([]);
  });

  it("gives one credential where two rules see it, sorted by place", () => {
    const text = `Authorization: Bearer vT9qLw2Kx7ZrN4mNb8PdYc3Hf6Jg\nHF_TOKEN=Kx7ZrN4mNb8PdYc3`;
    expect(findCredentials(text)).toEqual([
      {rule: "authorization-header", start: 22, end: 50},
      {rule: "secret-beside-key", start: 60, end: 76}
    ]);
  });

  it("covers a key block without its end", () => {
    const text = `-----BEGIN PRIVATE KEY-----\\nMIIEowIBAAKCAQEAt3p7VQ2nKcXb9sLw0YdR4uHf6TjZ\\nq8", "next": 1`;
    expect(found(text)).toEqual([text.slice(0, text.indexOf('"'))]);
  });

  it.each([
    "a",
    "A1_",
    "://",
    "-----BEGIN PRIVATE KEY-----\n",
    "password=",
    "eyJ",
    "a@",
    "--token ",
    "aws aws=",
    "authorization: "
  ])("takes linear time on %j repeated", (piece) => {
    const time = (length: number) => {
      const text = `${piece.repeat(length / piece.length)} password`;
      const start = performance.now();
      findCredentials(text);
      return performance.now() - start;
    };
    time(20_000);
    expect(time(400_000)).toBeLessThan(2000);
  });
});
