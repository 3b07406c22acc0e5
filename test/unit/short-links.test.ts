import { expect, test } from 'vitest';
import { answerLink } from '../../functions/short-links/answer.ts';
import { recordingLog } from '../fakes/log.ts';
import { fakeShortLinks } from '../fakes/short-links.ts';
import { eventOf } from '../integration/call-api.ts';

const url = 'https://newsroom.example/rulings/bridge-tolls-not-doubled';

const open = async () => {
  const [links, log] = [fakeShortLinks(), recordingLog()];
  const code = await links.shorten({ url, broadcastId: null, rulingId: 'rul_01JD4Z00000000000000000001' });
  const looked: string[] = [];
  const deps = {
    links: {
      ...links,
      find: (asked: string) => {
        looked.push(asked);
        return links.find(asked);
      },
    },
    log,
  };
  const ask = (asked: string, method = 'GET', headers: Record<string, string> = {}) =>
    answerLink(deps)({ ...eventOf(method, `/s/${asked}`, headers, undefined), pathParameters: { code: asked } });
  return { links, log, code, deps, ask, looked, clicks: () => links.clicks([code]) };
};

test('a link leads to its ruling, is kept by no cache, and each click counts', async () => {
  const { ask, code, clicks } = await open();
  for (const nth of [1, 2]) {
    expect(await ask(code)).toEqual({
      statusCode: 302,
      headers: { location: url, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
      body: `${url}\n`,
    });
    expect(await clicks()).toBe(nth);
  }
});

test('a phone that shows a preview, or a browser that looks ahead, is led there and is no click', async () => {
  const { ask, code, clicks } = await open();
  for (const answer of [
    await ask(code, 'HEAD'),
    await ask(code, 'GET', { 'sec-purpose': 'prefetch' }),
    await ask(code, 'GET', { 'sec-purpose': 'prefetch;prerender' }),
  ])
    expect(answer).toMatchObject({ statusCode: 302, headers: { location: url } });
  expect(await clicks()).toBe(0);
});

test('a code that leads nowhere is not found, and what is no code is not even looked for', async () => {
  const { ask, code, looked, clicks, deps } = await open();
  const nowhere = { statusCode: 404, headers: { 'cache-control': 'no-store' }, body: 'There is no such link.\n' };
  expect(await ask('00000000')).toMatchObject(nowhere);
  expect(looked).toEqual(['00000000']);
  for (const wrong of ['', code.slice(1), `${code}0`, code.toLowerCase().replace(/\d/g, 'a'), 'ILOUILOU', '../admin'])
    expect(await ask(wrong), wrong).toMatchObject(nowhere);
  expect(await answerLink(deps)(eventOf('GET', '/s/', {}, undefined))).toMatchObject(nowhere);
  expect(looked).toHaveLength(1);
  expect(await clicks()).toBe(0);
});

test('a click that cannot be counted leads on all the same, and is logged without the link', async () => {
  const { ask, code, deps, log } = await open();
  deps.links.click = async () => {
    throw new Error('the table is away');
  };
  expect(await ask(code)).toMatchObject({ statusCode: 302, headers: { location: url } });
  expect(log.lines).toMatchObject([{ level: 'error', code: 'CLICK_NOT_COUNTED', fields: {} }]);
});
