/**
 * List prices of us-east-1 without any free tier or volume discount, as in docs/deploy.md where it has them. AWS's pages fill in most of
 * their numbers by script and could not be read; so each was read elsewhere, in a guide or a tool that quotes the page.
 */
export const pricesAsOf = '2026-11';

const aws = (page: string): string => `https://aws.amazon.com/${page}/pricing/`;
const million = 1_000_000;
/** AWS says hours of a month, and means this many: https://aws.amazon.com/calculator/ */
export const hoursOfMonth = 730;

export interface Price {
  /** What is counted, in the plural. */
  readonly counted: string;
  readonly usd: number;
  /** For so many of it. */
  readonly per: number;
  /** Where the number was read. */
  readonly seen: string;
  /** Where it counts, and is to be looked up again. */
  readonly page: string;
}

/** What is paid by use. */
export const prices = {
  lambdaRequests: {
    counted: 'Lambda requests',
    usd: 0.2,
    per: million,
    seen: 'api-evangelist/aws-lambda, from the page',
    page: aws('lambda'),
  },
  lambdaGbSeconds: {
    counted: 'Lambda GB-seconds, arm64',
    usd: 13.3334,
    per: million,
    seen: 'artillery 2.0.28',
    page: aws('lambda'),
  },
  dynamoReads: { counted: 'DynamoDB read units', usd: 0.125, per: million, seen: 'airbyte.com', page: aws('dynamodb') },
  dynamoWrites: {
    counted: 'DynamoDB write units',
    usd: 0.625,
    per: million,
    seen: 'airbyte.com',
    page: aws('dynamodb'),
  },
  sqsRequests: { counted: 'SQS requests', usd: 0.4, per: million, seen: 'cloudburn.io', page: aws('sqs') },
  snsPublishes: { counted: 'SNS publishes', usd: 0.5, per: million, seen: 'factualminds.com', page: aws('sns') },
  s3Writes: { counted: 'S3 PUT requests', usd: 0.005, per: 1_000, seen: 'c3x.dev', page: aws('s3') },
  s3Reads: { counted: 'S3 GET and HEAD requests', usd: 0.0004, per: 1_000, seen: 'c3x.dev', page: aws('s3') },
  kmsRequests: { counted: 'KMS requests', usd: 0.03, per: 10_000, seen: 'wring.co', page: aws('kms') },
  secretRequests: {
    counted: 'Secrets Manager requests',
    usd: 0.05,
    per: 10_000,
    seen: 'hivebook.wiki',
    page: aws('secrets-manager'),
  },
  apiRequests: {
    counted: 'HTTP API requests',
    usd: 1,
    per: million,
    seen: 'apigatewaycost.com',
    page: aws('api-gateway'),
  },
  cdnRequests: {
    counted: 'CloudFront HTTPS requests',
    usd: 0.01,
    per: 10_000,
    seen: 'kindatechnical.com',
    page: aws('cloudfront'),
  },
  cdnFunctionCalls: {
    counted: 'CloudFront function calls',
    usd: 0.1,
    per: million,
    seen: 'cur.vantage.sh',
    page: aws('cloudfront'),
  },
  cdnInvalidationPaths: {
    counted: 'paths that CloudFront forgets',
    usd: 0.005,
    per: 1,
    seen: 'a stored copy of the page',
    page: aws('cloudfront'),
  },
  cdnBytes: {
    counted: 'bytes from CloudFront',
    usd: 0.085,
    per: 2 ** 30,
    seen: 'a stored copy of the page',
    page: aws('cloudfront'),
  },
  internetBytes: {
    counted: 'bytes from Lambda to partners',
    usd: 0.09,
    per: 2 ** 30,
    seen: 'amnic.com',
    page: aws('ec2'),
  },
  logBytes: { counted: 'bytes of logs', usd: 0.5, per: 2 ** 30, seen: 'factualminds.com', page: aws('cloudwatch') },
  metricHours: {
    counted: 'hours of a custom metric',
    usd: 0.3,
    per: hoursOfMonth,
    seen: 'signoz.io',
    page: aws('cloudwatch'),
  },
  schedules: {
    counted: 'EventBridge Scheduler invocations',
    usd: 1,
    per: million,
    seen: 'cloudburn.io; wring.co says free',
    page: aws('eventbridge'),
  },
  keys: { counted: 'KMS keys, a month', usd: 1, per: 1, seen: 'wring.co', page: aws('kms') },
  secrets: { counted: 'secrets, a month', usd: 0.4, per: 1, seen: 'hivebook.wiki', page: aws('secrets-manager') },
  alarms: { counted: 'alarms on one metric, a month', usd: 0.1, per: 1, seen: 'c3x.dev', page: aws('cloudwatch') },
  segments: {
    counted: 'segments by Twilio',
    usd: 0.0083,
    per: 1,
    seen: 'budgetforge.dev',
    page: 'https://www.twilio.com/en-us/sms/pricing/us',
  },
} as const satisfies Readonly<Record<string, Price>>;

export type Meter = keyof typeof prices;
