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
      // the patterns that there are: feeds and pages of corrections in the public bucket
      ...Resource.map((resource) => JSON.stringify(resource))
        .filter((resource) => resource.includes('*') && !/\/(feeds|corrections)\/\*"/.test(resource))
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

/** Taking messages or records away from whoever works on them; Lambda does it with the role of the function. */
const takes =
  /^(sqs:(ReceiveMessage|DeleteMessage|ChangeMessageVisibility)|dynamodb:(GetRecords|GetShardIterator|ListStreams))$/;
const mappingSchema = z.object({ FunctionName: reference, EventSourceArn: reference });

export const functionsPollTheirOwnSources: Invariant = (template) => {
  const roles = new Map(
    template.ofType('AWS::Lambda::Function', z.object({ Role: reference })).map((fn) => [fn.id, fn.properties.Role]),
  );
  const mappings = template
    .ofType('AWS::Lambda::EventSourceMapping', mappingSchema)
    .map(({ properties }) => ({ source: properties.EventSourceArn, role: roles.get(properties.FunctionName) }));
  const taking = statementsIn(template).filter(({ Action }) => Action.some((action) => takes.test(action)));
  const takesFrom = (role: string | undefined, source: string): boolean =>
    taking.some((statement) => statement.role === role && pointsAt(statement.Resource, source));
  return [
    ...mappings
      .filter(({ role, source }) => !takesFrom(role, source))
      .map(({ role, source }) => `${role}: may not take from ${source}, which it works on`),
    ...mappings.flatMap(({ role, source }) =>
      taking
        .filter((statement) => statement.role !== role && takesFrom(statement.role, source))
        .map((statement) => `${statement.role}: takes from ${source}, which another works on`),
    ),
  ];
};
