import { type BusRequest, busCalls } from './calls/bus-calls.ts';
import type { BucketStore, buildApp } from './fauxqs-modules.ts';
import { AccessDenied, type Demand, type Permissions } from './permissions.ts';
import { findObject } from './stored-object.ts';

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

interface Refusal {
  readonly type: string;
  readonly body: string;
}

/** SQS speaks JSON, SNS and S3 each their XML, by which the SDK makes the exception. */
const refusalOf = ({ target, params }: BusRequest, message: string): Refusal => {
  if (target !== undefined) {
    const body = JSON.stringify({ __type: 'com.amazon.coral.service#AccessDeniedException', message });
    return { type: 'application/x-amz-json-1.0', body };
  }
  const inner = `<Message>${escaped(message)}</Message>`;
  const ofObject = typeof params === 'object' && params !== null && 'bucket' in params;
  if (ofObject) return { type: 'application/xml', body: `<Error><Code>AccessDenied</Code>${inner}</Error>` };
  const error = `<Error><Type>Sender</Type><Code>AuthorizationError</Code>${inner}</Error>`;
  return { type: 'text/xml', body: `<ErrorResponse>${error}</ErrorResponse>` };
};

/** Refuses every request to SQS, SNS and S3 whose signer may not do it, and lets the others be watched. */
export const holdPermissions = (
  app: ReturnType<typeof buildApp>,
  buckets: BucketStore,
  permissions: Permissions,
): void => {
  const exists = (bucket: string, key: string): boolean => findObject(buckets, bucket, key) !== undefined;
  const { watch } = permissions;
  const admitted = new WeakMap<object, Demand>();

  app.addHook('preHandler', async (request, reply) => {
    const { method, params, body, headers } = request;
    const asked = { method, params, body, target: headers['x-amz-target']?.toString() };
    try {
      const demanded = permissions.demand(headers.authorization, () => busCalls(asked, exists));
      if (demanded === undefined) return;
      await watch.before?.(demanded.principal, demanded.calls);
      admitted.set(request, demanded);
    } catch (cause) {
      if (!(cause instanceof AccessDenied)) throw cause;
      const { type, body: refusal } = refusalOf(asked, cause.message);
      return reply.code(403).type(type).send(refusal);
    }
  });
  app.addHook('onSend', async (request, _reply, output) => {
    const demanded = admitted.get(request);
    // the failure that the watch makes of it is sent too, and is none of its business
    admitted.delete(request);
    if (demanded) await watch.after?.(demanded.principal, demanded.calls, { input: request.body, output });
    return output;
  });
};
