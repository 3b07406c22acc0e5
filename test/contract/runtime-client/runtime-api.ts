/** Lambda's runtime API, for one sandbox: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html */
import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { closeServer, listenOnLoopback } from '../../../local/http/listen.ts';

const errorSchema = z.object({ errorType: z.string(), errorMessage: z.string() });

/** The function threw, or could not be loaded; `name` is what Lambda calls `errorType`. */
export class InvocationFailed extends Error {}

const failure = (body: string): InvocationFailed => {
  const { errorType, errorMessage } = errorSchema.parse(JSON.parse(body));
  return Object.assign(new InvocationFailed(errorMessage), { name: errorType });
};

interface Invocation {
  readonly id: string;
  readonly event: string;
  readonly answered: PromiseWithResolvers<unknown>;
}

export interface RuntimeApi {
  /** `127.0.0.1:<port>`, as the variable AWS_LAMBDA_RUNTIME_API has it. */
  readonly host: string;
  /** Hands the event to whoever asks for the next one; answers what the handler answered. Rejects with InvocationFailed. */
  invoke(event: unknown): Promise<unknown>;
  /** Fails whatever waits for an answer, now and from now on. */
  abandon(cause: Error): void;
  close(): Promise<void>;
}

/** `arn` and `timeoutMs` are the function's, as the template says. */
export const startRuntimeApi = async (arn: string, timeoutMs: number): Promise<RuntimeApi> => {
  const queued: Invocation[] = [];
  const underWay = new Map<string, Invocation>();
  let asking: ServerResponse | undefined;
  let abandoned: Error | undefined;

  const handOver = (): void => {
    const invocation = asking && queued.shift();
    if (!asking || !invocation) return;
    underWay.set(invocation.id, invocation);
    asking.writeHead(200, {
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': invocation.id,
      'lambda-runtime-deadline-ms': Date.now() + timeoutMs,
      'lambda-runtime-invoked-function-arn': arn,
      'lambda-runtime-trace-id': `Root=1-${randomBytes(4).toString('hex')}-${randomBytes(12).toString('hex')};Sampled=0`,
    });
    asking.end(invocation.event);
    asking = undefined;
  };

  const abandon = (cause: Error): void => {
    abandoned ??= cause;
    for (const { answered } of [...queued.splice(0), ...underWay.values()]) answered.reject(abandoned);
    underWay.clear();
  };

  const settle = (id: string, settleWith: (invocation: Invocation) => void): boolean => {
    const invocation = underWay.get(id);
    if (!invocation) return false;
    underWay.delete(id);
    settleWith(invocation);
    return true;
  };

  /** Whether the API has such a call, and the invocation it names. */
  const take = (path: string, body: string): boolean => {
    if (path === 'init/error') {
      abandon(failure(body));
      return true;
    }
    const [, id = '', kind] = /^invocation\/([^/]+)\/(response|error)$/.exec(path) ?? [];
    return settle(id, ({ answered }) =>
      kind === 'response' ? answered.resolve(JSON.parse(body)) : answered.reject(failure(body)),
    );
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = (request.url ?? '').replace('/2018-06-01/runtime/', '');
    if (request.method === 'GET' && path === 'invocation/next') {
      asking = response;
      return handOver();
    }
    const body = await text(request);
    response.writeHead(take(path, body) ? 202 : 403).end();
  };

  const server = createServer((request, response) => {
    serve(request, response).catch((cause: unknown) => {
      abandon(new Error('the runtime API failed', { cause }));
      response.destroy();
    });
  });
  const url = await listenOnLoopback(server, 0);

  return {
    host: new URL(url).host,
    invoke: (event) => {
      const answered = Promise.withResolvers<unknown>();
      if (abandoned) answered.reject(abandoned);
      else queued.push({ id: randomUUID(), event: JSON.stringify(event), answered });
      handOver();
      return answered.promise;
    },
    abandon,
    close: () => closeServer(server),
  };
};
