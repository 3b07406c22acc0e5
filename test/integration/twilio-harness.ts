import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { listenOnLoopback } from '../../local/http/listen.ts';
import { type SimulatedTwilio, startTwilio, type TwilioOptions } from '../../local/twilio/server.ts';
import { validateTwilioSignature } from '../../shared/adapters/twilio/signature.ts';

export const credentials = {
  accountSid: `AC${'a'.repeat(32)}`,
  authToken: 'b'.repeat(32),
  apiKeySid: `SK${'c'.repeat(32)}`,
  apiKeySecret: 'd'.repeat(32),
};
export const messagingServiceSid = `MG${'e'.repeat(32)}`;

/** One callback or inbound text, as the receiver got it. */
export interface Received {
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly signed: boolean;
}

interface ReceiverAnswer {
  readonly status: number;
  readonly body?: string;
}

export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  /** Resolves when what was received so far passes the test. */
  until(enough: (received: readonly Received[]) => boolean): Promise<void>;
  /** How it answers, or that it does not (`undefined`); at first with 204. */
  answerWith(answer: (request: Received) => ReceiverAnswer | undefined): void;
  close(): Promise<void>;
}

const stop = async (server: Server): Promise<void> => {
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
};

/** Our side of the webhooks: checks each signature with Twilio's own code. */
export const startReceiver = async (): Promise<Receiver> => {
  const received: Received[] = [];
  const waiting = new Set<() => void>();
  let answer = (_request: Received): ReceiverAnswer | undefined => ({ status: 204 });

  const read = async (request: IncomingMessage): Promise<Received> => {
    const path = request.url ?? '';
    const params = Object.fromEntries(new URLSearchParams(await text(request)));
    const signature = String(request.headers['x-twilio-signature']);
    return { path, params, signed: validateTwilioSignature(credentials.authToken, signature, url + path, params) };
  };
  const server = createServer(async (request, response) => {
    const got = await read(request);
    received.push(got);
    const reply = answer(got);
    if (reply !== undefined) response.writeHead(reply.status).end(reply.body ?? '');
    for (const check of waiting) check();
  });
  const url = await listenOnLoopback(server, 0);
  return {
    url,
    received,
    until: (enough) =>
      new Promise((resolve) => {
        const check = (): void => {
          if (!enough(received)) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      }),
    answerWith: (next) => {
      answer = next;
    },
    close: () => stop(server),
  };
};

export const temporaryFolder = async (): Promise<{ path: string; remove: () => Promise<void> }> => {
  const path = await mkdtemp(join(tmpdir(), 'twilio-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
};

/** A simulation over a folder of its own, and calls to it. */
export interface Simulation extends SimulatedTwilio {
  readonly path: string;
  call(method: string, path: string, body?: unknown): Promise<{ status: number; body: string }>;
  /** POST /Messages.json with these parameters; `Body` and the service are given where they are not. */
  create(parameters: Record<string, string>): Promise<{ status: number; body: Record<string, unknown> }>;
  get(path: string): Promise<{ status: number; body: Record<string, unknown> }>;
  fault(fault: Record<string, unknown>): Promise<void>;
}

const authorization = `Basic ${Buffer.from(`${credentials.apiKeySid}:${credentials.apiKeySecret}`).toString('base64')}`;
export const messagesPath = `/2010-04-01/Accounts/${credentials.accountSid}/Messages.json`;

const jsonOf = async (response: Response): Promise<{ status: number; body: Record<string, unknown> }> => {
  const body: Record<string, unknown> = JSON.parse(await response.text());
  return { status: response.status, body };
};

export const startSimulation = async (path: string, options: Partial<TwilioOptions> = {}): Promise<Simulation> => {
  const twilio = await startTwilio({ path, ...credentials, stepMs: 1, retryMs: 1, ...options });
  const call = async (method: string, to: string, body?: unknown): Promise<{ status: number; body: string }> => {
    const init = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
    const response = await fetch(twilio.url + to, { method, ...init });
    return { status: response.status, body: await response.text() };
  };
  return {
    ...twilio,
    path,
    call,
    create: async (parameters) =>
      jsonOf(
        await fetch(twilio.url + messagesPath, {
          method: 'POST',
          headers: { authorization },
          body: new URLSearchParams({ Body: 'hi', MessagingServiceSid: messagingServiceSid, ...parameters }),
        }),
      ),
    get: async (to) => jsonOf(await fetch(twilio.url + to, { headers: { authorization } })),
    fault: async (fault) => {
      const { status, body } = await call('POST', '/_sim/faults', fault);
      if (status !== 201) throw new Error(body);
    },
  };
};
