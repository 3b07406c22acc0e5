import * as z from 'zod';
import type { Invariant } from '../template.ts';

/** Tables that hold people, or what the newsroom said: not to be deleted before their protection is taken off. */
const irreplaceable = /^Tables(Rulings|Subscribers|Texts|Partners)/;
const protectedReplica = z.object({ Replicas: z.array(z.object({ DeletionProtectionEnabled: z.literal(true) })) });

export const tablesAreEncryptedAndRestorable: Invariant = (template) =>
  template.misfits(
    'AWS::DynamoDB::GlobalTable',
    z.object({
      BillingMode: z.literal('PAY_PER_REQUEST'),
      SSESpecification: z.object({ SSEEnabled: z.literal(true), SSEType: z.literal('KMS') }),
      Replicas: z.tuple([
        z.object({ PointInTimeRecoverySpecification: z.object({ PointInTimeRecoveryEnabled: z.literal(true) }) }),
      ]),
    }),
  );

export const peopleAreProtectedFromDeletion: Invariant = (template) =>
  template
    .ofType('AWS::DynamoDB::GlobalTable', z.unknown())
    .filter(({ id, properties }) => irreplaceable.test(id) && !protectedReplica.safeParse(properties).success)
    .map(({ id }) => `${id}: can be deleted with all that it holds`);

const lasting = ['AWS::DynamoDB::GlobalTable', 'AWS::S3::Bucket', 'AWS::SecretsManager::Secret'] as const;

/** Beside them the vault's key, without which nothing sealed opens. The logs' key goes with the logs. */
export const whatIsKeptOutlivesTheStack: Invariant = (template) =>
  [
    ...lasting.flatMap((type) => template.ofType(type, z.unknown())),
    ...template.ofType('AWS::KMS::Key', z.unknown()).filter(({ id }) => id.startsWith('SecretsVaultKey')),
  ]
    .filter(({ deletionPolicy }) => deletionPolicy !== 'Retain')
    .map(({ id }) => `${id}: goes with the stack`);

export const keysRotate: Invariant = (template) =>
  template.misfits('AWS::KMS::Key', z.object({ EnableKeyRotation: z.literal(true) }));

export const bucketsArePrivateAndEncrypted: Invariant = (template) =>
  template.misfits(
    'AWS::S3::Bucket',
    z.object({
      BucketEncryption: z.object({ ServerSideEncryptionConfiguration: z.array(z.unknown()).min(1) }),
      PublicAccessBlockConfiguration: z.object({
        BlockPublicAcls: z.literal(true),
        BlockPublicPolicy: z.literal(true),
        IgnorePublicAcls: z.literal(true),
        RestrictPublicBuckets: z.literal(true),
      }),
    }),
  );

const topicSchema = z.object({ KmsMasterKeyId: z.unknown().optional() });

/** CloudWatch cannot publish to a topic under the AWS-managed key, and an alarm says nothing that is secret. */
export const eventsAreEncrypted: Invariant = (template) =>
  template
    .ofType('AWS::SNS::Topic', topicSchema)
    .filter(({ id, properties }) => !id.startsWith('AlarmsTopic') && properties.KmsMasterKeyId === undefined)
    .map(({ id }) => `${id}: is not encrypted`);

export const logsAreEncryptedAndEnd: Invariant = (template) =>
  template.misfits('AWS::Logs::LogGroup', z.object({ RetentionInDays: z.int().max(90), KmsKeyId: z.object({}) }));
