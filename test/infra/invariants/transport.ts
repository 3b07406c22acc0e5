import * as z from 'zod';
import { type Invariant, reference } from '../template.ts';

const deniesPlainHttp = z.object({
  Effect: z.literal('Deny'),
  Condition: z.object({ Bool: z.object({ 'aws:SecureTransport': z.literal('false') }) }),
});
const policySchema = z.object({
  PolicyDocument: z.object({ Statement: z.array(z.unknown()) }),
  Queues: z.array(reference).default([]),
  Topics: z.array(reference).default([]),
  Bucket: reference.optional(),
});
const policies = [
  ['AWS::SQS::Queue', 'AWS::SQS::QueuePolicy'],
  ['AWS::SNS::Topic', 'AWS::SNS::TopicPolicy'],
  ['AWS::S3::Bucket', 'AWS::S3::BucketPolicy'],
] as const;

/** Queues, topics and buckets refuse whoever comes without TLS. */
export const nothingComesInThePlain: Invariant = (template) =>
  policies.flatMap(([type, policyType]) => {
    const safe = template
      .ofType(policyType, policySchema)
      .map(({ properties }) => properties)
      .filter(({ PolicyDocument }) => PolicyDocument.Statement.some((one) => deniesPlainHttp.safeParse(one).success))
      .flatMap(({ Queues, Topics, Bucket = '' }) => [...Queues, ...Topics, Bucket]);
    return template
      .ofType(type, z.unknown())
      .filter(({ id }) => !safe.includes(id))
      .map(({ id }) => `${id}: takes requests without TLS`);
  });
