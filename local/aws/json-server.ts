/** The JSON protocol of AWS's services: POST /, the operation in X-Amz-Target, errors as `__type`. */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { closeServer, listenOnLoopback } from '../http/listen.ts';

/** An answer the SDK turns into the exception that `code` names. */
export class ServiceError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** `TrentService.Decrypt` → what answers it, from the parsed body. */
export type Operations = Readonly<Record<string, (input: unknown) => unknown>>;

const answer = (operations: Operations, target: string, body: string): unknown => {
  const operation = operations[target];
  if (operation === undefined) throw new ServiceError('UnknownOperationException', `${target} is not simulated`);
  return operation(JSON.parse(body));
};

const handle = async (operations: Operations, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  response.setHeader('content-type', 'application/x-amz-json-1.1');
  response.setHeader('x-amzn-requestid', randomUUID());
  try {
    const result = answer(operations, String(request.headers['x-amz-target']), await text(request));
    response.end(JSON.stringify(result));
  } catch (cause) {
    const known = cause instanceof ServiceError;
    response.statusCode = known ? cause.status : 500;
    const code = known ? cause.code : 'InternalFailure';
    response.end(JSON.stringify({ __type: code, message: cause instanceof Error ? cause.message : String(cause) }));
  }
};

/** Serves the operations of one or more services on a free port of 127.0.0.1. */
export const startJsonServer = async (operations: Operations): Promise<{ url: string; close: () => Promise<void> }> => {
  const server = createServer((request, response) => void handle(operations, request, response));
  const url = await listenOnLoopback(server, 0);
  return { url, close: () => closeServer(server) };
};
