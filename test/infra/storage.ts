import { expect, it } from 'vitest';
import * as z from 'zod';
import { reference, type StackUnderTest } from './template.ts';

const replicaSchema = z.object({
  DeletionProtectionEnabled: z.boolean().optional(),
  PointInTimeRecoverySpecification: z.object({ PointInTimeRecoveryEnabled: z.literal(true) }),
});
const tableSchema = z.object({
  BillingMode: z.literal('PAY_PER_REQUEST'),
  SSESpecification: z.object({ SSEEnabled: z.literal(true), SSEType: z.literal('KMS') }),
  TimeToLiveSpecification: z.object({ AttributeName: z.literal('expiresAt'), Enabled: z.literal(true) }),
  StreamSpecification: z.object({ StreamViewType: z.string() }).optional(),
  GlobalSecondaryIndexes: z
    .array(
      z.object({
        IndexName: z.string(),
        KeySchema: z.array(z.object({ AttributeName: z.string() })),
        Projection: z.object({ ProjectionType: z.literal('ALL') }),
      }),
    )
    .default([]),
  LocalSecondaryIndexes: z
    .array(
      z.object({
        IndexName: z.string(),
        KeySchema: z.array(z.object({ AttributeName: z.string() })),
        Projection: z.object({ ProjectionType: z.literal('ALL') }),
      }),
    )
    .default([]),
  Replicas: z.tuple([replicaSchema]),
});
const keySchema = z.object({ EnableKeyRotation: z.literal(true) });
const bucketSchema = z.object({
  BucketEncryption: z.object({ ServerSideEncryptionConfiguration: z.array(z.unknown()).min(1) }),
  PublicAccessBlockConfiguration: z.object({
    BlockPublicAcls: z.literal(true),
    BlockPublicPolicy: z.literal(true),
    IgnorePublicAcls: z.literal(true),
    RestrictPublicBuckets: z.literal(true),
  }),
});
const secretSchema = z.object({
  GenerateSecretString: z.object({
    PasswordLength: z.int().optional(),
    ExcludePunctuation: z.literal(true),
    GenerateStringKey: z.string().optional(),
    SecretStringTemplate: z.string().optional(),
  }),
});
const topicSchema = z.object({ KmsMasterKeyId: z.unknown().optional() });
const topicPolicySchema = z.object({ Topics: z.tuple([reference]) });

export const describeStorage = (stack: StackUnderTest): void => {
  const tables = stack.ofType('AWS::DynamoDB::GlobalTable', tableSchema);
  const nameOf = (id: string): string => id.replace(/^Tables([A-Z][a-z]+).*$/, '$1');

  it('keeps six tables when the stack goes, encrypted and restorable', () => {
    expect(tables.map(({ id }) => nameOf(id)).sort()).toEqual([
      'Deliveries',
      'Partners',
      'Rulings',
      'Subscribers',
      'Texts',
      'Timetable',
    ]);
    for (const { id, deletionPolicy } of tables) expect(deletionPolicy, id).toBe('Retain');
  });

  it('protects the rulings and the tables that hold people from deletion', () => {
    const protectedTables = tables.filter(
      ({ properties }) => properties.Replicas[0].DeletionProtectionEnabled === true,
    );
    expect(protectedTables.map(({ id }) => nameOf(id)).sort()).toEqual(['Partners', 'Rulings', 'Subscribers', 'Texts']);
  });

  it('streams new images of the rulings, and of nothing else', () => {
    const streamed = tables.filter(({ properties }) => properties.StreamSpecification !== undefined);
    expect(streamed.map(({ id, properties }) => [nameOf(id), properties.StreamSpecification])).toEqual([
      ['Rulings', { StreamViewType: 'NEW_IMAGE' }],
    ]);
  });

  it('has the indexes that adapters ask', () => {
    const indexes = tables.flatMap(({ id, properties }) =>
      [...properties.GlobalSecondaryIndexes, ...properties.LocalSecondaryIndexes].map(({ IndexName, KeySchema }) => [
        `${nameOf(id)} ${IndexName}`,
        KeySchema.map(({ AttributeName }) => AttributeName),
      ]),
    );
    expect(Object.fromEntries(indexes)).toEqual({
      'Subscribers cohort': ['cohort', 'pk'],
      'Deliveries due': ['pk', 'dueAt'],
      'Deliveries delivery': ['id', 'pk'],
      'Deliveries event': ['eventShard', 'pk'],
    });
  });

  it('rotates the key of the vault and keeps it, for nothing sealed opens without it', () => {
    for (const { id, deletionPolicy } of stack.ofType('AWS::KMS::Key', keySchema)) {
      expect(deletionPolicy, id).toBe('Retain');
    }
  });

  it('makes secrets that cannot be guessed, and keeps them', () => {
    const secrets = stack.ofType('AWS::SecretsManager::Secret', secretSchema);
    for (const { id, deletionPolicy } of secrets) expect(deletionPolicy, id).toBe('Retain');
    const made = secrets.map(({ properties: { GenerateSecretString: made } }) => made.PasswordLength ?? 32);
    expect(made.sort()).toEqual([32, 48, 64]);
    // until the operator fills it in, Twilio's token is random: an empty one would let anyone sign callbacks
    const twilio = secrets.find(({ properties }) => properties.GenerateSecretString.SecretStringTemplate !== undefined);
    expect(twilio?.properties.GenerateSecretString.GenerateStringKey).toBe('authToken');
  });

  it('has one bucket, private, encrypted and kept', () => {
    const buckets = stack.ofType('AWS::S3::Bucket', bucketSchema);
    expect(buckets.map(({ deletionPolicy }) => deletionPolicy)).toEqual(['Retain']);
  });

  it('encrypts ruling events on their way', () => {
    const alarms = stack.ofType('AWS::SNS::Topic', topicSchema).filter(({ id }) => id.startsWith('Alarms'));
    const plain = stack.ofType('AWS::SNS::Topic', topicSchema).filter(({ properties }) => !properties.KmsMasterKeyId);
    // CloudWatch cannot publish to a topic under the AWS-managed key
    expect(plain.map(({ id }) => id)).toEqual(alarms.map(({ id }) => id));
    expect(stack.ofType('AWS::SNS::TopicPolicy', topicPolicySchema)).toHaveLength(2);
  });
};
