import { Agent, request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Dynamo, startDynamo } from '../../local/dynamo/engine.ts';
import { serve } from '../../local/dynamo/server.ts';
import { call, LIST } from './dynamo/protocol.ts';

/** What the engines' contract does not say, for want of a word of AWS's on it, and ours must do all the same. */
describe('the protocol of the embedded engine', () => {
  let engine: Dynamo;
  beforeEach(async () => {
    engine = await startDynamo();
  });
  afterEach(() => engine.close());

  it.each(['[]', 'null'])('answers 400 to a body that is no JSON object: %j', async (body) => {
    const answer = await call(engine.url, LIST, body);
    expect(answer).toMatchObject({ status: 400, body: expect.stringContaining('SerializationException') });
  });

  it('answers 400 to an operation of another API', async () => {
    const answer = await call(engine.url, 'DynamoDBStreams_20120810.PutItem', '{}');
    expect(answer).toMatchObject({ status: 400, body: expect.stringContaining('UnknownOperationException') });
  });

  it('keeps a connection, after errors too', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ports = new Set<number | undefined>();
    for (const body of ['{}', '{', '{}']) ports.add((await call(engine.url, LIST, body, agent)).port);
    agent.destroy();
    expect(ports.size).toBe(1);
  });

  it('reads a body of 15 MB and refuses one of 17 with 413', async () => {
    const body = (megabytes: number): string => JSON.stringify({ Unknown: 'x'.repeat(megabytes * 1024 * 1024) });
    expect(await call(engine.url, LIST, body(15))).toMatchObject({ status: 200 });
    expect(await call(engine.url, LIST, body(17))).toMatchObject({ status: 413 });
    expect(await call(engine.url, LIST, '{}')).toMatchObject({ status: 200 });
  });

  it('outlives a client that goes away in the middle of a body', async () => {
    const cut = request(engine.url, { method: 'POST', headers: { 'x-amz-target': LIST, 'content-length': 1000 } });
    const gone = new Promise((resolve) => cut.on('error', resolve));
    cut.write('{', () => cut.destroy(new Error('gone')));
    await gone;
    expect(await call(engine.url, LIST, '{}')).toMatchObject({ status: 200 });
  });

  it('listens on loopback', () => {
    expect(engine.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });
});

describe('an unexpected failure', () => {
  it('is a 500 that tells nothing, and the next call is served', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    let calls = 0;
    const server = await serve(
      {
        'Api.Call': async () => {
          calls += 1;
          if (calls === 1) throw new Error('IO error: disk full at /secret/place');
          return { calls };
        },
      },
      0,
      (_authorization, _operation, _body, act) => act(),
    );
    const failed = await call(server.url, 'Api.Call', '{}');
    expect(failed).toMatchObject({ status: 500, body: expect.stringContaining('InternalServerError') });
    expect(failed.body).not.toContain('secret');
    expect(logged).toHaveBeenCalledOnce();
    expect(await call(server.url, 'Api.Call', '{}')).toMatchObject({ status: 200, body: '{"calls":2}' });
    await server.close();
    logged.mockRestore();
  });
});
