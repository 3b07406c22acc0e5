import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ApiError, errorBody } from './api-error.ts';

/** What a route answers. `cut`: nothing, and the connection is destroyed. */
export interface Reply {
  readonly status: number;
  readonly body: string;
  readonly type: string;
  readonly cut?: boolean;
  readonly location?: string;
  readonly etag?: string;
}

export const json = (status: number, body: unknown): Reply => ({
  status,
  body: JSON.stringify(body),
  type: 'application/json;charset=utf-8',
});

export const refusal = (error: ApiError): Reply => json(error.status, errorBody(error));

export const send = (response: ServerResponse, { status, body, type, location, etag, cut = false }: Reply): void => {
  if (cut) {
    response.destroy();
    return;
  }
  const content = status === 304 ? {} : { 'content-type': type, 'content-length': Buffer.byteLength(body) };
  const named = { ...(location === undefined ? {} : { location }), ...(etag === undefined ? {} : { etag }) };
  response.writeHead(status, { ...content, ...named }).end(body);
};

/** 1,600 characters escaped as `%F0%9F%…` are under 20 kB. */
const MAX_BODY_BYTES = 65_536;

/** The request's body, or undefined where it is longer than anything that Twilio would take. */
export const readBody = async (request: IncomingMessage): Promise<string | undefined> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    // Read on to the end: a connection closed on a client that still writes hides the answer from it.
    if (size <= MAX_BODY_BYTES) chunks.push(bytes);
  }
  return size > MAX_BODY_BYTES ? undefined : Buffer.concat(chunks).toString('utf8');
};
