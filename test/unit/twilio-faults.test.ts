import { expect, test } from 'vitest';
import { faultSchema } from '../../local/twilio/faults.ts';

const wrong = (fault: unknown): string[] =>
  faultSchema.safeParse(fault).error?.issues.map((issue) => ('keys' in issue ? issue.keys : issue.path).join('.')) ??
  [];

test.each<[unknown, string[]]>([
  [{ status: 503 }, []],
  [{ status: 400, code: 21211 }, []],
  [{ acceptThen: 'cut', callbacks: 'reorder', code: 30003 }, []],
  [{ to: '+12025550123', times: 3, delayMs: 10 }, []],
  [{ to: '+12025550123', inbound: 'twice' }, []],
  [{ inbound: 'once' }, ['inbound']],
  [{ inbound: 'twice', delayMs: 10 }, ['inbound']],
  [{}, ['status']],
  [{ times: 0, status: 500 }, ['times']],
  [{ status: 201 }, ['status']],
  [{ status: 500, acceptThen: 'cut' }, ['acceptThen']],
  [{ status: 500, callbacks: 'drop' }, ['callbacks']],
  [{ code: 21211 }, ['code']],
  [{ acceptThen: 503 }, ['acceptThen']],
  [{ to: '555', status: 500 }, ['to']],
  [{ status: 500, delay: 3 }, ['delay']],
])('%j: wrong are %j', (fault, fields) => {
  expect(wrong(fault)).toEqual(fields);
});

test('a fault comes once where it does not say how often', () => {
  expect(faultSchema.parse({ status: 500 }).times).toBe(1);
});
