import { createHmac } from 'node:crypto';
import { badParameter, notFound } from './api-error.ts';
import { json, type Reply } from './reply.ts';
import type { State } from './state.ts';

/** Twilio's link to a file is good for so long. */
const LINK_MS = 120_000;

/**
 * Twilio's lists of deactivated numbers: the API leads to a file elsewhere, by a link that is its own key
 * (https://www.twilio.com/docs/messaging/api/deactivations-resource).
 */
export const createDeactivationRoutes = (state: State, secret: string, origin: () => string) => {
  const keyTo = (day: string, expires: string): string =>
    createHmac('sha256', secret).update(`${day} ${expires}`).digest('hex');

  return {
    /** GET /v1/Deactivations?Date= */
    find: (url: URL): Reply => {
      const day = url.searchParams.get('Date') ?? '';
      if (!/^\d{4}-\d\d-\d\d$/.test(day)) throw badParameter("Parameter 'Date' must be a day as YYYY-MM-DD");
      if (state.deactivations.file(day) === undefined) throw notFound(url.pathname);
      const expires = String(Date.now() + LINK_MS);
      const link = `${origin()}/deactivations/${day}.txt?${new URLSearchParams({ expires, key: keyTo(day, expires) })}`;
      return { ...json(307, { redirect_to: link }), location: link };
    },
    /** The file, as S3 serves it: to whoever has the link, and to nobody who brings another key as well. */
    file: (url: URL, authorization: string | undefined): Reply => {
      const day = /^\/deactivations\/([^/]+)\.txt$/.exec(url.pathname)?.[1] ?? '';
      const expires = url.searchParams.get('expires') ?? '';
      const type = 'text/plain';
      if (authorization !== undefined) return { status: 400, body: 'one way to authenticate is enough\n', type };
      if (url.searchParams.get('key') !== keyTo(day, expires) || Number(expires) < Date.now())
        return { status: 403, body: 'this link is not, or no longer, good\n', type };
      return { status: 200, body: state.deactivations.file(day) ?? '', type };
    },
  };
};
export type DeactivationRoutes = ReturnType<typeof createDeactivationRoutes>;
