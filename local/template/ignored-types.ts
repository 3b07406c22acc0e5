/**
 * Resources that change nothing here: permissions that resources give (those that roles give are held), what watches and what
 * only AWS's network needs. A type that is neither here nor interpreted stops the start: silence would be a difference from AWS that no one sees.
 */
const IGNORED: ReadonlySet<string> = new Set([
  'AWS::CDK::Metadata',
  'AWS::ApiGatewayV2::Stage', // the one stage is $default
  'AWS::Budgets::Budget',
  'AWS::CloudFront::OriginAccessControl',
  'AWS::CloudFront::OriginRequestPolicy',
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::CompositeAlarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::IAM::ManagedPolicy',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::LayerVersion',
  'AWS::Lambda::Permission',
  'AWS::Logs::LogGroup',
  'AWS::Logs::MetricFilter',
  'AWS::Logs::ResourcePolicy',
  'AWS::S3::BucketPolicy',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
  'AWS::SecretsManager::ResourcePolicy',
  'AWS::Scheduler::ScheduleGroup',
  'Custom::S3AutoDeleteObjects',
]);

const INTERPRETED: ReadonlySet<string> = new Set([
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::CloudFront::CachePolicy', // what it says of compression; the stand-in does not cache
  'AWS::CloudFront::Distribution',
  'AWS::CloudFront::Function',
  'AWS::CloudFront::ResponseHeadersPolicy',
  'AWS::DynamoDB::GlobalTable',
  'AWS::Events::Rule',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::KMS::Alias',
  'AWS::KMS::Key',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::S3::Bucket',
  'AWS::SNS::Subscription',
  'AWS::SNS::Topic',
  'AWS::SQS::Queue',
  'AWS::Scheduler::Schedule',
  'AWS::SecretsManager::Secret',
  'Custom::CDKBucketDeployment',
]);

/** Throws with the name of every resource whose type the runtime neither interprets nor knowingly ignores. */
export const refuseUnknownTypes = (resources: Readonly<Record<string, { Type: string }>>): void => {
  const unknown = Object.entries(resources).filter(([, { Type }]) => !IGNORED.has(Type) && !INTERPRETED.has(Type));
  if (unknown.length === 0) return;
  const names = unknown.map(([id, { Type }]) => `${id} (${Type})`).join(', ');
  throw new Error(`the embedded runtime does not know ${names}: interpret it in local/ or add it to ignored-types.ts`);
};
