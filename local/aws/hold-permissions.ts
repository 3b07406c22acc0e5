import { type BusRequest, busCalls } from './calls/bus-calls.ts';
import type { BucketStore, buildApp } from './fauxqs-modules.ts';
import { ServiceError } from './json-server.ts';
import { AccessDenied, type Demand, type Permissions } from './permissions.ts';
import { findObject } from './stored-object.ts';

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

interface Refusal {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** Each service has its own name for what its policies forbid. */
const isOfObject = ({ params }: BusRequest): boolean =>
  typeof params === 'object' && params !== null && 'bucket' in params;
const denialOf = (asked: BusRequest): string => {
  if (asked.target !== undefined) return 'AccessDeniedException';
  return isOfObject(asked) ? 'AccessDenied' : 'AuthorizationError';
};

/** SQS speaks JSON, SNS and S3 each their XML, by which the SDK makes the exception. Undefined for what no service says. */
const refusalOf = (asked: BusRequest, cause: unknown): Refusal | undefined => {
  if (!(cause instanceof AccessDenied || cause instanceof ServiceError)) return undefined;
  const { code, status } = cause instanceof ServiceError ? cause : { code: denialOf(asked), status: 403 };
  if (asked.target !== undefined) {
    const body = JSON.stringify({ __type: `com.amazon.coral.service#${code}`, message: cause.message });
    return { status, type: 'application/x-amz-json-1.0', body };
  }
  const inner = `<Code>${code}</Code><Message>${escaped(cause.message)}</Message>`;
  if (isOfObject(asked)) return { status, type: 'application/xml', body: `<Error>${inner}</Error>` };
  const error = `<Error><Type>${status < 500 ? 'Sender' : 'Receiver'}</Type>${inner}</Error>`;
  return { status, type: 'text/xml', body: `<ErrorResponse>${error}</ErrorResponse>` };
};

/** Refuses every request to SQS, SNS and S3 whose signer may not do it, and lets the others be watched. */
export const holdPermissions = (
  app: ReturnType<typeof buildApp>,
  buckets: BucketStore,
  permissions: Permissions,
): void => {
  const exists = (bucket: string, key: string): boolean => findObject(buckets, bucket, key) !== undefined;
  const { watch } = permissions;
  const admitted = new WeakMap<object, { readonly asked: BusRequest; readonly demanded: Demand }>();

  app.addHook('preHandler', async (request, reply) => {
    const { method, params, body, headers } = request;
    const asked = { method, params, body, target: headers['x-amz-target']?.toString() };
    try {
      const demanded = permissions.demand(headers.authorization, () => busCalls(asked, exists));
      if (demanded === undefined) return;
      await watch.before?.(demanded.principal, demanded.calls);
      admitted.set(request, { asked, demanded });
    } catch (cause) {
      const refusal = refusalOf(asked, cause);
      if (refusal === undefined) throw cause;
      return reply.code(refusal.status).type(refusal.type).send(refusal.body);
    }
  });
  app.addHook('onSend', async (request, reply, output) => {
    const of = admitted.get(request);
    if (of === undefined) return output;
    // the failure that the watch makes of it is sent too, and is none of its business
    admitted.delete(request);
    try {
      await watch.after?.(of.demanded.principal, of.demanded.calls, { input: request.body, output });
      return output;
    } catch (cause) {
      const refusal = refusalOf(of.asked, cause);
      if (refusal === undefined) throw cause;
      reply.code(refusal.status).type(refusal.type).removeHeader('content-length');
      return refusal.body;
    }
  });
};
