import * as z from 'zod';
import { nameOf } from '../local/aws/identity.ts';
import type { Resource, Resources } from '../local/template/resources.ts';

/** A function of the stack: what wakes it, and what its role lets it do. Everything by the names that people use for it. */
export interface FunctionPart {
  /** The folder in `functions/`. */
  readonly name: string;
  readonly routes: readonly string[];
  readonly queues: readonly string[];
  readonly streamOf: string | undefined;
  readonly schedule: string | undefined;
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  readonly sendsTo: readonly string[];
  /** Ruling events, and notices about partners. */
  readonly publishes: boolean;
  readonly tells: boolean;
  readonly writesFiles: boolean;
}

export interface SystemParts {
  readonly functions: readonly FunctionPart[];
  readonly tables: readonly string[];
  /** Queues of the channels, and the origins of the events that the topic hands them; all events where there are none. */
  readonly subscriptions: readonly { readonly queue: string; readonly origins: readonly string[] }[];
  /** Paths of the distribution that the API answers; the bucket answers the rest. */
  readonly dynamicPaths: readonly string[];
}

const functionSchema = z.object({
  Description: z.string().startsWith('Rulingwire '),
  Role: z.string(),
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }),
});
const oneOrMore = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const policySchema = z.object({
  Roles: z.array(z.string()),
  PolicyDocument: z.object({ Statement: z.array(z.object({ Action: oneOrMore, Resource: oneOrMore })) }),
});
const mappingSchema = z.object({ EventSourceArn: z.string(), FunctionName: z.string() });
const routeSchema = z.object({ RouteKey: z.string(), Target: z.string() });
const integrationSchema = z.object({ IntegrationUri: z.string() });
const scheduleSchema = z.object({ ScheduleExpression: z.string(), Target: z.object({ Arn: z.string() }) });
const subscriptionSchema = z.object({
  Endpoint: z.string(),
  FilterPolicy: z.object({ origin: z.array(z.string()) }).optional(),
});
const distributionSchema = z.object({
  DistributionConfig: z.object({ CacheBehaviors: z.array(z.object({ PathPattern: z.string() })) }),
});

const readActions = ['GetItem', 'BatchGetItem', 'Query'];
const writeActions = ['PutItem', 'UpdateItem', 'DeleteItem'];

/** `RULINGS_TABLE` → Rulings, `TEXT_PLANS_QUEUE_URL` → text-plans: resources are called by the variables that functions know them by. */
const wordOf = (variable: string): string | undefined => {
  const [, table] = /^(.+)_TABLE$/.exec(variable) ?? [];
  if (table !== undefined) return table.slice(0, 1) + table.slice(1).toLowerCase();
  const [, queue] = /^(.+)_QUEUE_URL$/.exec(variable) ?? [];
  return queue?.toLowerCase().replaceAll('_', '-');
};

const tableIn = (arn: string): string | undefined => /:table\/([^/]+)/.exec(arn)?.[1];

interface Grant {
  readonly action: string;
  readonly resource: string;
}

/**
 * Reads the parts out of the template's resources; `queueUrl` with which these were read must give a queue's name. Throws where a
 * table or a queue has no variable, or a function no waker.
 */
export const readSystem = (resources: Resources): SystemParts => {
  const lambdas = resources.ofType('AWS::Lambda::Function').flatMap((resource) => {
    const parsed = functionSchema.safeParse(resource.properties());
    return parsed.success ? [{ resource, ...parsed.data }] : [];
  });
  const words = new Map(
    lambdas
      .flatMap(({ Environment }) => Object.entries(Environment.Variables))
      .map(([variable, value]) => [value, wordOf(variable)]),
  );
  const known = (name: string): string => {
    const word = words.get(name);
    if (word === undefined) throw new Error(`no function knows ${name} by a variable`);
    return word;
  };
  const parse = <T>(type: string, schema: z.ZodType<T>): (T & { readonly name: string })[] =>
    resources
      .ofType(type)
      .map((resource: Resource) => ({ ...schema.parse(resource.properties()), name: resource.name }));

  const policies = parse('AWS::IAM::Policy', policySchema);
  const mappings = parse('AWS::Lambda::EventSourceMapping', mappingSchema);
  const routes = parse('AWS::ApiGatewayV2::Route', routeSchema);
  const schedules = parse('AWS::Scheduler::Schedule', scheduleSchema);
  const integrations = new Map(
    parse('AWS::ApiGatewayV2::Integration', integrationSchema).map(({ name, IntegrationUri }) => [
      name,
      IntegrationUri,
    ]),
  );

  const grantsOf = (role: string): Grant[] =>
    policies
      .filter(({ Roles }) => Roles.includes(role))
      .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
      .flatMap(({ Action, Resource: arns }) =>
        Action.flatMap((action) => arns.map((resource) => ({ action: nameOf(action), resource }))),
      );

  const functions = lambdas.map(({ resource, Description, Role, Environment }): FunctionPart => {
    const grants = grantsOf(nameOf(Role));
    const tables = (actions: readonly string[]): string[] => {
      const granted = grants.filter(({ action }) => actions.includes(action)).map(({ resource: arn }) => tableIn(arn));
      return [...new Set(granted.filter((name) => name !== undefined).map(known))];
    };
    const allows = (wanted: string): boolean => grants.some(({ action }) => action === wanted);
    const sources = mappings.filter(({ FunctionName }) => nameOf(FunctionName) === resource.name);
    const ours = (arn: string | undefined): boolean => arn !== undefined && nameOf(arn) === resource.name;
    const queues = sources.filter(({ EventSourceArn }) => EventSourceArn.includes(':sqs:'));
    const stream = sources.find(({ EventSourceArn }) => EventSourceArn.includes(':dynamodb:'))?.EventSourceArn;
    return {
      name: Description.replace('Rulingwire ', ''),
      routes: routes
        .filter(({ Target }) => ours(integrations.get(Target.replace('integrations/', ''))))
        .map(({ RouteKey }) => RouteKey),
      queues: queues.map(({ EventSourceArn }) => known(nameOf(EventSourceArn))).sort(),
      streamOf: stream && known(tableIn(stream) ?? ''),
      schedule: schedules.find(({ Target }) => ours(Target.Arn))?.ScheduleExpression,
      reads: tables(readActions),
      writes: tables(writeActions),
      sendsTo: Object.entries(Environment.Variables).flatMap(([variable, value]) =>
        variable.endsWith('_QUEUE_URL') ? [known(value)] : [],
      ),
      publishes: 'EVENTS_TOPIC_ARN' in Environment.Variables,
      tells: 'PARTNER_NOTICES_TOPIC_ARN' in Environment.Variables,
      writesFiles: allows('PutObject'),
    };
  });

  const [distribution] = parse('AWS::CloudFront::Distribution', distributionSchema);
  return {
    functions,
    tables: resources.ofType('AWS::DynamoDB::GlobalTable').map(({ name }) => known(name)),
    subscriptions: parse('AWS::SNS::Subscription', subscriptionSchema).map(({ Endpoint, FilterPolicy }) => ({
      queue: known(nameOf(Endpoint)),
      origins: FilterPolicy?.origin ?? [],
    })),
    dynamicPaths: (distribution?.DistributionConfig.CacheBehaviors ?? []).map(({ PathPattern }) => PathPattern),
  };
};
