import { MessageListInstance } from 'twilio/lib/rest/api/v2010/account/message.js';
import { expect, test } from 'vitest';
import { ApiError } from '../../local/twilio/api-error.ts';
import { callbackTarget } from '../../local/twilio/callback-target.ts';
import { checkParameters, parameterNames } from '../../local/twilio/create-parameters.ts';

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

test('the table is what Twilio’s own package sends', async () => {
  const sent: string[] = [];
  const version = {
    create: async ({ data }: { data: object }) => {
      sent.push(...Object.keys(data));
      return {};
    },
    setPromiseCallback: (promise: Promise<unknown>) => promise,
  };
  const messages: ReturnType<typeof MessageListInstance> = Reflect.apply(MessageListInstance, undefined, [
    version,
    `AC${'a'.repeat(32)}`,
  ]);
  // whatever it looks for is there
  await messages.create(new Proxy({ to: '' }, { get: () => 'x' }));
  expect(sent.toSorted()).toEqual(parameterNames.toSorted());
});

/** One value that Twilio takes and one that it does not, of each parameter that has a form. */
const formOfEach: Readonly<Record<string, readonly [fits: string, refused: string, code: number]>> = {
  To: ['+12025550123', '12025550123', 21211],
  MessagingServiceSid: [`MG${'a'.repeat(32)}`, `AC${'a'.repeat(32)}`, 21701],
  Body: ['😀'.repeat(800), '😀'.repeat(801), 21617],
  MediaUrl: ['https://newsroom.example/a.png', 'ftp://newsroom.example/a.png', 21620],
  StatusCallback: ['http://127.0.0.1/#rc=5&rp=all', 'http://127.0.0.1/#rc=6', 21609],
  ApplicationSid: [`AP${'0'.repeat(32)}`, `AP${'0'.repeat(31)}`, 20001],
  MaxPrice: ['0.05', '-1', 20001],
  ProvideFeedback: ['true', '1', 20001],
  Attempt: ['1', '0', 20001],
  ValidityPeriod: ['1', '-1', 20001],
  ForceDelivery: ['false', '', 20001],
  ContentRetention: ['discard', 'forget', 20001],
  AddressRetention: ['obfuscate', 'discard', 20001],
  SmartEncoded: ['false', 'no', 20001],
  TrafficType: ['free', 'paid', 20001],
  ShortenUrls: ['true', 'TRUE', 20001],
  ScheduleType: ['fixed', 'daily', 20001],
  SendAt: ['2026-11-25T12:00:00Z', '2026-11-25', 20001],
  SendAsMms: ['true', 'yes', 20001],
  ContentVariables: ['{}', '{', 20001],
  MessageIntent: ['announcements', 'news', 20001],
  RiskCheck: ['disable', 'off', 20001],
  ContentSid: [`HX${'b'.repeat(32)}`, 'HX', 20001],
};
const free = ['From', 'FallbackFrom', 'PersistentAction'];

test('each parameter has a form, or is looked at later', () => {
  expect([...Object.keys(formOfEach), ...free].toSorted()).toEqual(parameterNames.toSorted());
});

test.each(Object.entries(formOfEach))(
  '%s is taken as it should be and refused otherwise',
  (name, [fits, refused, error]) => {
    expect(code({ [name]: fits })).toBeUndefined();
    expect(code({ [name]: refused })).toBe(error);
  },
);
