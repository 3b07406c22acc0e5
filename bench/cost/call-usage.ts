/** What calls of the other services take, and what an invocation takes beside the calls that the function makes. */
import * as z from 'zod';
import type { Usage } from './usage.ts';

const chunkBytes = 64 * 1024;
const apiChunkBytes = 512 * 1024;

/** SQS and SNS count each 64 kB as a request, and a batch as one. */
export const requestsFor = (bytes: number): number => Math.max(1, Math.ceil(bytes / chunkBytes));

const message = z.object({ MessageBody: z.string() });
const messages = z.union([
  message.transform((one) => [one]),
  z.object({ Entries: z.array(message) }).transform((all) => all.Entries),
]);
const form = z.record(z.string(), z.string());
const utf8 = (texts: readonly string[]): number => texts.reduce((bytes, text) => bytes + Buffer.byteLength(text), 0);

/** Throws on an action that has no price here. */
export const usageOfCall = (action: string, input: unknown): Usage => {
  const [service = '', operation] = action.split(':');
  if (service === 'kms') return { kmsRequests: 1 };
  if (service === 'secretsmanager') return { secretRequests: 1 };
  if (action === 's3:GetObject') return { s3Reads: 1 };
  // a list is priced as a write
  if (action === 's3:PutObject' || action === 's3:ListBucket') return { s3Writes: 1 };
  if (action === 'sqs:SendMessage')
    return { sqsRequests: requestsFor(utf8(messages.parse(input).map(({ MessageBody }) => MessageBody))) };
  if (action === 'sns:Publish') {
    const texts = Object.entries(form.parse(input)).filter(([name]) => /(^|\.)Message$/.test(name));
    return { snsPublishes: requestsFor(utf8(texts.map(([, text]) => text))) };
  }
  if (action === 'cloudfront:CreateInvalidation')
    return {
      cdnInvalidationPaths: (
        z
          .string()
          .parse(input)
          .match(/<Path>/g) ?? []
      ).length,
    };
  // Lambda receives and deletes; what a function asks of a queue beside that is a request like any other
  if (service === 'sqs' && operation !== undefined) return { sqsRequests: 1 };
  throw new Error(`${action} has no price`);
};

const eventSchema = z.union([
  z.object({ Records: z.array(z.object({ eventSource: z.literal('aws:sqs'), body: z.string() })) }),
  z.object({ requestContext: z.object({ http: z.object({ method: z.string() }) }) }),
]);

/** Three lines that Lambda itself writes for an invocation, START, END and REPORT, with the 26 bytes that CloudWatch adds to each. */
export const platformLogBytes = 340;
/** A line of the API's access log, by its format in the template, with the same 26 bytes. */
export const accessLogBytes = 260;

export interface Invocation {
  readonly event: string;
  readonly ms: number;
  readonly memoryMb: number;
}

/** Lambda counts whole milliseconds; it polls queues and deletes from them in our name; an API request came through CloudFront. */
export const usageOfInvocation = ({ event, ms, memoryMb }: Invocation): Usage => {
  const own = {
    lambdaRequests: 1,
    lambdaGbSeconds: (Math.ceil(ms) / 1000) * (memoryMb / 1024),
    logBytes: platformLogBytes,
  };
  const { success, data } = eventSchema.safeParse(JSON.parse(event));
  if (!success) return own;
  if ('Records' in data) return { ...own, sqsRequests: requestsFor(utf8(data.Records.map(({ body }) => body))) + 1 };
  return {
    ...own,
    apiRequests: Math.max(1, Math.ceil(Buffer.byteLength(event) / apiChunkBytes)),
    cdnRequests: 1,
    logBytes: platformLogBytes + accessLogBytes,
  };
};
