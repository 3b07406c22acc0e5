import { expect, it } from 'vitest';
import * as z from 'zod';
import { bundleOf, lambdaFunctions } from './functions.ts';
import { reference, type StackUnderTest } from './template.ts';

const oneOrMore = <T>(schema: z.ZodType<T>) => z.union([z.array(schema), schema.transform((one) => [one])]);

const statementSchema = z.object({
  Effect: z.literal('Allow'),
  Action: oneOrMore(z.string()),
  Resource: oneOrMore(z.unknown()),
});
const policySchema = z.object({
  PolicyDocument: z.object({ Statement: z.array(statementSchema) }),
  Roles: z.tuple([reference]),
});
const roleSchema = z.object({
  ManagedPolicyArns: z.array(z.unknown()).optional(),
  Policies: z.undefined().optional(),
});

/** What AWS cannot scope, or what is not ours to say: a role's logical id, and why its policy may hold a star. */
const excused = new Map([
  ['CustomCDKBucketDeployment', "CDK's own function that copies pages from the assets' bucket"],
  ['SchedulerRole', 'invokes the sweep, by its ARN or a version of it'],
]);
const isExcused = (id: string): boolean => [...excused.keys()].some((prefix) => id.startsWith(prefix));

/** Which actions come with which client of the SDK. */
const clients = new Map([
  ['client-dynamodb', 'dynamodb'],
  ['client-kms', 'kms'],
  ['client-s3', 's3'],
  ['client-secrets-manager', 'secretsmanager'],
  ['client-sns', 'sns'],
  ['client-sqs', 'sqs'],
]);
/** What Lambda itself needs of a role: to poll queues and streams, to put failed records aside, and to write logs. */
const pollers = [
  /^sqs:(ReceiveMessage|DeleteMessage|ChangeMessageVisibility|GetQueueUrl|GetQueueAttributes)$/,
  /^dynamodb:(DescribeStream|GetRecords|GetShardIterator|ListStreams)$/,
  /^logs:/,
];

export const describePermissions = (stack: StackUnderTest): void => {
  const policies = stack.ofType('AWS::IAM::Policy', policySchema);
  const statements = policies.flatMap(({ properties: { PolicyDocument, Roles } }) =>
    PolicyDocument.Statement.map((statement) => ({ role: Roles[0], ...statement })),
  );
  const actionsOf = (role: string): string[] =>
    statements
      .filter((statement) => statement.role === role)
      .flatMap(({ Action }) => Action)
      .filter((action) => !pollers.some((poller) => poller.test(action)));

  it('names every action and every resource', () => {
    for (const { role, Action, Resource } of statements.filter(({ role }) => !isExcused(role))) {
      for (const action of Action) expect(action, role).toMatch(/^[a-z0-9]+:[A-Za-z]+$/);
      // the one pattern that there is: the feeds in the public bucket
      const stars = Resource.map((resource) => JSON.stringify(resource)).filter((text) => text.includes('*'));
      for (const star of stars) expect(star, role).toContain('/feeds/*"');
    }
  });

  it('gives our roles no managed policy', () => {
    for (const { id, properties } of stack.ofType('AWS::IAM::Role', roleSchema).filter(({ id }) => !isExcused(id))) {
      expect(properties.ManagedPolicyArns, id).toBeUndefined();
    }
  });

  it('lets each function use the services that its bundle has a client for, and no other', () => {
    for (const { name, properties } of lambdaFunctions(stack)) {
      const { inputs } = bundleOf(stack, name);
      const bundled = [...clients]
        .filter(([client]) => inputs.some((path) => path.includes(`@aws-sdk/${client}/`)))
        .map(([, service]) => service);
      // the relay's failed records are sent to a queue by Lambda itself, on the function's behalf
      const allowed = actionsOf(properties.Role).map((action) => action.split(':')[0]);
      expect([...new Set(allowed)].filter((service) => name !== 'relay' || service !== 'sqs').sort(), name).toEqual(
        bundled.sort(),
      );
    }
  });

  it('lets nobody delete rulings but the API that moves their facet rows', () => {
    const tables = stack.ofType('AWS::DynamoDB::GlobalTable', z.unknown()).map(({ id }) => id);
    const rulings = tables.find((id) => id.startsWith('TablesRulings'));
    const deleters = statements
      .filter(({ Action, Resource }) => Action.includes('dynamodb:DeleteItem') && pointsAt(Resource, rulings))
      .map(({ role }) => role);
    const api = lambdaFunctions(stack).find(({ name }) => name === 'newsroom-api');
    expect(deleters).toEqual([api?.properties.Role]);
  });

  it('shows phones to nobody but sign-up and the texts channel', () => {
    const tables = stack.ofType('AWS::DynamoDB::GlobalTable', z.unknown()).map(({ id }) => id);
    const subscribers = tables.find((id) => id.startsWith('TablesSubscribers'));
    const roles = statements.filter(({ Resource }) => pointsAt(Resource, subscribers)).map(({ role }) => role);
    const names = lambdaFunctions(stack)
      .filter(({ properties }) => roles.includes(properties.Role))
      .map(({ name }) => name);
    const may = ['subscribers-api', 'plan-texts', 'send-texts', 'twilio-status'];
    expect(names.filter((name) => !may.includes(name))).toEqual([]);
  });
};

const pointsAt = (resources: readonly unknown[], id: string | undefined): boolean =>
  id !== undefined && JSON.stringify(resources).includes(`"${id}"`);
