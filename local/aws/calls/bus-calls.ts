/** What requests to the message bus need: SQS by X-Amz-Target, SNS by its form, S3 by method and path. */
import * as z from 'zod';
import { bucketArn, nameOf, queueArn } from '../identity.ts';
import type { Call } from '../policy.ts';

export interface BusRequest {
  readonly method: string;
  readonly target: string | undefined;
  readonly params: unknown;
  readonly body: unknown;
}

const queued = z.object({ QueueUrl: z.string() });
const published = z.object({ Action: z.string(), TopicArn: z.string() });
const stored = z.object({ bucket: z.string(), '*': z.string().default('') });

/** A batch needs what one message needs: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html */
const ofOne = (action: string): string => action.replace(/Batch$/, '');

const objectActions: Readonly<Record<string, string>> = {
  GET: 's3:GetObject',
  HEAD: 's3:GetObject',
  PUT: 's3:PutObject',
  DELETE: 's3:DeleteObject',
};
const bucketActions: Readonly<Record<string, string>> = { GET: 's3:ListBucket', HEAD: 's3:ListBucket' };

/**
 * S3 tells only those who may list a bucket that an object is missing from it, and refuses the others; `exists` looks.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
const objectCalls = (method: string, params: unknown, exists: (bucket: string, key: string) => boolean): Call[] => {
  const { bucket, '*': key } = stored.parse(params);
  const list = { action: 's3:ListBucket', resource: bucketArn(bucket) };
  if (key === '') return [{ ...list, action: bucketActions[method] ?? `s3:${method} of a bucket` }];
  const action = objectActions[method] ?? `s3:${method} of an object`;
  const call = { action, resource: `${bucketArn(bucket)}/${key}` };
  return action === 's3:GetObject' && !exists(bucket, key) ? [call, list] : [call];
};

export const busCalls = (
  { method, target, params, body }: BusRequest,
  exists: (bucket: string, key: string) => boolean,
): Call[] => {
  const [service, operation = ''] = target?.split('.') ?? [];
  if (service === 'AmazonSQS') {
    return [{ action: `sqs:${ofOne(operation)}`, resource: queueArn(nameOf(queued.parse(body).QueueUrl)) }];
  }
  const { success, data } = published.safeParse(body);
  if (success) return [{ action: `sns:${ofOne(data.Action)}`, resource: data.TopicArn }];
  return objectCalls(method, params, exists);
};
