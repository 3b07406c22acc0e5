import { expect, test } from 'vitest';
import { readResources } from '../../local/template/resources.ts';

const read = (
  Resources: Record<string, { Type: string; Properties?: object; Condition?: string }>,
  more: object = {},
) =>
  readResources(
    {
      Resources: Object.fromEntries(
        Object.entries(Resources).map(([id, { Type, Properties = {}, Condition }]) => [
          id,
          { Type, Properties: { ...Properties }, Condition },
        ]),
      ),
      Parameters: {},
      Conditions: {},
      ...more,
    },
    (name) => `http://queues/${name}`,
  );

test('a resource of a type that nobody decided about stops the start', () => {
  expect(() => read({ Cache: { Type: 'AWS::ElastiCache::CacheCluster' } })).toThrow(
    'does not know Cache (AWS::ElastiCache::CacheCluster)',
  );
});

test('references give what CloudFormation gives', () => {
  const resources = read({
    Jobs: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'jobs' } },
    Pages: { Type: 'AWS::S3::Bucket' },
    Table: { Type: 'AWS::DynamoDB::GlobalTable' },
    Secret: { Type: 'AWS::SecretsManager::Secret' },
    Fn: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        queue: { Ref: 'Jobs' },
        queueArn: { 'Fn::GetAtt': ['Jobs', 'Arn'] },
        bucket: { Ref: 'Pages' },
        domain: { 'Fn::GetAtt': ['Pages', 'RegionalDomainName'] },
        secret: { Ref: 'Secret' },
        stream: { 'Fn::GetAtt': ['Table', 'StreamArn'] },
      },
    },
  });
  resources.setStreamArn('Table', 'arn:aws:dynamodb:us-east-1:000000000000:table/Table/stream/now');
  expect(resources.theOne('AWS::Lambda::Function', 'Fn').properties()).toEqual({
    queue: 'http://queues/jobs',
    queueArn: 'arn:aws:sqs:us-east-1:000000000000:jobs',
    bucket: 'pages',
    domain: 'pages.s3.us-east-1.amazonaws.com',
    secret: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:Secret',
    stream: 'arn:aws:dynamodb:us-east-1:000000000000:table/Table/stream/now',
  });
});

test('parameters give their defaults; one without a default is told', () => {
  const more = { Parameters: { Stage: { Default: 'local' }, Key: {} } };
  const withRef = (Ref: string) => read({ Q: { Type: 'AWS::SQS::Queue', Properties: { Value: { Ref } } } }, more);
  expect(withRef('Stage').ofType('AWS::SQS::Queue')[0]?.properties()).toEqual({ Value: 'local' });
  expect(() => withRef('Key').ofType('AWS::SQS::Queue')[0]?.properties()).toThrow('Key has no default');
});

test('a resource whose condition does not hold is not made', () => {
  const more = { Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } } };
  expect(read({ Q: { Type: 'AWS::SQS::Queue', Condition: 'Never' } }, more).ofType('AWS::SQS::Queue')).toEqual([]);
});

test('a part of a logical id must name one resource', () => {
  const resources = read({ QueueOne: { Type: 'AWS::SQS::Queue' }, QueueTwo: { Type: 'AWS::SQS::Queue' } });
  expect(resources.theOne('AWS::SQS::Queue', 'Two').logicalId).toBe('QueueTwo');
  expect(() => resources.theOne('AWS::SQS::Queue', 'Queue')).toThrow('more than one');
  expect(() => resources.theOne('AWS::SQS::Queue', 'Three')).toThrow('no AWS::SQS::Queue');
});
