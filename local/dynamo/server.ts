import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { crc32 } from 'node:zlib';
import type { Handler } from './engine-parts.ts';
import { isApiError, protocolError } from './errors.ts';

/** The API takes requests of up to 16 MB. */
const MAX_REQUEST_BYTES = 16 * 1024 * 1024;

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    // What is too much is still read, to the end: a client that is writing does not look for an answer.
    if (bytes <= MAX_REQUEST_BYTES) chunks.push(chunk);
  });
  await new Promise((resolve, reject) => {
    request.once('end', resolve);
    request.once('error', reject);
  });
  if (bytes <= MAX_REQUEST_BYTES) return Buffer.concat(chunks).toString();
  throw Object.assign(protocolError('RequestEntityTooLargeException', 'The request exceeds 16 MB'), {
    statusCode: 413,
  });
}

function parseBody(body: string): object {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (cause) {
    throw Object.assign(protocolError('SerializationException', 'The request is not JSON'), { cause });
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw protocolError('SerializationException', 'The request is not a JSON object');
}

function reply(response: ServerResponse, statusCode: number, body: unknown): void {
  const json = JSON.stringify(body);
  response.writeHead(statusCode, {
    'content-type': 'application/x-amz-json-1.0',
    'content-length': Buffer.byteLength(json),
    'x-amz-crc32': crc32(json),
    'x-amzn-requestid': randomUUID(),
  });
  response.end(json);
}

/** Answers a failed call: an API error as it is; anything else as a 500, which the SDK tries again. */
function replyError(response: ServerResponse, operation: string, error: unknown): void {
  if (isApiError(error)) {
    reply(response, error.statusCode, error.body);
    return;
  }
  console.error(`dynamo: ${operation} failed`, error);
  const __type = 'com.amazonaws.dynamodb.v20120810#InternalServerError';
  reply(response, 500, { __type, message: 'The request processing has failed because of an unknown error' });
}

/** Does what a request asks for, or throws an API error where its signer may not do it. */
export type Admit = (
  authorization: string | undefined,
  operation: string,
  body: object,
  act: () => Promise<unknown>,
) => Promise<unknown>;

async function answer(
  handlers: Record<string, Handler>,
  admit: Admit,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const operation = String(request.headers['x-amz-target'] ?? '');
  try {
    const body = await readBody(request);
    const handler = Object.hasOwn(handlers, operation) ? handlers[operation] : undefined;
    if (!handler) throw protocolError('UnknownOperationException', 'The operation is not known');
    const input = parseBody(body);
    reply(response, 200, await admit(request.headers.authorization, operation, input, async () => handler(input)));
  } catch (error) {
    if (!request.destroyed || request.complete) replyError(response, operation, error);
  }
}

/** Serves the handlers, by X-Amz-Target, on 127.0.0.1; port 0 takes a free one. */
export async function serve(
  handlers: Record<string, Handler>,
  port: number,
  admit: Admit,
): Promise<{ url: string; close(): Promise<void> }> {
  const open = new Set<Promise<void>>();
  const server: Server = createServer((request, response) => {
    const done = answer(handlers, admit, request, response).finally(() => open.delete(done));
    open.add(done);
  });
  // Longer than a client keeps an idle socket, so that it is the client that closes: no request meets a closing one.
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      await Promise.all(open);
      server.closeAllConnections();
      await closed;
    },
  };
}
