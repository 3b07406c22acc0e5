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
