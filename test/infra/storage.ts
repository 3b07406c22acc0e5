import { expect, it } from 'vitest';
import * as z from 'zod';
import type { StackUnderTest } from './synthesis.ts';

const tableSchema = z.object({
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
});
const secretSchema = z.object({
  GenerateSecretString: z.object({
    PasswordLength: z.int().optional(),
    ExcludePunctuation: z.literal(true),
    GenerateStringKey: z.string().optional(),
    SecretStringTemplate: z.string().optional(),
  }),
});
export const describeStorage = (stack: StackUnderTest): void => {
  const tables = stack.ofType('AWS::DynamoDB::GlobalTable', tableSchema);
  const nameOf = (id: string): string => id.replace(/^Tables([A-Z][a-z]+).*$/, '$1');

  it('has six tables', () => {
    expect(tables.map(({ id }) => nameOf(id)).sort()).toEqual([
      'Deliveries',
      'Partners',
      'Rulings',
      'Subscribers',
      'Texts',
      'Timetable',
    ]);
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

  it('makes secrets that cannot be guessed', () => {
    const secrets = stack.ofType('AWS::SecretsManager::Secret', secretSchema);
    const made = secrets.map(({ properties: { GenerateSecretString: made } }) => made.PasswordLength ?? 32);
    expect(made.sort()).toEqual([32, 48, 64, 64]);
    // until the operator fills it in, Twilio's token is random: an empty one would let anyone sign callbacks
    const twilio = secrets.find(({ id }) => id.startsWith('SecretsTwilioSecret'));
    expect(twilio?.properties.GenerateSecretString).toMatchObject({
      GenerateStringKey: 'authToken',
      SecretStringTemplate: expect.stringContaining('"messagingServiceSid":""'),
    });
    const signing = secrets.find(({ id }) => id.startsWith('SecretsSigningKeysSecret'));
    expect(signing?.properties.GenerateSecretString).toMatchObject({
      ...{ PasswordLength: 64, GenerateStringKey: 'current', SecretStringTemplate: '{}' },
    });
  });
};
