import { expect, test } from 'vitest';
import { ApiError } from '../../local/twilio/api-error.ts';
import { callbackTarget } from '../../local/twilio/callback-target.ts';
import { checkParameters } from '../../local/twilio/create-parameters.ts';

const codeOf = (form: URLSearchParams): number | undefined => {
  try {
    checkParameters(form);
    return undefined;
  } catch (error) {
    if (error instanceof ApiError) return error.code;
    throw error;
  }
};
const code = (parameters: Record<string, string>): number | undefined => codeOf(new URLSearchParams(parameters));

test.each<[Record<string, string>, number | undefined]>([
  [{ To: '+12025550123', Body: 'hi', ValidityPeriod: '14400' }, undefined],
  [{ To: '2025550123' }, 21211],
  [{ To: '+11025550123' }, 21211],
  [{ To: '+1202555012' }, 21211],
  [{ To: '+15005550001' }, 21211],
  [{ To: '+15005550009' }, 21614],
  [{ Body: 'x'.repeat(1600) }, undefined],
  [{ Body: 'x'.repeat(1601) }, 21617],
  [{ StatusCallback: 'not a url' }, 21609],
  [{ StatusCallback: 'https://newsroom.example/status' }, 21609],
  [{ StatusCallback: 'http://127.0.0.1:8787/twilio/status/token#rc=5&rp=all' }, undefined],
  [{ MessagingServiceSid: 'MG12' }, 21701],
  [{ ValidityPeriod: '36000' }, undefined],
  [{ ValidityPeriod: '36001' }, 20001],
  [{ ValidityPeriod: '0' }, 20001],
  [{ ValidityPeriod: '1.5' }, 20001],
  [{ SmartEncoded: 'yes' }, 20001],
  [{ ContentVariables: '{"1":"a"}' }, undefined],
  [{ ContentVariables: '[1]' }, 20001],
  [{ MessageIntent: 'fundraising' }, 20001],
  [{ to: '+12025550123' }, 20001],
  [{ Media: 'x' }, 20001],
  [{ constructor: 'x' }, 20001],
])('%j → %s', (parameters, expected) => {
  expect(code(parameters)).toBe(expected);
});

test('a scalar is given once; a list as often as Twilio takes it', () => {
  const repeated = (name: string, value: string, times: number): number | undefined =>
    codeOf(new URLSearchParams(Array.from({ length: times }, () => `${name}=${value}`).join('&')));
  expect(repeated('Body', 'hi', 2)).toBe(20001);
  expect(repeated('MediaUrl', 'https://a.example/b.png', 10)).toBeUndefined();
  expect(repeated('MediaUrl', 'https://a.example/b.png', 11)).toBe(20001);
});

test('overrides of the connection are cut off the URL', () => {
  expect(callbackTarget('http://127.0.0.1:1/a?b=c#rc=3&rp=4xx,5xx')).toEqual({
    url: 'http://127.0.0.1:1/a?b=c',
    retries: 3,
    policies: ['4xx', '5xx'],
  });
  expect(callbackTarget('http://localhost/a')).toEqual({ url: 'http://localhost/a', retries: 1, policies: ['ct'] });
});

test.each(['#rc=6', '#rp=always', '#ct=50', '#retries=1', '#constructor=x'])('%s is no override', (fragment) => {
  expect(callbackTarget(`http://127.0.0.1/a${fragment}`)).toBeUndefined();
});
