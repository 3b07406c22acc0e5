/** Readers who leave, and a correction, while the text that it corrects is still going out. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitFor } from '../wait-for.ts';
import { correct, publish } from './permissions/newsroom.ts';
import { misbehave, say } from './permissions/phones.ts';
import { broadcastWith, control, recounted, standOf, until } from './texts/broadcasts.ts';
import { hashOf, tellOfText } from './texts/callback.ts';
import { type Desk, holdSeconds, openDesk, passUntil } from './texts/desk.ts';
import { watchTables } from './texts/order-of-events.ts';
import { phonesOf, takeIn, takenWith } from './texts/phones.ts';

const { watch, done } = watchTables();

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk({ careful: true, watch });
  // Twilio leaves it to us: else it would refuse what we must not send
  const settings = JSON.stringify({ optOut: 'off', tollFree: false });
  await fetch(`${desk.dev.twilioUrl}/_sim/settings`, { method: 'POST', body: settings });
});
afterAll(async () => {
  await desk.close();
});

const ways = [
  ['left', /you are unsubscribed/],
  ['correction', /^CORRECTION: .* was rated FALSE, now HALF TRUE\./],
  ['error', /^Ferry St: .* rated FALSE\./],
  ['corrected', /^Ferry St: .* rated HALF TRUE\./],
] as const;
/** What each phone had, in the order in which Twilio took it, without the answer to who left. */
const heardByAll = async (): Promise<ReadonlyMap<string, string>> => {
  const heard = new Map<string, string>();
  for (const { to, body } of await takenWith(desk.dev, '')) {
    const way = ways.find(([, words]) => words.test(body))?.[0] ?? body;
    if (way !== 'left') heard.set(to, [...(heard.has(to) ? [heard.get(to)] : []), way].join(', then '));
  }
  return heard;
};

test('who left hears nothing more, who had the error hears of it, and nobody else gets it', async () => {
  const { dev, other, runtime } = desk;
  const phones = phonesOf(262, 80);
  await takeIn(dev, phones, 'harbors');
  const made = await publish(dev, 'is-overtaken', { topics: ['harbors'] });
  const first = broadcastWith(made);
  await until(dev, first, { status: 'awaiting-approval', audience: phones.length });
  await control(other, first, 'approve');
  // of the first who get it Twilio does not tell, nor of some whether it took it; and some answers come when the correction is out
  await misbehave(dev, { callbacks: 'drop', times: 4 });
  await misbehave(dev, { acceptThen: 'cut', callbacks: 'drop', times: 2 });
  await misbehave(dev, { delayMs: 3_000, callbacks: 'drop', times: 3 });
  const texted = async () => (await takenWith(dev, 'is-overtaken')).map(({ to }) => to);
  await passUntil(desk, holdSeconds * 1000, async () => (await texted()).length > 0);
  await waitFor(async () => (await texted()).length >= 20);

  const already = new Set(await texted());
  const early = phones.filter((phone) => already.has(phone)).slice(0, 4);
  const late = phones.filter((phone) => !already.has(phone)).slice(0, 8);
  const leavers = [...early, ...late];
  const words = ['STOP', 'please take me off this list'];
  await Promise.all(
    leavers.map(async (phone, at) => {
      expect(await say(dev, phone, words[at % words.length] ?? '')).toContain('you are unsubscribed');
    }),
  );
  const second = broadcastWith(await correct(dev, made));
  await waitFor(async () => {
    const stand = await standOf(dev, second);
    return stand !== undefined && stand.status === 'sending' && stand.delivered === stand.audience;
  }, 100);
  await recounted(desk, first, { status: 'stopped', pending: 0, posting: 0 });
  // Twilio tells of an error when it has long been corrected
  await tellOfText(desk, first, (await texted())[0] ?? '');
  await runtime.passTime(0);

  const heard = await heardByAll();
  const stays = phones.filter((phone) => !leavers.includes(phone));
  expect(new Set(stays.map((phone) => heard.get(phone)))).toEqual(new Set(['error, then correction', 'corrected']));
  expect(early.map((phone) => heard.get(phone))).toEqual(early.map(() => 'error'));
  expect(late.filter((phone) => heard.get(phone) === undefined).length).toBeGreaterThan(0);
  for (const phone of leavers) {
    expect([undefined, 'error'], phone).toContain(heard.get(phone));
    // in the order of the tables: a text that they had was about to leave before they did
    const written = done.filter((write) => write.includes(hashOf(runtime, phone)));
    const leaves = written.findIndex((write) => write.includes('{"S":"suppressed"}'));
    const begun = written.flatMap((write, at) => (write.includes('":to":{"S":"posting"}') ? [at] : []));
    expect(begun.length, phone).toBe(heard.has(phone) ? 1 : 0);
    for (const at of begun) expect(at, phone).toBeLessThan(leaves);
  }
});
