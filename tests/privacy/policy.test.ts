import {describe, expect, it} from "vitest";
import {digestOf, parseAllowances} from "../../loaders/privacy/allowance.ts";
import {guardFor, type FoundCredential, type PolicyOptions} from "../../loaders/privacy/policy.ts";

const secret = "vT9qLw2Kx7ZrN4mN";
const masking: PolicyOptions = {showIdentities: false, allow: []};
const allowing = (...texts: string[]): PolicyOptions => ({
  ...masking,
  allow: texts.map((text) => ({text, reason: "public"}))
});

describe("parseAllowances(json, path)", () => {
  it("reads entries with a reason", () => {
    const entries = [{text: "ana@lab.org", reason: "the contact of the report"}];
    expect(parseAllowances(JSON.stringify(entries), "colophon.allow.json")).toEqual(entries);
  });

  it.each([
    [
      "no reason",
      '[\n  {"text": "a", "reason": "b"},\n  {"text": "c"}\n]',
      'a.json:3: expected a "reason" why this text may leave, found none: say why, or remove the entry'
    ],
    [
      "an empty reason",
      '[{"text": "c", "reason": " "}]',
      'a.json:1: expected a "reason" why this text may leave, found " ": say why, or remove the entry'
    ],
    [
      "no text",
      '[{"reason": "b"}]',
      'a.json:1: expected a "text" that may leave, found none: write the text, or sha256: and its digest'
    ],
    [
      "no entry",
      '["ana@lab.org"]',
      'a.json:1: expected a "text" that may leave, found none: write the text, or sha256: and its digest'
    ],
    ["no array", '{"text": "c", "reason": "b"}', 'a.json:1: expected an array of {"text", "reason"}, found object']
  ])("refuses %s", (_, json, message) => {
    expect(() => parseAllowances(json, "a.json")).toThrow(message);
  });

  it("names the line of broken JSON", () => {
    expect(() => parseAllowances('[\n{"text": "a"', "a.json")).toThrow(/^a\.json:2: expected JSON/);
  });
});

describe("guardFor(policy)", () => {
  it("masks identities and counts them by kind", () => {
    const guard = guardFor(masking);
    expect(guard("ana@lab.org on 10.0.0.1", "a.log:1")).toBe("•••@•••.••• on ••.•.•.•");
    expect(guard("/home/ana/x", "a.log:2")).toBe("/home/•••/x");
    expect(guard.counts).toEqual({"e-mail": 1, "user name": 1, "host name": 0, "private address": 1});
  });

  it("shows identities where the policy does, or allows one", () => {
    expect(guardFor({showIdentities: true, allow: []})("ana@lab.org", "a:1")).toBe("ana@lab.org");
    expect(guardFor(allowing("ana@lab.org"))("ana@lab.org bea@lab.org", "a:1")).toBe("ana@lab.org •••@•••.•••");
  });

  it("throws on a credential with its place, not the credential", () => {
    const pass = () => guardFor(masking)(`x\nHF_TOKEN=${secret}`, "runs/a.log:12");
    expect(pass).toThrow(
      "runs/a.log:12: expected no credential in what leaves, found: secret beside a telling key, 16 characters."
    );
    expect(pass).toThrow(digestOf(secret));
    expect(pass).not.toThrow(secret);
  });

  it("collects credentials instead, covered in the text", () => {
    const found: FoundCredential[] = [];
    const guard = guardFor(masking, (credential) => found.push(credential));
    expect(guard(`HF_TOKEN=${secret} api_key=${secret}`, "a.log:1")).toBe(
      `HF_TOKEN=${"•".repeat(16)} api_key=${"•".repeat(16)}`
    );
    expect(found.map(({rule, where}) => [rule, where])).toEqual([
      ["secret-beside-key", "a.log:1"],
      ["secret-beside-key", "a.log:1"]
    ]);
  });

  it("stops on a credential even where identities are shown", () => {
    expect(() => guardFor({showIdentities: true, allow: []})(`token=${secret}`, "a:1")).toThrow("a:1:");
  });

  it.each([
    ["itself", secret],
    ["its digest", digestOf(secret)]
  ])("lets a credential leave that is allowed by %s", (_, text) => {
    expect(guardFor(allowing(text))(`token=${secret}`, "a:1")).toBe(`token=${secret}`);
  });
});

describe("guard.field(key, text, where)", () => {
  it.each([
    ["hostname", "gpu-7", "•••••"],
    ["hostname", 'gpu "7"', "•••••••••"],
    ["hostname", "a\tb\\c", "•••••••"],
    ["name", "gpu-7", "gpu-7"],
    ["nvidia-curand-cu12", "10.3.2.106", "10.3.2.106"],
    ["address", "10.3.2.106", "••.•.•.•••"],
    ["path", 'a "quoted" /home/ana/x', 'a "quoted" /home/•••/x']
  ])("reads the text beside %s", (key, text, masked) => {
    expect(guardFor(masking).field(key, text, "a:1")).toBe(masked);
  });

  it("finds a secret by its key", () => {
    expect(() => guardFor(masking).field("wandb_api_key", secret, "a:1")).toThrow("a:1:");
  });
});

describe("guard.anything(value, where)", () => {
  const anything = (value: unknown) => guardFor(masking).anything(value, "a:1");

  it("masks strings and keys in nested JSON and leaves the rest", () => {
    expect(
      anything({a: [1, null, true, "ana@x.org"], "/home/ana/x": {hostname: "gpu-7", node: 3, loss: 192.168}})
    ).toEqual({
      a: [1, null, true, "•••@•.•••"],
      "/home/•••/x": {hostname: "•••••", node: 3, loss: 192.168}
    });
  });

  it("knows a value by the key or name in its row", () => {
    expect(
      anything([
        {key: "hostname", value: "gpu-7"},
        {name: "nvidia-curand-cu12", value: "10.3.2.106"}
      ])
    ).toEqual([
      {key: "hostname", value: "•••••"},
      {name: "nvidia-curand-cu12", value: "10.3.2.106"}
    ]);
  });

  it("keeps keys apart that look alike masked", () => {
    expect(anything({"ana@x.org": 1, "bea@x.org": 2})).toEqual({"•••@•.•••": 1, "•••@•.••••": 2});
  });

  it("keeps a key named __proto__", () => {
    expect(JSON.stringify(anything(JSON.parse('{"__proto__": {"host": "gpu-7"}}')))).toBe(
      '{"__proto__":{"host":"•••••"}}'
    );
  });

  it("finds a secret in nested JSON", () => {
    expect(() => anything({config: {env: [{name: "HF_TOKEN", value: secret}]}})).toThrow("a:1:");
  });
});
