import { expect, it } from 'vitest';
import * as z from 'zod';
import { bundleOf, lambdaFunctions } from './functions.ts';
import { pointsAt, statementsIn } from './policy-statements.ts';
import type { StackUnderTest } from './synthesis.ts';

/** Which actions come with which client of the SDK, or with our own. */
const clients = new Map([
  ['shared/adapters/cloudfront/', 'cloudfront'],
  ['@aws-sdk/client-dynamodb/', 'dynamodb'],
  ['@aws-sdk/client-kms/', 'kms'],
  ['@aws-sdk/client-s3/', 's3'],
  ['@aws-sdk/client-secrets-manager/', 'secretsmanager'],
  ['@aws-sdk/client-sns/', 'sns'],
  ['@aws-sdk/client-sqs/', 'sqs'],
]);
/** What Lambda itself needs of a role: to poll queues and streams, to put failed records aside, and to write logs. */
const pollers = [
  /^sqs:(ReceiveMessage|DeleteMessage|ChangeMessageVisibility|GetQueueUrl|GetQueueAttributes)$/,
  /^dynamodb:(DescribeStream|GetRecords|GetShardIterator|ListStreams)$/,
  /^logs:/,
];

export const describePermissions = (stack: StackUnderTest): void => {
  const statements = statementsIn(stack);
  const actionsOf = (role: string): string[] =>
    statements
      .filter((statement) => statement.role === role)
      .flatMap(({ Action }) => Action)
      .filter((action) => !pollers.some((poller) => poller.test(action)));

  it('lets each function use the services that its bundle has a client for, and no other', () => {
    for (const { name, properties } of lambdaFunctions(stack)) {
      const { inputs } = bundleOf(stack, name);
      const bundled = [...clients]
        .filter(([client]) => inputs.some((path) => path.includes(client)))
        .map(([, service]) => service);
      // the relay's failed records are sent to a queue by Lambda itself, on the function's behalf
      const allowed = actionsOf(properties.Role).map((action) => action.split(':')[0]);
      expect([...new Set(allowed)].filter((service) => name !== 'relay' || service !== 'sqs').sort(), name).toEqual(
        bundled.sort(),
      );
    }
  });

  it('lets nobody delete in the table of rulings but the API that moves their facet rows, and whoever publishes what was scheduled', () => {
    const tables = stack.ofType('AWS::DynamoDB::GlobalTable', z.unknown()).map(({ id }) => id);
    const rulings = tables.find((id) => id.startsWith('TablesRulings'));
    const deleters = statements
      .filter(({ Action, Resource }) => Action.includes('dynamodb:DeleteItem') && pointsAt(Resource, rulings))
      .map(({ role }) => role);
    const names = lambdaFunctions(stack)
      .filter(({ properties }) => deleters.includes(properties.Role))
      .map(({ name }) => name);
    expect(names.sort()).toEqual(['newsroom-api', 'publish-scheduled']);
    expect(deleters).toHaveLength(2);
  });

  it('lets nobody read the signing keys but who signs and who publishes them', () => {
    const secrets = stack.ofType('AWS::SecretsManager::Secret', z.unknown()).map(({ id }) => id);
    const signing = secrets.find((id) => id.startsWith('SecretsSigningKeysSecret'));
    const roles = statements.filter(({ Resource }) => pointsAt(Resource, signing)).map(({ role }) => role);
    const names = lambdaFunctions(stack)
      .filter(({ properties }) => roles.includes(properties.Role))
      .map(({ name }) => name);
    expect(names.sort()).toEqual(['deliver', 'webhook-keys']);
  });

  it('shows phones to nobody but sign-up and the texts channel', () => {
    const tables = stack.ofType('AWS::DynamoDB::GlobalTable', z.unknown()).map(({ id }) => id);
    const subscribers = tables.find((id) => id.startsWith('TablesSubscribers'));
    const roles = statements.filter(({ Resource }) => pointsAt(Resource, subscribers)).map(({ role }) => role);
    const names = lambdaFunctions(stack)
      .filter(({ properties }) => roles.includes(properties.Role))
      .map(({ name }) => name);
    const may = [
      ...['subscribers-api', 'twilio-inbound', 'plan-texts', 'send-texts', 'twilio-status', 'tend-texts'],
      // it counts audiences, and cannot open what is sealed
      'broadcasts-api',
    ];
    expect(names.filter((name) => !may.includes(name))).toEqual([]);
  });
};
