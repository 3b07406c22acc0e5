import * as z from 'zod';
import { pointsAt, statementsIn } from '../policy-statements.ts';
import { type Invariant, reference } from '../template.ts';

/** CDK's own function that copies pages from the assets' bucket: its policy is not ours to write. */
const isOurs = (id: string): boolean => !id.startsWith('CustomCDKBucketDeployment');

export const permissionsNameActionsAndResources: Invariant = (template) =>
  statementsIn(template)
    .filter(({ role }) => isOurs(role))
    .flatMap(({ role, Effect, Action, Resource, NotAction, NotResource }) => [
      ...(Effect === 'Allow' && NotAction === undefined && NotResource === undefined
        ? []
        : [`${role}: says what is allowed by what is not`]),
      ...Action.filter((action) => !/^[a-z0-9]+:[A-Za-z]+$/.test(action)).map(
        (action) => `${role}: may do ${action}, which is more than one action`,
      ),
      // the one pattern that there is: the feeds in the public bucket
      ...Resource.map((resource) => JSON.stringify(resource))
        .filter((resource) => resource.includes('*') && !resource.includes('/feeds/*"'))
        .map((resource) => `${role}: gets at ${resource}, which is more than one resource`),
    ]);

const roleSchema = z.object({ ManagedPolicyArns: z.array(z.unknown()).default([]), Policies: z.unknown().optional() });

/** All that a role may do stands in one policy of ours. */
export const rolesHaveNoOtherPolicies: Invariant = (template) =>
  template
    .ofType('AWS::IAM::Role', roleSchema)
    .filter(({ id, properties }) => isOurs(id) && (properties.ManagedPolicyArns.length > 0 || properties.Policies))
    .map(({ id }) => `${id}: has a policy that is not ours, or hidden in the role`);

const trusted = z.object({
  AssumeRolePolicyDocument: z.object({
    Statement: z.tuple([
      z.object({ Principal: z.object({ Service: z.enum(['lambda.amazonaws.com', 'scheduler.amazonaws.com']) }) }),
    ]),
  }),
});
export const rolesAreForServices: Invariant = (template) => template.misfits('AWS::IAM::Role', trusted);

/** What Lambda does with a function's role itself: polling, and putting failed records aside. */
const lambdasOwn =
  /^(sqs:(ReceiveMessage|DeleteMessage|ChangeMessageVisibility|GetQueueUrl|GetQueueAttributes)|dynamodb:(DescribeStream|GetRecords|GetShardIterator|ListStreams))$/;
const mappingSchema = z.object({
  FunctionName: reference,
  EventSourceArn: reference,
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: reference }) }).optional(),
});

export const functionsPollTheirOwnSources: Invariant = (template) => {
  const roles = new Map(
    template.ofType('AWS::Lambda::Function', z.object({ Role: reference })).map((fn) => [fn.id, fn.properties.Role]),
  );
  const mappings = template
    .ofType('AWS::Lambda::EventSourceMapping', mappingSchema)
    .map(({ properties }) => ({ ...properties, role: roles.get(properties.FunctionName) }));
  return statementsIn(template)
    .filter(({ Action }) => Action.some((action) => lambdasOwn.test(action)))
    .filter(({ role, Resource }) => {
      const own = mappings.filter((mapping) => mapping.role === role);
      const sources = own.flatMap(({ EventSourceArn, DestinationConfig }) => [
        EventSourceArn,
        ...(DestinationConfig ? [DestinationConfig.OnFailure.Destination] : []),
      ]);
      return !sources.some((source) => pointsAt(Resource, source));
    })
    .map(({ role }) => `${role}: polls what is not its own`);
};
