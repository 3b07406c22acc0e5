import { Duration, Validations } from 'aws-cdk-lib';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { mayHold, maySend, mayUseTable, type WireQueue } from './access.ts';
import { EventSubscription } from './event-subscription.ts';
import type { Foundation } from './foundation.ts';
import type { PublicSite } from './public-site.ts';
import { QueueConsumer } from './queue-consumer.ts';
import { WireFunction } from './wire-function.ts';

/** Ruling events → feeds queue → build-feeds → the public bucket. Imports build none: whoever imports asks for a rebuild. */
export class FeedsChannel extends Construct {
  readonly feeds: QueueConsumer;

  constructor(
    scope: Construct,
    id: string,
    foundation: Foundation,
    events: Topic,
    { bucket, distribution }: PublicSite,
    followerDeliveries: WireQueue,
  ) {
    super(scope, id);
    const buildFeeds = new WireFunction(this, 'BuildFeeds', foundation, {
      name: 'build-feeds',
      memorySize: 1024,
      timeout: Duration.seconds(60),
      errorImpact: 'Readers of feeds and search engines do not see new rulings and corrections.',
      runbook: 'feeds-failing.md',
    });
    this.#mayPlanFollowers(buildFeeds, foundation, followerDeliveries);
    mayHold(buildFeeds, foundation.tables.timetable);
    mayUseTable(buildFeeds, foundation.tables.rulings, ['BatchGetItem', 'Query', 'PutItem']);
    buildFeeds.give(
      'PUBLIC_BUCKET',
      bucket.bucketName,
      ['s3:GetObject', 's3:PutObject'],
      [bucket.arnForObjects('feeds/*')],
    );
    Validations.of(buildFeeds).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::<SiteBucket978D4AEB.Arn>/feeds/*]',
      reason:
        'There is a feed for each topic, claimant, author and so on, whose names are not known beforehand. Pages lie elsewhere.',
    });
    // without it S3 answers 403 for a feed that does not exist yet
    buildFeeds.give('PUBLIC_BUCKET', bucket.bucketName, ['s3:ListBucket'], [bucket.bucketArn]);
    buildFeeds.give(
      'DISTRIBUTION_ID',
      distribution.distributionId,
      ['cloudfront:CreateInvalidation'],
      [distribution.distributionArn],
    );
    this.feeds = new QueueConsumer(this, 'Feeds', foundation, {
      function: buildFeeds,
      variable: 'FEEDS_QUEUE_URL',
      // over 10 AWS asks for a window of a second, which every reader would wait; a burst fills batches by itself
      batchSize: 10,
      // builders that touch the same feed race each other
      maxConcurrency: 2,
      maxWait: Duration.minutes(2),
    });
    new EventSubscription(this, 'Subscription', foundation.alarms, {
      topic: events,
      channel: this.feeds,
      origins: ['newsroom'],
      errorImpact: 'Feeds miss a ruling or a correction until they are built again.',
    });
  }

  /** Who follows a feed is owed it once it is written. */
  #mayPlanFollowers(buildFeeds: WireFunction, { tables }: Foundation, queue: WireQueue): void {
    mayUseTable(buildFeeds, tables.partners, ['GetItem', 'Query', 'ConditionCheckItem']);
    mayUseTable(buildFeeds, tables.deliveries, ['BatchGetItem', 'PutItem', 'UpdateItem', 'ConditionCheckItem']);
    mayUseTable(buildFeeds, tables.timetable, ['PutItem']);
    maySend(buildFeeds, queue);
  }
}
