import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listenOnLoopback } from '../http/listen.ts';
import { isFromOwnOrigin } from '../http/own-origin.ts';
import { type Credentials, createApi } from './api-routes.ts';
import { isLoopback } from './callback-target.ts';
import { createCallbacks } from './callbacks.ts';
import { createDeactivationRoutes } from './deactivation-routes.ts';
import { createInbound } from './inbound.ts';
import { createProgress } from './progress.ts';
import { json, type Reply, readBody, send } from './reply.ts';
import { createSimulation } from './sim-routes.ts';
import { openState } from './state.ts';
import { createTicker } from './ticker.ts';
import { createWebhookClient } from './webhook-client.ts';

export interface TwilioOptions extends Credentials {
  /** Folder of its state. One process at a time. */
  readonly path: string;
  /** 0, the default: a free one. */
  readonly port?: number;
  /** Where inbound texts are posted, on this machine. */
  readonly inboundUrl?: string;
  /** Between two statuses of a message. Default 5 ms. */
  readonly stepMs?: number;
  /** To the first retry of a callback; doubles with each. Default 200 ms, so that five take 6 s of Twilio's 15. */
  readonly retryMs?: number;
}

export interface SimulatedTwilio {
  readonly url: string;
  /** Throws where the URL is not on this machine. */
  setInboundUrl(url: string): void;
  /** Answers a request to `/_sim` that another server of this process got. */
  simulate(request: IncomingMessage, response: ServerResponse): void;
  close(): Promise<void>;
}

/**
 * Serves Twilio's Messages API and its lists of deactivated numbers on 127.0.0.1, statefully: messages are accepted, go their way, are told of by signed
 * callbacks and can be listed; `/_sim` is its remote control. What was answered survives a kill of the process, and so do
 * callbacks still owed.
 */
export const startTwilio = async (options: TwilioOptions): Promise<SimulatedTwilio> => {
  const { path, accountSid, authToken, port = 0, stepMs = 5, retryMs = 200 } = options;
  const state = openState(path);
  const client = createWebhookClient(authToken);
  const callbacks = createCallbacks(state, state.callbacks, client, retryMs);
  const progress = createProgress(state, state.messages, state.callbacks, { accountSid, stepMs });
  const posting = createTicker(callbacks.pump);
  const moving = createTicker(() => {
    const next = progress();
    posting.wake(Date.now());
    return next;
  });
  callbacks.whenSettled(() => posting.wake(Date.now()));

  const inbound = createInbound(state, client, accountSid, moving.wake);
  const deactivations = createDeactivationRoutes(state, authToken, () => url);
  const api = createApi(state, options, { stepMs, accepted: moving.wake, deactivations });
  const simulation = createSimulation(state, inbound);

  const answer = async (request: IncomingMessage): Promise<Reply> => {
    const { method = 'GET', headers } = request;
    const body = await readBody(request);
    const target = request.url ?? '/';
    if (!URL.canParse(target, 'http://127.0.0.1')) return json(400, { message: 'bad path' });
    const asked = new URL(target, 'http://127.0.0.1');
    const { authorization, 'content-type': contentType } = headers;
    if (asked.pathname === '/_sim' || asked.pathname.startsWith('/_sim/')) {
      // whatever page is open in a browser of this machine could text and read otherwise
      if (!isFromOwnOrigin(headers, request.socket.localPort ?? 0))
        return json(403, { message: 'from another origin' });
      return simulation(method, asked, body, headers['if-none-match']);
    }
    if (asked.pathname.startsWith('/deactivations/')) return deactivations.file(asked, authorization);
    return api({ method, url: asked, authorization, contentType, body });
  };

  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    answer(request).then(
      (reply) => send(response, reply),
      // The request broke off, or the database did; either way this exchange is over and the log says why.
      (cause: unknown) => {
        console.error(cause instanceof Error ? (cause.stack ?? cause.name) : 'the simulated Twilio failed');
        response.destroy();
      },
    );
  };
  const server = createServer({ keepAliveTimeout: 60_000 }, serve);
  const setInboundUrl = (url: string): void => {
    if (!isLoopback(url)) throw new Error('the simulated Twilio posts to this machine only');
    inbound.setUrl(url);
  };
  if (options.inboundUrl !== undefined) setInboundUrl(options.inboundUrl);
  const url = await listenOnLoopback(server, port);
  moving.wake(Date.now());

  return {
    url,
    setInboundUrl,
    simulate: serve,
    close: async () => {
      moving.stop();
      posting.stop();
      callbacks.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      await client.close();
      state.sql.close();
    },
  };
};
