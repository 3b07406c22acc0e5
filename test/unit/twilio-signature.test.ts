import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { validateRequest, validateRequestWithBody } from 'twilio/lib/webhooks/webhooks.js';
import { expect, test } from 'vitest';
import { sign } from '../../local/twilio/signature.ts';
import { validateTwilioSignature } from '../../shared/adapters/twilio/signature.ts';

const token = '12345';
const url = 'https://newsroom.example:8443/twilio/status/abc?x=%27&y';
const form = new URLSearchParams({ To: '+12025550123', Body: 'héllo "wörld" & more', From: '', MessageSid: 'SM1' });
const params = Object.fromEntries(form);

test('what the simulation signs, Twilio’s own validation accepts', () => {
  expect(validateTwilioSignature(token, sign(token, url, form), url, params)).toBe(true);
});

test('the example of Twilio’s documentation', () => {
  const call = {
    CallSid: 'CA1234567890ABCDE',
    Caller: '+14158675309',
    Digits: '1234',
    From: '+14158675309',
    To: '+18005551212',
  };
  const signature = 'RSOYDt4T1cUTdK1PDd93/VVr8B8=';
  const called = 'https://mycompany.com/myapp.php?foo=1&bar=2';
  expect(sign(token, called, new URLSearchParams(call))).toBe(signature);
  expect(validateTwilioSignature(token, signature, called, call)).toBe(true);
});

test('another URL, token or parameter, or no signature, is not valid', () => {
  const signature = sign(token, url, form);
  expect(validateTwilioSignature(token, signature, url.replace('abc', 'abd'), params)).toBe(false);
  expect(validateTwilioSignature('54321', signature, url, params)).toBe(false);
  expect(validateTwilioSignature(token, signature, url, { ...params, Body: 'hello' })).toBe(false);
  expect(validateTwilioSignature(token, signature, url, { ...params, Added: '' })).toBe(false);
  expect(validateTwilioSignature(token, undefined, url, params)).toBe(false);
});

const word = fc.string({
  unit: fc.constantFrom('a', 'B', '0', '+', '&', '=', '%', ' ', 'é', '😀', "'", '_'),
  maxLength: 6,
});
const field = fc.tuple(
  fc.oneof(fc.constantFrom('From', 'Body', '__proto__', 'constructor', 'a', 'A', 'ab'), word),
  word,
);
const fields = fc.array(field, { maxLength: 12 });
const address = fc
  .record({
    scheme: fc.constantFrom('http', 'https'),
    host: fc.constantFrom('newsroom.example', '127.0.0.1', '[::1]', 'a-b.newsroom.example'),
    port: fc.option(fc.constantFrom('80', '443', '8443', '8787', '65535')),
    path: fc.constantFrom('', '/', '/twilio/inbound', "/twilio/status/a-_b'c", '/%27/%C3%A9'),
    query: fc.option(fields.map((pairs) => new URLSearchParams(pairs).toString().replaceAll('%27', "'"))),
  })
  .map(({ scheme, host, port, path, query }) => {
    const origin = `${scheme}://${host}${port === null ? '' : `:${port}`}`;
    return origin + path + (query === null ? '' : `?${query}`);
  });

/** A form as Twilio's code takes it: a name that comes more than once has a list. */
const parametersOf = (pairs: readonly (readonly [string, string])[]): Record<string, string | string[]> => {
  const names = [...new Set(pairs.map(([name]) => name))];
  const valuesOf = (name: string): string[] => pairs.filter(([each]) => each === name).map(([, value]) => value);
  return Object.fromEntries(
    names.map((name) => {
      const values = valuesOf(name);
      return [name, values.length === 1 ? values.join('') : values];
    }),
  );
};

test('whatever the simulation signs, Twilio’s own code accepts, and only that', () => {
  fc.assert(
    fc.property(address, fields, fc.uuid(), (to, pairs, secret) => {
      const signature = sign(secret, to, new URLSearchParams(pairs));
      const parameters = parametersOf(pairs);
      expect(validateRequest(secret, signature, to, parameters)).toBe(true);
      expect(validateTwilioSignature(secret, signature, to, parameters)).toBe(true);
      expect(validateRequest(secret, signature, to, { ...parameters, Zip: '1' })).toBe(false);
      expect(validateRequest(`${secret}x`, signature, to, parameters)).toBe(false);
    }),
    { numRuns: 500 },
  );
});

test('a request whose body is told of in the URL has no parameters to sign', () => {
  fc.assert(
    fc.property(address, fc.string(), (to, body) => {
      const hash = createHash('sha256').update(body).digest('hex');
      const called = `${to}${to.includes('?') ? '&' : '?'}bodySHA256=${hash}`;
      const signature = sign(token, called, new URLSearchParams());
      expect(validateRequestWithBody(token, signature, called, body)).toBe(true);
      expect(validateRequestWithBody(token, signature, called, `${body}x`)).toBe(false);
    }),
  );
});
