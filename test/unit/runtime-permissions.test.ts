import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { busCalls } from '../../local/aws/calls/bus-calls.ts';
import { dynamoCalls } from '../../local/aws/calls/dynamo-calls.ts';
import { createPermissions, OWNER } from '../../local/aws/permissions.ts';
import { allows, readPolicy } from '../../local/aws/policy.ts';

const statement = { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:::Feeds' };
const policy = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const table = (name: string): string => `arn:aws:dynamodb:us-east-1:000000000000:table/${name}`;

describe('a policy', () => {
  it('grants each action on each resource, once', () => {
    const many = { ...statement, Action: ['s3:GetObject', 's3:PutObject'], Resource: ['a', 'b'] };
    expect(readPolicy(policy(many, many, statement))).toEqual([
      { action: 's3:GetObject', resource: 'a' },
      { action: 's3:GetObject', resource: 'b' },
      { action: 's3:PutObject', resource: 'a' },
      { action: 's3:PutObject', resource: 'b' },
      { action: 'sqs:SendMessage', resource: 'arn:aws:sqs:::Feeds' },
    ]);
  });

  it.each([
    ['a denial', { ...statement, Effect: 'Deny' }],
    ['a condition', { ...statement, Condition: { Bool: { 'aws:SecureTransport': 'true' } } }],
    ['all actions but some', { ...statement, NotAction: 'iam:PassRole' }],
    ['all resources but some', { ...statement, NotResource: 'arn:aws:sqs:::Other' }],
  ])('with %s is refused: it would be read as more than it says', (_, unread) => {
    expect(() => readPolicy(policy(unread))).toThrow();
  });

  it.each([
    ['s3:GetObject', 'arn:aws:s3:::site/feeds/*', 's3:GetObject', 'arn:aws:s3:::site/feeds/topics/x/rss.xml', true],
    ['s3:GetObject', 'arn:aws:s3:::site/feeds/*', 's3:GetObject', 'arn:aws:s3:::site/index.html', false],
    ['s3:GetObject', 'arn:aws:s3:::site/feeds/*', 's3:PutObject', 'arn:aws:s3:::site/feeds/rss.xml', false],
    ['s3:Get*', 'arn:aws:s3:::site/?', 's3:GetObject', 'arn:aws:s3:::site/a', true],
    ['s3:Get*', 'arn:aws:s3:::site/?', 's3:GetObject', 'arn:aws:s3:::site/ab', false],
    ['S3:getobject', 'arn:aws:s3:::Site', 's3:GetObject', 'arn:aws:s3:::Site', true],
    ['s3:GetObject', 'arn:aws:s3:::Site', 's3:GetObject', 'arn:aws:s3:::site', false],
    ['s3:GetObject', 'arn:aws:s3:::a.b/*', 's3:GetObject', 'arn:aws:s3:::acb/x', false],
    ['*', '*', 'kms:Decrypt', 'arn:aws:kms:::key/1', true],
    ['sqs:SendMessage', 'Feeds', 'sqs:SendMessage', 'FeedsDeadLetters', false],
  ])('that grants %s on %s, asked for %s on %s: %s', (action, resource, asked, on, allowed) => {
    expect(allows({ action, resource }, { action: asked, resource: on })).toBe(allowed);
  });
});

describe('permissions', () => {
  const signedBy = (key: string): string =>
    `AWS4-HMAC-SHA256 Credential=${key}/20261125/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0`;
  const send = { action: 'sqs:SendMessage', resource: 'Feeds' };
  const receive = { action: 'sqs:ReceiveMessage', resource: 'Feeds' };
  beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}));
  afterEach(() => void vi.restoreAllMocks());

  it('let a function do what is granted to it, all of it or nothing', () => {
    const permissions = createPermissions();
    permissions.bind('Relay', [send]);
    expect(() => permissions.demand(signedBy('Relay'), () => [send])).not.toThrow();
    expect(() => permissions.demand(signedBy('Relay'), () => [send, receive])).toThrow(
      'Relay is not authorized to perform: sqs:ReceiveMessage on resource: Feeds',
    );
  });

  it('let the owner do everything, and a stranger or nobody nothing', () => {
    const permissions = createPermissions();
    permissions.bind('Relay', [send]);
    expect(() => permissions.demand(signedBy(OWNER), () => [receive])).not.toThrow();
    expect(() => permissions.demand(signedBy('Sweep'), () => [send])).toThrow('Sweep is not authorized');
    expect(() => permissions.demand(undefined, () => [send])).toThrow('anonymous is not authorized');
  });

  it('tell what was never used, and each thing that was refused', () => {
    const permissions = createPermissions();
    permissions.bind('Relay', [send, { action: 'sqs:*', resource: 'Other' }]);
    permissions.demand(signedBy('Relay'), () => [send]);
    for (const _ of [1, 2]) expect(() => permissions.demand(signedBy('Relay'), () => [receive])).toThrow();
    expect(permissions.unused()).toEqual([{ principal: 'Relay', action: 'sqs:*', resource: 'Other' }]);
    expect(permissions.refused()).toEqual([{ principal: 'Relay', ...receive }]);
  });
});

describe('what a call needs', () => {
  it('is in DynamoDB the operation on the table, or on the index that is asked', () => {
    expect(dynamoCalls('DynamoDB_20120810.PutItem', { TableName: 'T' })).toEqual([
      { action: 'dynamodb:PutItem', resource: table('T') },
    ]);
    expect(dynamoCalls('DynamoDB_20120810.Query', { TableName: table('T'), IndexName: 'due' })).toEqual([
      { action: 'dynamodb:Query', resource: `${table('T')}/index/due` },
    ]);
    expect(dynamoCalls('DynamoDB_20120810.BatchGetItem', { RequestItems: { T: {}, U: {} } })).toEqual([
      { action: 'dynamodb:BatchGetItem', resource: table('T') },
      { action: 'dynamodb:BatchGetItem', resource: table('U') },
    ]);
  });

  it('is for a transaction what its parts need', () => {
    const on = { TableName: 'T', Key: {} };
    const parts = [{ Put: on }, { Update: on }, { Delete: on }, { ConditionCheck: { ...on, TableName: 'U' } }];
    expect(dynamoCalls('DynamoDB_20120810.TransactWriteItems', { TransactItems: parts })).toEqual([
      { action: 'dynamodb:PutItem', resource: table('T') },
      { action: 'dynamodb:UpdateItem', resource: table('T') },
      { action: 'dynamodb:DeleteItem', resource: table('T') },
      { action: 'dynamodb:ConditionCheckItem', resource: table('U') },
    ]);
    expect(dynamoCalls('DynamoDB_20120810.TransactGetItems', { TransactItems: [{ Get: on }] })).toEqual([
      { action: 'dynamodb:GetItem', resource: table('T') },
    ]);
  });

  it('is for an object that is missing also the list that would tell so', () => {
    const get = { method: 'GET', target: undefined, params: { bucket: 'site', '*': 'feeds/rss.xml' }, body: undefined };
    const object = { action: 's3:GetObject', resource: 'arn:aws:s3:::site/feeds/rss.xml' };
    const list = { action: 's3:ListBucket', resource: 'arn:aws:s3:::site' };
    expect(busCalls(get, () => true)).toEqual([object]);
    expect(busCalls(get, () => false)).toEqual([object, list]);
    expect(busCalls({ ...get, method: 'HEAD' }, () => false)).toEqual([object, list]);
    expect(busCalls({ ...get, method: 'PUT' }, () => false)).toEqual([{ ...object, action: 's3:PutObject' }]);
  });
});
