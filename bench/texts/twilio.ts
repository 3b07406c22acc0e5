/** As much of Twilio's API of messages as sending needs, over TLS, in a process of its own: it takes every text after a while. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import { closeServer, listenOnLoopback } from '../../local/http/listen.ts';
import { answerParent, startChild } from '../webhooks/child.ts';
import { timeNow } from '../webhooks/receiver.ts';

export const certificate = readFileSync(new URL('certificate.pem', import.meta.url), 'utf8');
/** Until it has taken a text, in ms. */
export const takesMs = 80;

const gotSchema = z.object({
  path: z.string(),
  headers: z.record(z.string(), z.string()),
  bodies: z.array(z.string()),
  /** When each request was there as a whole, ms since 1970. */
  times: z.array(z.number()),
});
export type Got = z.output<typeof gotSchema>;

export const startTwilio = async () => {
  const child = startChild(new URL(import.meta.url), []);
  return {
    ...(await child.ask('where', z.object({ url: z.string() }))),
    /** What came since the last time. */
    got: (): Promise<Got> => child.ask('got', gotSchema),
    close: child.close,
  };
};
export type Twilio = Awaited<ReturnType<typeof startTwilio>>;

const headersSchema = z.record(z.string(), z.string());

/** A text as Twilio shows it when it has taken it. */
const taken = (form: URLSearchParams) => ({
  sid: `SM${randomBytes(16).toString('hex')}`,
  status: 'accepted',
  to: form.get('To'),
  body: form.get('Body'),
  messaging_service_sid: form.get('MessagingServiceSid'),
  date_created: new Date().toUTCString(),
  ...{ direction: 'outbound-api', num_segments: '0', num_media: '0', price: null, error_code: null },
});

const serve = async (): Promise<void> => {
  let [bodies, times]: [string[], number[]] = [[], []];
  let last = { path: '', headers: {} };
  const key = readFileSync(new URL('key.pem', import.meta.url));
  const server = createServer({ key, cert: certificate }, async (request, response) => {
    const body = await text(request);
    times.push(timeNow());
    bodies.push(body);
    last = { path: request.url ?? '', headers: headersSchema.parse(request.headers) };
    await setTimeout(takesMs);
    const answer = JSON.stringify(taken(new URLSearchParams(body)));
    response.writeHead(201, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(answer) });
    response.end(answer);
  });
  // longer than any pause between two rounds
  server.keepAliveTimeout = 300_000;
  const url = (await listenOnLoopback(server, 0)).replace('http:', 'https:');
  answerParent({
    where: () => ({ url }),
    got: (): Got => {
      const all = { ...last, bodies, times };
      [bodies, times] = [[], []];
      return all;
    },
    close: () => closeServer(server),
  });
};

if (import.meta.main) await serve();
