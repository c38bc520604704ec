/** Words that stand where a secret would stand; compared whole, without case. */
const standIns = new Set([
  "password",
  "passwd",
  "pass",
  "pwd",
  "secret",
  "token",
  "key",
  "apikey",
  "test",
  "none",
  "null",
  "nil",
  "true",
  "false",
  "undefined",
  "user",
  "username",
  "string",
  "required",
  "optional"
]);

const stars = /^[^\p{L}\p{N}]*$|x{4,}|\*{3,}|\.{3}|…|•/iu;
const interpolation = /^\$|\$\{|\{\{|^%[^%]+%$|^<.*>?$|^\[.*\]$|^\{.*\}$/s;
const sayingSo = /example|placeholder|change.?me|your|dummy|redacted|masked|hidden|removed|fake|insert|replace|sample/i;
const typedByHand = /0?12345678|abcdefgh|qwerty|deadbeef|(.)\1{5,}/i;

/** True for `<token>`, `***`, `xxxx`, `$TOKEN`, `${{ secrets.X }}`, EXAMPLE and the like: shown, they tell nothing. */
export function isPlaceholder(value: string): boolean {
  const tests = [stars, interpolation, sayingSo, typedByHand];
  return standIns.has(value.toLowerCase()) || tests.some((test) => test.test(value));
}
