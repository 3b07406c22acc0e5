import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeServer, listenOnLoopback } from '../../local/http/listen.ts';
import { createHttpSender } from '../../shared/adapters/http-sender/http-sender.ts';
import { isSuccess } from '../../shared/domain/exchange.ts';
import type { WebhookSender } from '../../shared/ports/webhook-sender.ts';
import { sleeplessClock } from '../fakes/clock.ts';
import { fakeWebhookSender, type Reaction } from '../fakes/webhook-sender.ts';

interface Opened {
  readonly sender: WebhookSender;
  readonly now: () => number;
  readonly url: string;
  /** Bodies and ids, as the receiver heard them. */
  readonly heard: () => { readonly id: unknown; readonly body: string }[];
}

const patienceMs = 1000;

const webhookSenderContract = (open: (reaction: Reaction) => Promise<Opened>): void => {
  const post = async (reaction: Reaction) => {
    const { sender, now, url, heard } = await open(reaction);
    const headers = { 'webhook-id': 'evt_1', 'content-type': 'application/json' };
    const deadline = now() + (reaction.ms > patienceMs ? patienceMs : 10_000);
    const exchange = await sender.post({ url, headers, body: '{"note":"¿é 🛳?"}', deadline });
    expect(heard()).toEqual([{ id: 'evt_1', body: '{"note":"¿é 🛳?"}' }]);
    return exchange;
  };

  test.each([200, 202, 204])(
    'an answer of %d is a success, and the message was heard as it was sent',
    async (status) => {
      const exchange = await post({ ms: 0, status });
      expect(exchange).toMatchObject({ status, error: null, abort: false });
      expect(exchange.retryAfter).toBeUndefined();
      expect(isSuccess(exchange)).toBe(true);
    },
  );

  test.each<Reaction>([
    { ms: 0, status: 410 },
    { ms: 0, status: 500 },
    { ms: 0, status: 429, retryAfter: '120' },
    { ms: 0, status: 400, abort: true },
  ])('a refusal comes out as it is: %j', async (reaction) => {
    const exchange = await post(reaction);
    const { status, retryAfter, abort = false } = reaction;
    expect(exchange).toMatchObject({ status, error: null, abort });
    expect(exchange.retryAfter).toBe(retryAfter);
    expect(isSuccess(exchange)).toBe(false);
  });

  test('a receiver that takes too long is cut off, though it heard the message', async () => {
    const exchange = await post({ ms: 60_000, status: 200 });
    expect(exchange).toMatchObject({ status: null, error: 'timeout' });
    expect(isSuccess(exchange)).toBe(false);
  });
};

describe('the sender of webhooks in memory', () =>
  webhookSenderContract(async (reaction) => {
    const clock = sleeplessClock();
    const sender = fakeWebhookSender(clock, () => reaction);
    return {
      sender,
      now: clock.now,
      url: 'https://partner.example/hook',
      heard: () => sender.heard.map(({ headers, body }) => ({ id: headers['webhook-id'], body })),
    };
  }));

describe('the sender of webhooks over HTTP', () => {
  const sender = createHttpSender({ allowLoopback: true });
  const heard: { id: unknown; body: string }[] = [];
  let reaction: Reaction;
  let server: Server;
  let url: string;
  beforeAll(async () => {
    server = createServer(async (request, response) => {
      heard.push({ id: request.headers['webhook-id'], body: await text(request) });
      const { ms, status, retryAfter, abort } = reaction;
      // too long for any patience: it never answers
      if (ms > patienceMs) return;
      if (retryAfter) response.setHeader('retry-after', retryAfter);
      if (abort) response.setHeader('webhook-delivery', 'abort-message');
      response.writeHead(status).end();
    });
    url = `${await listenOnLoopback(server, 0)}/hook`;
  });
  afterAll(async () => {
    sender.close();
    await closeServer(server);
  });

  webhookSenderContract(async (next) => {
    reaction = next;
    heard.length = 0;
    return { sender, now: Date.now, url, heard: () => heard };
  });
});
