/** Ways to break the template, each of which an invariant must find: a check that finds nothing wrong in them proves nothing. */
import * as z from 'zod';

interface Breakage {
  /** The invariant that must find it. */
  readonly by: string;
  /** A resource, by the start of its logical id: the shortest that fits. */
  readonly id: string;
  /** What is changed in its properties, steps with dots between them; the resource itself goes where it is empty. */
  readonly path: string;
  /** What is put there; it is taken away where this is undefined. */
  readonly to?: unknown;
}

const relay = 'RulingsStreamRelayFunctionDynamoDBEventSource';
const feedsMapping = 'FeedsBuildFeedsFunctionSqsEventSource';
const feedsPolicy = 'FeedsBuildFeedsRoleDefaultPolicy';
const second = 'PolicyDocument.Statement.1';
const noRunbook = 'Readers of feeds do not see corrections. Runbook: docs/runbooks/none.md';
const invalidating = 'cloudfront:CreateInvalidation';
const replica = 'Replicas.0';
const files = 'DistributionConfig.DefaultCacheBehavior';
const codings = 'CachePolicyConfig.ParametersInCacheKeyAndForwardedToOrigin';
const destructuring = 'function handler({ request }) { return request; }';

export const breakages: readonly Breakage[] = [
  { by: 'alarmsSayWhatIsLostAndWhatToDo', id: 'SweepSilent', path: 'AlarmDescription', to: 'The sweep is silent.' },
  { by: 'alarmsSayWhatIsLostAndWhatToDo', id: 'SweepSilent', path: 'AlarmDescription', to: noRunbook },
  { by: 'alarmsReachOneTopic', id: 'SweepErrors', path: 'AlarmActions' },
  { by: 'alarmsReachOneTopic', id: 'SweepErrors', path: 'AlarmActions.0.Ref', to: 'RulingsStreamRulingEvents' },
  { by: 'silenceIsReadRightly', id: 'SweepErrors', path: 'TreatMissingData', to: 'breaching' },
  { by: 'silenceIsReadRightly', id: 'SweepSilent', path: 'TreatMissingData', to: 'notBreaching' },
  { by: 'theSweepsSilenceRings', id: 'SweepSilent', path: '' },
  { by: 'theSweepsSilenceRings', id: 'TendPartnersSilent', path: '' },
  { by: 'rareSchedulesRingAtTheirFirstError', id: 'TendPartnersErrors', path: 'DatapointsToAlarm', to: 2 },

  { by: 'filesAreKeptCompressedForASecond', id: 'SiteDistribution', path: `${files}.Compress`, to: false },
  { by: 'filesAreKeptCompressedForASecond', id: 'SiteDistribution', path: `${files}.CachePolicyId`, to: 'another' },
  { by: 'filesAreKeptCompressedForASecond', id: 'SiteFiles', path: `${codings}.EnableAcceptEncodingGzip`, to: false },
  { by: 'filesAreKeptCompressedForASecond', id: 'SiteFiles', path: `${codings}.EnableAcceptEncodingBrotli`, to: false },
  { by: 'filesAreKeptCompressedForASecond', id: 'SiteFiles', path: 'CachePolicyConfig.MinTTL', to: 0 },
  { by: 'filesAreKeptCompressedForASecond', id: 'SiteFiles', path: 'CachePolicyConfig.MinTTL', to: 2 },
  { by: 'filesPassViewerFunctions', id: 'SiteDistribution', path: `${files}.FunctionAssociations` },
  {
    by: 'filesPassViewerFunctions',
    id: 'SiteDistribution',
    path: `${files}.FunctionAssociations.1.EventType`,
    to: 'viewer-request',
  },
  { by: 'filesPassViewerFunctions', id: 'SiteViewerResponse', path: '' },
  {
    by: 'filesPassViewerFunctions',
    id: 'SiteDistribution',
    path: 'DistributionConfig.CacheBehaviors.0.FunctionAssociations',
    to: [{ EventType: 'viewer-request', FunctionARN: { Ref: 'SiteViewerRequest' } }],
  },
  { by: 'viewerFunctionsFitTheirRuntime', id: 'SiteViewerRequest', path: 'FunctionCode', to: destructuring },
  {
    by: 'viewerFunctionsFitTheirRuntime',
    id: 'SiteViewerRequest',
    path: 'FunctionCode',
    to: `//${'-'.repeat(10_000)}`,
  },
  {
    by: 'viewerFunctionsFitTheirRuntime',
    id: 'SiteViewerRequest',
    path: 'FunctionConfig.Runtime',
    to: 'cloudfront-js-1.0',
  },
  { by: 'viewerFunctionsFitTheirRuntime', id: 'SiteViewerRequest', path: 'AutoPublish', to: false },
  { by: 'onlyBuildFeedsInvalidates', id: 'SweepRoleDefaultPolicy', path: `${second}.Action`, to: invalidating },
  { by: 'onlyBuildFeedsInvalidates', id: feedsPolicy, path: `${second}.Action`, to: invalidating },
  { by: 'onlyBuildFeedsInvalidates', id: feedsPolicy, path: `${second}.Action`, to: 'cloudfront:DeleteDistribution' },
  { by: 'resourcesWaitInNoCircle', id: 'SiteBucket', path: 'BucketName', to: { Ref: 'SiteDistribution390DED28' } },

  { by: 'functionsRunOnNode24', id: 'SweepFunction', path: 'Runtime', to: 'nodejs22.x' },
  { by: 'functionsRunOnNode24', id: 'SweepFunction', path: 'Architectures' },
  {
    by: 'functionsHaveRolesOfTheirOwn',
    id: 'SweepFunction',
    path: 'Role.Fn::GetAtt.0',
    to: 'TextsPlanTextsRoleA98635D4',
  },
  { by: 'functionsLogToTheirOwnGroups', id: 'SweepFunction', path: 'LoggingConfig' },
  { by: 'functionsLogToTheirOwnGroups', id: 'SweepLogs', path: '' },
  { by: 'functionsRaiseAlarms', id: 'SweepErrors', path: '' },
  { by: 'onlyWhatGoesOnForLongFeedsItself', id: 'SweepFunction', path: 'RecursiveLoop', to: 'Allow' },
  { by: 'onlyWhatGoesOnForLongFeedsItself', id: 'PartnersDeliverFunction', path: 'RecursiveLoop' },
  { by: 'scheduledFunctionsAreNotRetried', id: 'SweepFunctionEventInvokeConfig', path: 'MaximumRetryAttempts', to: 2 },
  { by: 'theApiIsThrottled', id: 'ApiStage', path: 'DefaultRouteSettings' },
  { by: 'whatReachesOthersIsThrottledOnItsOwn', id: 'ApiStage', path: '../DependsOn' },
  { by: 'whatReachesOthersIsThrottledOnItsOwn', id: 'ApiStage', path: 'RouteSettings' },
  { by: 'whatReachesOthersIsThrottledOnItsOwn', id: 'ApiStage', path: 'RouteSettings', to: {} },
  {
    by: 'whatReachesOthersIsThrottledOnItsOwn',
    id: 'ApiStage',
    path: 'RouteSettings.POST /hub.ThrottlingRateLimit',
    to: 200,
  },

  { by: 'permissionsNameActionsAndResources', id: feedsPolicy, path: `${second}.Action`, to: 'dynamodb:*' },
  { by: 'permissionsNameActionsAndResources', id: feedsPolicy, path: `${second}.Action.0`, to: 'dynamodb:Get*' },
  { by: 'permissionsNameActionsAndResources', id: feedsPolicy, path: `${second}.Resource`, to: '*' },
  { by: 'permissionsNameActionsAndResources', id: feedsPolicy, path: `${second}.NotAction`, to: 'iam:PassRole' },
  { by: 'rolesHaveNoOtherPolicies', id: 'SweepRole', path: 'ManagedPolicyArns', to: ['arn:aws:iam::aws:policy/Any'] },
  { by: 'rolesHaveNoOtherPolicies', id: 'SweepRole', path: 'Policies', to: [{ PolicyName: 'More' }] },
  {
    by: 'rolesAreForServices',
    id: 'SweepRole',
    path: 'AssumeRolePolicyDocument.Statement.0.Principal',
    to: { AWS: '*' },
  },
  { by: 'functionsPollTheirOwnSources', id: feedsMapping, path: 'EventSourceArn.Fn::GetAtt.0', to: 'SweepDeadLetters' },

  { by: 'queuesKeepAndEncrypt', id: 'FeedsQueue', path: 'SqsManagedSseEnabled', to: false },
  { by: 'queuesKeepAndEncrypt', id: 'FeedsQueue', path: 'MessageRetentionPeriod', to: 3600 },
  { by: 'queuesAreWorkedOrDeadLetters', id: feedsMapping, path: '' },
  { by: 'workedQueuesHaveDeadLetters', id: 'FeedsQueue', path: 'RedrivePolicy' },
  { by: 'workedQueuesHaveDeadLetters', id: 'FeedsQueue', path: 'RedrivePolicy.maxReceiveCount', to: 1 },
  { by: 'workedQueuesHaveDeadLetters', id: 'FeedsQueue', path: 'RedrivePolicy.maxReceiveCount', to: 1000 },
  { by: 'workedQueuesHaveDeadLetters', id: 'FeedsDeadLettersQueue', path: 'MessageRetentionPeriod', to: 345_600 },
  {
    by: 'deadLettersAreNotShared',
    id: 'FeedsQueue',
    path: 'RedrivePolicy.deadLetterTargetArn.Fn::GetAtt.0',
    to: 'SweepDeadLettersQueueD18ECBE4',
  },
  { by: 'messagesHideForSixTimeouts', id: 'FeedsQueue', path: 'VisibilityTimeout', to: 359 },
  { by: 'messagesHideForSixTimeouts', id: 'FeedsBuildFeedsFunction', path: 'Timeout', to: 61 },
  { by: 'messagesHideForSixTimeouts', id: 'ArchivesQueue', path: 'VisibilityTimeout', to: 6 * 180 + 59 },
  { by: 'workersAreCapped', id: feedsMapping, path: 'ScalingConfig' },
  { by: 'workersAreCapped', id: feedsMapping, path: 'ScalingConfig.MaximumConcurrency', to: 1000 },
  { by: 'mappingsReportPartialFailures', id: feedsMapping, path: 'FunctionResponseTypes' },
  { by: 'streamsGiveUp', id: relay, path: 'MaximumRetryAttempts' },
  { by: 'streamsGiveUp', id: relay, path: 'MaximumRecordAgeInSeconds', to: 86_400 },
  { by: 'streamsGiveUp', id: relay, path: 'BisectBatchOnFunctionError', to: false },
  { by: 'streamsGiveUp', id: relay, path: 'DestinationConfig' },
  { by: 'subscriptionsHaveDeadLetters', id: 'FeedsQueueRulingwire', path: 'RedrivePolicy' },
  { by: 'schedulesHaveDeadLetters', id: 'SweepEachMinute', path: 'Target.DeadLetterConfig' },
  { by: 'schedulesHaveDeadLetters', id: 'SweepEachMinute', path: 'Target.RetryPolicy' },
  { by: 'queuesRaiseAlarms', id: 'FeedsDeadLettersNotEmpty', path: '' },
  { by: 'queuesRaiseAlarms', id: 'FeedsOldestMessage', path: '' },
  { by: 'queuesRaiseAlarms', id: 'RulingsStreamDeadLettersNotEmpty', path: 'MetricName', to: 'NumberOfMessagesSent' },

  { by: 'resourcesFitTheirSchemas', id: 'FeedsQueue', path: 'VisibilityTimeOut', to: 360 },
  { by: 'resourcesFitTheirSchemas', id: 'FeedsQueue', path: 'VisibilityTimeout', to: 'long' },
  { by: 'resourcesFitTheirSchemas', id: 'FeedsQueue', path: 'SqsManagedSseEnabled', to: 'yes' },
  { by: 'resourcesFitTheirSchemas', id: 'SweepFunction', path: 'Code' },
  { by: 'resourcesFitTheirSchemas', id: 'TablesRulings', path: `${replica}.PointInTimeRecovery`, to: true },
  { by: 'resourcesFitTheirSchemas', id: 'TablesRulings', path: `${replica}.Region` },
  { by: 'resourcesFitTheirSchemas', id: 'FeedsOldestMessage', path: 'Dimensions', to: 'QueueName' },

  { by: 'tablesAreEncryptedAndRestorable', id: 'TablesTexts', path: `${replica}.PointInTimeRecoverySpecification` },
  { by: 'tablesAreEncryptedAndRestorable', id: 'TablesTexts', path: 'SSESpecification.SSEEnabled', to: false },
  { by: 'peopleAreProtectedFromDeletion', id: 'TablesTexts', path: `${replica}.DeletionProtectionEnabled` },
  { by: 'whatIsKeptOutlivesTheStack', id: 'SecretsVaultKey', path: '../DeletionPolicy', to: 'Delete' },
  { by: 'whatIsKeptOutlivesTheStack', id: 'TablesTimetable', path: '../DeletionPolicy' },
  { by: 'keysRotate', id: 'SecretsVaultKey', path: 'EnableKeyRotation', to: false },
  {
    by: 'bucketsArePrivateAndEncrypted',
    id: 'SiteBucket',
    path: 'PublicAccessBlockConfiguration.BlockPublicPolicy',
    to: false,
  },
  { by: 'bucketsArePrivateAndEncrypted', id: 'SiteBucket', path: 'BucketEncryption' },
  { by: 'eventsAreEncrypted', id: 'RulingsStreamRulingEvents', path: 'KmsMasterKeyId' },
  { by: 'logsAreEncryptedAndEnd', id: 'SweepLogs', path: 'RetentionInDays' },
  { by: 'logsAreEncryptedAndEnd', id: 'SweepLogs', path: 'KmsKeyId' },
  { by: 'nothingComesInThePlain', id: 'FeedsQueuePolicy', path: '' },
  { by: 'nothingComesInThePlain', id: 'SiteBucketPolicy', path: 'PolicyDocument.Statement.0.Effect', to: 'Allow' },
];

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const resourcesSchema = z.object({ Resources: z.looseObject({}) });

/** A copy of the template with the breakage in it. Throws where there is nothing to break. */
export const broken = (document: unknown, { id, path, to }: Breakage): unknown => {
  const copy = structuredClone(resourcesSchema.loose().parse(document));
  const ids = Object.keys(copy.Resources).filter((each) => each.startsWith(id));
  const [shortest] = ids.sort((a, b) => a.length - b.length);
  if (shortest === undefined) throw new Error(`the template has no ${id}`);
  const inProperties = path.startsWith('../') ? path.slice(3) : `Properties.${path}`;
  const steps = [shortest, ...(path === '' ? [] : inProperties.split('.'))];
  const last = steps.pop() ?? '';
  let place: object = copy.Resources;
  for (const step of steps) {
    const next: unknown = Reflect.get(place, step);
    if (!isObject(next)) throw new Error(`${id} has no ${path}`);
    place = next;
  }
  if (to !== undefined) Reflect.set(place, last, to);
  else if (!Reflect.has(place, last)) throw new Error(`${id} has no ${path} to take away`);
  else Reflect.deleteProperty(place, last);
  return copy;
};
