import {describe, expect, it} from "vitest";
import {pythonToJson} from "../../loaders/formats/python-literal.ts";

describe("pythonToJson(text)", () => {
  it.each([
    ["{'a': 1, 'b': [1.5, -2e-06]}", '{"a": 1, "b": [1.5, -2e-06]}'],
    ["(1, 2)", "[1, 2]"],
    ["(1,)", "[1]"],
    ["[]", "[]"],
    ["{'a': None, 'b': True, 'c': False}", '{"a": null, "b": true, "c": false}'],
    ["[nan, inf, -inf]", "[NaN, Infinity, -Infinity]"],
    ["{1: 'x', 2.5: 'y'}", '{"1": "x", "2.5": "y"}'],
    ["{None: 1}", '{"null": 1}'],
    ['["it\'s", \'say "hi"\']', '["it\'s", "say \\"hi\\""]'],
    ["[u'a', b'b']", '["a", "b"]'],
    ["['a\\n\\x41\\u00e9\\\\']", '["a\\nAé\\\\"]'],
    ["['comma, and: {']", '["comma, and: {"]'],
    ["[1., .5]", "[1.0, 0.5]"]
  ])("%s → %s", (text, json) => expect(pythonToJson(text)).toBe(json));

  it.each([
    ["an object", "{'a': <Learner object at 0x7f>}"],
    ["an array of NumPy", "{'a': array([1, 2])}"],
    ["a name", "[abc]"],
    ["an open string", "['abc"],
    ["nothing", ""],
    ["a text that is too long", `[${"1,".repeat(200_000)}1]`]
  ])("leaves %s alone", (_name, text) => expect(pythonToJson(text)).toBeNull());

  it("stays within the stack on a long string", () => {
    const text = `['${"x".repeat(200_000)}']`;
    expect(pythonToJson(text)).toBe(`["${"x".repeat(200_000)}"]`);
  });
});
