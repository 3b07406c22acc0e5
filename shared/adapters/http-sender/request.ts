import { type Agent, type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { NotConnected } from './connector.ts';

/**
 * All that may come over the wire for one answer: a body of 16 kB takes 98 kB when every byte is a chunk, and has 16 kB of headers. Without a
 * limit, blank lines, informational answers or the zeros before a chunk's length fill the whole 15 s, at 700 MB a second.
 */
const maxWireBytes = 262_144;

/** One request: a POST where it has a body, a GET where not. */
export interface Asked {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly deadline: number;
}

const userAgent = { 'accept-encoding': 'identity', 'user-agent': 'Rulingwire' };

/** Refuses what no endpoint may be, should it stand in a row all the same: node:http would send user info along as a password. */
export const destinationOf = (text: string): URL => {
  const url = URL.parse(text);
  if (url === null || url.username !== '' || url.password !== '') throw new NotConnected('address-refused');
  return url;
};

/** Resolves at the answer's headers; `breaks` hears why the exchange broke, also after that. */
export const send = (
  url: URL,
  { headers, body }: Asked,
  agent: Agent,
  signal: AbortSignal,
  breaks: (cause: Error) => void,
): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const sent =
      body === undefined
        ? { ...userAgent, ...headers }
        : {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
            ...userAgent,
            ...headers,
          };
    const method = body === undefined ? 'GET' : 'POST';
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, {
      method,
      agent,
      signal,
      headers: sent,
    });
    request.on('response', resolve);
    request.on('error', (error) => {
      breaks(error);
      reject(error);
    });
    limitBytes(request, breaks);
    request.on('upgrade', (_, socket) => {
      socket.destroy();
      reject(new Error('the partner switched to another protocol'));
    });
    request.end(body);
  });

/** Ends an exchange whose other side sends more than any answer that is read. */
const limitBytes = (request: ClientRequest, breaks: (cause: Error) => void): void => {
  let read = 0;
  request.on('socket', (socket) => {
    const count = (chunk: Buffer): void => {
      read += chunk.length;
      if (read <= maxWireBytes) return;
      const error = new Error(`the partner sent more than ${maxWireBytes} bytes`);
      breaks(error);
      request.destroy(error);
    };
    socket.on('data', count);
    // the connection goes on to the next exchange
    request.once('close', () => socket.off('data', count));
  });
};
