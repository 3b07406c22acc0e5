/** The JSON protocol of AWS's services: POST /, the operation in X-Amz-Target, errors as `__type`. */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { closeServer, listenOnLoopback } from '../http/listen.ts';
import { AccessDenied, type Permissions } from './permissions.ts';
import type { Call } from './policy.ts';

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

/** Who may call the operations, and what a request for one of them needs. */
export interface Guard {
  readonly permissions: Permissions;
  readonly calls: (target: string, input: unknown) => readonly Call[];
}

interface Service {
  readonly operations: Operations;
  readonly guard: Guard | undefined;
}

const answer = async ({ operations, guard }: Service, request: IncomingMessage): Promise<unknown> => {
  const target = String(request.headers['x-amz-target']);
  const operation = operations[target];
  if (operation === undefined) throw new ServiceError('UnknownOperationException', `${target} is not simulated`);
  const input: unknown = JSON.parse(await text(request));
  const act = () => operation(input);
  return guard === undefined
    ? act()
    : guard.permissions.admit(request.headers.authorization, () => guard.calls(target, input), input, act);
};

/** The exception that an error is to the caller. */
const exceptionOf = (cause: unknown): { status: number; code: string } => {
  if (cause instanceof AccessDenied) return { status: 400, code: 'AccessDeniedException' };
  return cause instanceof ServiceError ? cause : { status: 500, code: 'InternalFailure' };
};

const handle = async (service: Service, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  response.setHeader('content-type', 'application/x-amz-json-1.1');
  response.setHeader('x-amzn-requestid', randomUUID());
  try {
    response.end(JSON.stringify(await answer(service, request)));
  } catch (cause) {
    const { status, code } = exceptionOf(cause);
    response.statusCode = status;
    response.end(JSON.stringify({ __type: code, message: cause instanceof Error ? cause.message : String(cause) }));
  }
};

/** Serves the operations of one or more services on a free port of 127.0.0.1, to everyone where there is no guard. */
export const startJsonServer = async (
  operations: Operations,
  guard?: Guard,
): Promise<{ url: string; close: () => Promise<void> }> => {
  const server = createServer((request, response) => void handle({ operations, guard }, request, response));
  const url = await listenOnLoopback(server, 0);
  return { url, close: () => closeServer(server) };
};
