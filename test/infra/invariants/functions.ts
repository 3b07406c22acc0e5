import * as z from 'zod';
import { type Invariant, reference, type Template } from '../template.ts';

const functionSchema = z.object({
  Runtime: z.string(),
  Role: reference,
  Architectures: z.array(z.string()).default([]),
  RecursiveLoop: z.string().optional(),
  LoggingConfig: z.object({ LogGroup: reference }).optional(),
});

/** Ours; CDK's own, which copies pages, is in Python. */
const ourFunctions = (template: Template) =>
  template
    .ofType('AWS::Lambda::Function', functionSchema)
    .filter(({ properties }) => properties.Runtime.startsWith('nodejs'));

export const functionsRunOnNode24: Invariant = (template) =>
  ourFunctions(template)
    .filter(({ properties }) => properties.Runtime !== 'nodejs24.x' || properties.Architectures[0] !== 'arm64')
    .map(({ id }) => `${id}: does not run on Node 24 on arm64`);

export const functionsHaveRolesOfTheirOwn: Invariant = (template) => {
  const roles = template.ofType('AWS::Lambda::Function', functionSchema).map(({ properties }) => properties.Role);
  return ourFunctions(template)
    .filter(({ properties: { Role } }) => roles.filter((role) => role === Role).length > 1)
    .map(({ id }) => `${id}: shares its role`);
};

/** A group that the template does not have is made by Lambda, and kept for ever. */
export const functionsLogToTheirOwnGroups: Invariant = (template) =>
  template.ofType('AWS::Lambda::Function', functionSchema).flatMap(({ id, properties: { LoggingConfig } }) => {
    const group = LoggingConfig?.LogGroup ?? '';
    return template.types.get(group) === 'AWS::Logs::LogGroup' ? [] : [`${id}: logs to no group of the template`];
  });

const errorsOf = z.object({
  MetricName: z.string().optional(),
  Dimensions: z.array(z.object({ Value: reference })).default([]),
});

export const functionsRaiseAlarms: Invariant = (template) => {
  const watched = template
    .ofType('AWS::CloudWatch::Alarm', errorsOf)
    .filter(({ properties }) => properties.MetricName === 'Errors')
    .flatMap(({ properties }) => properties.Dimensions.map(({ Value }) => Value));
  return ourFunctions(template)
    .filter(({ id }) => !watched.includes(id))
    .map(({ id }) => `${id}: fails unseen`);
};

/** Lambda ends a chain of messages that comes back to a function for the 16th time, unless the function is meant to do that. */
export const onlyWhatGoesOnForLongFeedsItself: Invariant = (template) =>
  ourFunctions(template)
    .filter(
      ({ id, properties }) =>
        (properties.RecursiveLoop === 'Allow') !==
        /^(PartnersDeliver|PartnersDeliverToFollowers|ArchivesBuildArchives|ArchivesRebuildFeeds|TextsPlanTexts)Function/.test(
          id,
        ),
    )
    .map(({ id }) => `${id}: may, or may not, feed itself`);

/** Lambda's second and third try at an event would come minutes late, and beside the next. */
export const scheduledFunctionsAreNotRetried: Invariant = (template) =>
  template.misfits('AWS::Lambda::EventInvokeConfig', z.object({ MaximumRetryAttempts: z.literal(0) }));

/** Whoever floods the API gets 429 before the account's concurrency is gone. */
export const theApiIsThrottled: Invariant = (template) =>
  template.misfits(
    'AWS::ApiGatewayV2::Stage',
    z.object({
      DefaultRouteSettings: z.object({
        ThrottlingRateLimit: z.number().max(1_000),
        ThrottlingBurstLimit: z.number().max(1_000),
      }),
    }),
  );

/** What anybody may call, and what then reaches others: the hub asks a server of the caller's choice, a sign-up texts a number. */
const reachingOthers = ['POST /hub', 'POST /v1/subscribers'];

/** API Gateway refuses settings for a route that is not there yet. */
export const whatReachesOthersIsThrottledOnItsOwn: Invariant = (template) => {
  const limits = z.object({ ThrottlingRateLimit: z.number().max(5), ThrottlingBurstLimit: z.number().max(50) });
  const schema = z.object({ RouteSettings: z.record(z.string(), limits) });
  const misfits = template.misfits('AWS::ApiGatewayV2::Stage', schema);
  if (misfits.length > 0) return misfits;
  const routes = template.ofType('AWS::ApiGatewayV2::Route', z.object({ RouteKey: z.string() }));
  return template.ofType('AWS::ApiGatewayV2::Stage', schema).flatMap(({ id, properties, dependsOn }) =>
    reachingOthers.flatMap((key) => {
      const route = routes.find(({ properties }) => properties.RouteKey === key);
      return [
        ...(properties.RouteSettings[key] === undefined ? [`${id}: does not throttle ${key}`] : []),
        ...(route !== undefined && dependsOn.includes(route.id) ? [] : [`${id}: does not wait for the route ${key}`]),
      ];
    }),
  );
};
