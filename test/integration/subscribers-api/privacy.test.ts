import { describe, expect, test } from 'vitest';
import { createLog } from '../../../shared/runtime/logger.ts';
import { usePrinted } from '../printed.ts';
import { hash, phone, signUp, useSubscribersApi } from './open-subscribers-api.ts';

const open = useSubscribersApi();

const printed = usePrinted();

/** The digits of the number, however they are written: with signs between, or in base64 at any offset. */
const tellsPhone = (text: string, number = phone): boolean => {
  const local = number.slice(2);
  const spaced = new RegExp([...local].join('[^0-9A-Za-z]{0,3}'));
  const encoded = [0, 1, 2].map((shift) => {
    const base64 = Buffer.from('\u0000'.repeat(shift) + local).toString('base64url');
    return base64.slice(Math.ceil((shift * 4) / 3) + 1, -3);
  });
  return spaced.test(text) || encoded.some((part) => text.includes(part));
};

test('a phone whose digits are somewhere would be found', () => {
  for (const text of [phone, '(202) 555-0143', '202.555.0143', `x${Buffer.from(`a${phone}b`).toString('base64')}`])
    expect(tellsPhone(text), text).toBe(true);
  expect(tellsPhone('+12025550144 1.x')).toBe(false);
});

describe('a number', () => {
  test('is stored sealed and found by its hash alone, whatever it goes through', async () => {
    const { post, page, call, subscribers, items, clock } = await open();
    await page(signUp());
    await post(signUp());
    clock.advance(1000);
    await page(signUp());
    await post(signUp({ topics: ['health'] }));
    await call('POST', '/v1/suppressions', { body: { phone, note: `called from ${phone}` } });
    await post(signUp({ frequency: 'weekly' }));
    await call('POST', '/v1/staff-phones', { body: { name: 'Sam Roe', phone } });
    expect(await subscribers.find(hash)).toMatchObject({ status: 'suppressed' });
    const stored = await items();
    expect(stored.length).toBeGreaterThan(6);
    for (const item of stored) expect(tellsPhone(JSON.stringify(item)), String(item['sk'])).toBe(false);
    const found = stored.filter((item) => JSON.stringify(item).includes(hash)).map(({ pk }) => pk);
    expect(new Set(found)).toEqual(new Set([`SUB#${hash}`, 'LEAVERS']));
  });

  test('is in no answer and on no line of the log, also when it is refused or we fail', async () => {
    const down = new Error(`cannot seal ${phone}`, { cause: new TypeError(phone) });
    const log = createLog('subscribers-api');
    const vault = { seal: () => Promise.reject(down), open: () => Promise.reject(down) };
    const [api, broken] = [await open({ log }), await open({ log, vault })];
    const answers = [
      await api.post(signUp()),
      await api.post(signUp()),
      await api.post(signUp({ consent: {} })),
      await api.post(signUp({ language: phone, topics: [phone], frequency: phone, zip: phone, consent: phone })),
      await api.post(signUp({ phone: `${phone} ext. 5` })),
      await api.post(signUp({ phone: [phone] })),
      await api.post(`{"phone":"${phone}"`),
      await api.post(`phone=${encodeURIComponent(phone)}`),
      await api.post(JSON.stringify(phone)),
      await api.page(signUp()),
      await api.post(signUp(), 'rwk_wrong'),
      await api.call('GET', '/v1/preferences', { key: `rwp_${phone}` }),
      await api.call('POST', '/v1/suppressions', { body: { phone: `${phone}x` } }),
      await api.call('POST', '/v1/replies/+12025550143/resolution', { body: { optOut: true } }),
      await api.call('POST', `/v1/subscribers/${phone}`, { body: signUp() }),
      await api.call('GET', `/v1/subscribers?phone=${phone}`),
      await broken.post(signUp()),
      await broken.page(signUp()),
    ];
    expect(answers.map(({ status }) => status)).toEqual([
      ...[202, 202, 422, 422, 422, 422, 400, 400, 422, 202, 401, 401, 422, 403, 404, 404, 500, 500],
    ]);
    for (const answer of answers) expect(tellsPhone(JSON.stringify(answer))).toBe(false);
    const lines = printed.filter((line) => line.includes('REQUEST_'));
    expect(lines).toHaveLength(answers.length);
    expect(lines.at(-1)).toContain('Error < TypeError');
    for (const line of printed) expect(tellsPhone(line), line).toBe(false);
    const counts = (await broken.items()).filter(({ pk }) => !String(pk).startsWith('SIGN-UPS#'));
    expect(counts).toEqual([]);
  });
});
