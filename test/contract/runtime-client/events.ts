/** What AWS's event sources hand to a function, field by field as Lambda's developer guide shows it; only what matters to a test varies. */
import { createHash, randomUUID } from 'node:crypto';
import type { APIGatewayProxyEventV2, DynamoDBStreamEvent, ScheduledEvent, SQSEvent } from 'aws-lambda';

const region = 'eu-west-1';
const account = '123456789012';

/** A batch of a queue's event source mapping. */
export const queueEvent = (queueArn: string, bodies: readonly string[]): SQSEvent => ({
  Records: bodies.map((body) => ({
    messageId: randomUUID(),
    receiptHandle: 'AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a...',
    body,
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: '1795190400000',
      SenderId: 'AIDAIENQZJOLO23YVJ4VO',
      ApproximateFirstReceiveTimestamp: '1795190400013',
    },
    messageAttributes: {},
    md5OfBody: createHash('md5').update(body).digest('hex'),
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: region,
  })),
});

/** A batch of the Rulings table's stream: the insert of a row of the log. */
export const logRowEvent = (sequence: number): DynamoDBStreamEvent => {
  const Keys = { pk: { S: 'LOG' }, sk: { S: String(sequence).padStart(16, '0') } };
  return {
    Records: [
      {
        eventID: '7de3041dd709b024af6f29e4fa13d34c',
        eventName: 'INSERT',
        eventVersion: '1.1',
        eventSource: 'aws:dynamodb',
        awsRegion: region,
        dynamodb: {
          ApproximateCreationDateTime: 1_795_190_400,
          Keys,
          NewImage: { ...Keys, sequence: { N: String(sequence) } },
          SequenceNumber: `1234567890000000000000000${sequence}`,
          SizeBytes: 112,
          StreamViewType: 'NEW_IMAGE',
        },
        eventSourceARN: `arn:aws:dynamodb:${region}:${account}:table/Rulings/stream/2026-11-20T12:00:00.000`,
      },
    ],
  };
};

/** What EventBridge Scheduler sends where a schedule names no input. */
export const scheduledEvent = (): ScheduledEvent<string> => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Scheduled Event',
  source: 'aws.scheduler',
  account,
  time: '2026-11-20T12:00:00Z',
  region,
  resources: [`arn:aws:scheduler:${region}:${account}:schedule/default/SweepEachMinute`],
  detail: '{}',
});

export interface HttpCall {
  readonly method: string;
  readonly path: string;
  /** `POST /v1/subscribers`, `ANY /v1/{proxy+}`. */
  readonly routeKey: string;
  readonly pathParameters?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly base64?: boolean;
}

/** A request to the HTTP API that came through CloudFront, in payload format 2.0. */
export const httpEvent = (call: HttpCall): APIGatewayProxyEventV2 => {
  const { method, path, routeKey, pathParameters, headers = {}, body, base64 = false } = call;
  const domainName = `a1b2c3d4e5.execute-api.${region}.amazonaws.com`;
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: '',
    headers: {
      accept: '*/*',
      'content-length': String(Buffer.byteLength(body ?? '')),
      host: domainName,
      'user-agent': 'Amazon CloudFront',
      via: '2.0 3ffe2d.cloudfront.net (CloudFront)',
      'x-amz-cf-id': 'BIjzoJ9mYgUGtaaQp6fZ6MRIAG2NVX1y4mYfT1M3UVsrDnAKLhgVVA==',
      'x-amzn-trace-id': 'Root=1-69234c00-0123456789abcdef01234567',
      'x-forwarded-for': '203.0.113.7, 130.176.1.1',
      'x-forwarded-port': '443',
      'x-forwarded-proto': 'https',
      ...headers,
    },
    requestContext: {
      accountId: account,
      apiId: 'a1b2c3d4e5',
      domainName,
      domainPrefix: 'a1b2c3d4e5',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '130.176.1.1', userAgent: 'Amazon CloudFront' },
      requestId: 'JKJaXmPLvHcESHA=',
      routeKey,
      stage: '$default',
      time: '20/Nov/2026:12:00:00 +0000',
      timeEpoch: 1_795_190_400_000,
    },
    ...(pathParameters && { pathParameters: { ...pathParameters } }),
    ...(body !== undefined && { body: base64 ? Buffer.from(body).toString('base64') : body }),
    isBase64Encoded: base64,
  };
};
