import { timingSafeEqual } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { ApiError, badParameter, notFound } from './api-error.ts';
import { createMessage, refusalOf } from './create-message.ts';
import type { DeactivationRoutes } from './deactivation-routes.ts';
import { listMessages } from './list-messages.ts';
import { API_VERSION, messageResource } from './message.ts';
import { json, type Reply, refusal } from './reply.ts';
import type { State } from './state.ts';

export interface Credentials {
  readonly accountSid: string;
  readonly authToken: string;
  readonly apiKeySid: string;
  readonly apiKeySecret: string;
}

interface ApiRequest {
  readonly method: string;
  readonly url: URL;
  readonly authorization: string | undefined;
  readonly contentType: string | undefined;
  readonly body: string | undefined;
}

const same = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

const isAuthentic = (authorization: string | undefined, credentials: Credentials): boolean => {
  const { accountSid, authToken, apiKeySid, apiKeySecret } = credentials;
  const [scheme, encoded = ''] = (authorization ?? '').split(' ');
  const given = Buffer.from(encoded, 'base64').toString('latin1');
  const known = [`${accountSid}:${authToken}`, `${apiKeySid}:${apiKeySecret}`];
  return scheme?.toLowerCase() === 'basic' && known.some((pair) => same(given, pair));
};

const formIn = ({ body, contentType }: ApiRequest): URLSearchParams => {
  if (body === undefined) throw new ApiError(413, 20413, 'The request body is too large');
  if (contentType?.split(';')[0]?.trim() !== 'application/x-www-form-urlencoded') {
    throw badParameter('The body must be application/x-www-form-urlencoded');
  }
  return new URLSearchParams(body);
};

/** Twilio's Messages API, and its lists of deactivated numbers; `accepted` is called when a message begins its way. */
export const createApi = (
  state: State,
  credentials: Credentials,
  options: {
    readonly stepMs: number;
    readonly accepted: (dueAt: number) => void;
    readonly deactivations: DeactivationRoutes;
  },
) => {
  const { accountSid } = credentials;

  const create = async (request: ApiRequest): Promise<Reply> => {
    const created = createMessage(state, formIn(request), options.stepMs);
    const fault = 'refused' in created ? created.refused : created.fault;
    if ('message' in created && created.message.dueAt !== null) options.accepted(created.message.dueAt);
    if (fault?.delayMs !== undefined) await wait(fault.delayMs, undefined, { ref: false });
    if ('refused' in created) return refusal(refusalOf(created.refused));
    if (fault?.acceptThen === 500) return refusal(new ApiError(500, 20500, 'An internal server error has occurred'));
    const reply = json(201, messageResource(accountSid, created.message));
    return { ...reply, cut: fault?.acceptThen === 'cut' };
  };

  const route = (request: ApiRequest): Reply | Promise<Reply> => {
    const { method, url } = request;
    if (!isAuthentic(request.authorization, credentials)) throw new ApiError(401, 20003, 'Authenticate');
    if (method === 'GET' && url.pathname === '/v1/Deactivations') return options.deactivations.find(url);
    const [, account, rest = ''] = new RegExp(`^/${API_VERSION}/Accounts/([^/]+)/(.*)$`).exec(url.pathname) ?? [];
    const sid = /^Messages\/((?:SM|MM)[0-9a-f]{32})\.json$/.exec(rest)?.[1];
    if (account !== accountSid || (rest !== 'Messages.json' && sid === undefined)) throw notFound(url.pathname);
    if (sid === undefined && method === 'POST') return create(request);
    if (method !== 'GET') throw new ApiError(405, 20004, 'Method not allowed');
    if (sid === undefined) return json(200, listMessages(state, accountSid, url.searchParams));
    const message = state.messages.find(sid);
    if (message === undefined) throw notFound(url.pathname);
    return json(200, messageResource(accountSid, message));
  };

  return async (request: ApiRequest): Promise<Reply> => {
    try {
      return await route(request);
    } catch (cause) {
      if (cause instanceof ApiError) return refusal(cause);
      throw cause;
    }
  };
};
