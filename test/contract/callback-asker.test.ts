import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeServer, listenOnLoopback } from '../../local/http/listen.ts';
import { createHttpSender } from '../../shared/adapters/http-sender/http-sender.ts';
import type { CallbackAnswer, CallbackAsker } from '../../shared/ports/callback-asker.ts';
import { fakeCallbackAsker } from '../fakes/callback-asker.ts';

interface Opened {
  readonly asker: CallbackAsker;
  readonly origin: string;
  /** Paths with their queries, as they were asked. */
  readonly asked: () => string[];
}

const callbackAskerContract = (open: (answer: { status: number; body: string }) => Opened): void => {
  const ask = async (status: number, body: string): Promise<CallbackAnswer> => {
    const { asker, origin, asked } = open({ status, body });
    const answer = await asker.get({ url: `${origin}/push?for=7&hub.mode=subscribe`, deadline: Date.now() + 10_000 });
    expect(asked()).toEqual(['/push?for=7&hub.mode=subscribe']);
    return answer;
  };

  test.each([
    [200, 'señal 😀\u0000\n'],
    [202, ''],
    [404, 'no'],
    [500, 'oops'],
  ])('an answer of %d comes out as it is', async (status, body) => {
    expect(await ask(status, body)).toEqual({ status, error: null, body });
  });
};

describe('callbacks in memory', () =>
  callbackAskerContract((answer) => {
    const asker = fakeCallbackAsker(() => answer);
    const asked = () => asker.asked.map(({ pathname, search }) => pathname + search);
    return { asker, origin: 'https://reader.example', asked };
  }));

describe('callbacks over HTTP', () => {
  const asker = createHttpSender({ allowLoopback: true });
  const asked: string[] = [];
  let next = { status: 200, body: '', location: '' };
  let server: Server;
  let origin: string;
  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      const { status, body, location } = next;
      response.writeHead(status, location === '' ? {} : { location }).end(body);
    });
    origin = await listenOnLoopback(server, 0);
  });
  afterAll(async () => {
    asker.close();
    await closeServer(server);
  });
  const ready = (answer: { status: number; body: string }, location = '') => {
    next = { ...answer, location };
    asked.length = 0;
  };

  callbackAskerContract((answer) => {
    ready(answer);
    return { asker, origin, asked: () => asked };
  });

  const deadline = () => Date.now() + 10_000;

  test('a redirect is not followed', async () => {
    ready({ status: 302, body: '' }, `${origin}/elsewhere`);
    expect(await asker.get({ url: `${origin}/push`, deadline: deadline() })).toMatchObject({ error: 'redirect' });
    expect(asked).toEqual(['/push']);
  });

  test('an answer without an end is cut, and longer than any that is right', async () => {
    ready({ status: 200, body: 'x'.repeat(1_000_000) });
    const { body } = await asker.get({ url: `${origin}/push`, deadline: deadline() });
    expect(body.length).toBeGreaterThan(10_000);
    expect(body.length).toBeLessThan(100_000);
  });

  test('nothing is asked once its time is over, nor at an address that is not public', async () => {
    ready({ status: 200, body: '' });
    expect(await asker.get({ url: origin, deadline: Date.now() - 1 })).toMatchObject({
      status: null,
      error: 'timeout',
    });
    const deployed = createHttpSender();
    expect(await deployed.get({ url: origin, deadline: deadline() })).toMatchObject({ error: 'address-refused' });
    deployed.close();
    expect(asked).toEqual([]);
  });
});
