import { Duration, Validations } from 'aws-cdk-lib';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { type ItemAction, mayHold, maySend, mayUseTable } from './access.ts';
import { EventSubscription } from './event-subscription.ts';
import type { Foundation } from './foundation.ts';
import type { PublicSite } from './public-site.ts';
import { QueueConsumer } from './queue-consumer.ts';
import { WireFunction, type WireFunctionProps } from './wire-function.ts';

/**
 * Ruling events → archives queue → build-archives, a minute's at a time; operators → rebuilds queue → rebuild-feeds. Both write documents
 * to the public bucket. Imports are left to a rebuild, which builds each document once for all of them.
 */
export class ArchivesChannel extends Construct {
  readonly archives: QueueConsumer;
  readonly rebuilds: QueueConsumer;

  constructor(scope: Construct, id: string, foundation: Foundation, events: Topic, site: PublicSite) {
    super(scope, id);
    const buildArchives = this.#builder('BuildArchives', foundation, site, ['BatchGetItem', 'Query', 'PutItem'], {
      name: 'build-archives',
      memorySize: 1024,
      timeout: Duration.minutes(3),
      feedsItself: true,
      errorImpact: 'Archives, ClaimReview data, the list of feeds and the page of corrections lack what is new.',
      runbook: 'archives-failing.md',
    });
    this.archives = new QueueConsumer(this, 'Archives', foundation, {
      function: buildArchives,
      variable: 'ARCHIVES_QUEUE_URL',
      // what a minute brings is built once
      batchSize: 1000,
      window: Duration.minutes(1),
      maxConcurrency: 2,
      maxWait: Duration.minutes(15),
    });
    maySend(buildArchives, this.archives);
    mayHold(buildArchives, foundation.tables.timetable);
    new EventSubscription(this, 'Subscription', foundation.alarms, {
      topic: events,
      channel: this.archives,
      origins: ['newsroom'],
      errorImpact: 'Archives and ClaimReview data miss a ruling or a correction until their month changes again.',
    });

    const rebuildFeeds = this.#builder(
      'RebuildFeeds',
      foundation,
      site,
      ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'],
      {
        name: 'rebuild-feeds',
        memorySize: 1024,
        timeout: Duration.minutes(3),
        feedsItself: true,
        errorImpact: 'Imported rulings are not in feeds and archives.',
        runbook: 'rebuild-failing.md',
      },
    );
    this.rebuilds = new QueueConsumer(this, 'Rebuilds', foundation, {
      function: rebuildFeeds,
      variable: 'REBUILDS_QUEUE_URL',
      // a rebuild is one chain of messages
      batchSize: 1,
      maxConcurrency: 2,
      maxWait: Duration.minutes(30),
    });
    maySend(rebuildFeeds, this.rebuilds);
  }

  #builder(
    id: string,
    foundation: Foundation,
    { bucket }: PublicSite,
    actions: readonly ItemAction[],
    props: WireFunctionProps,
  ): WireFunction {
    const builder = new WireFunction(this, id, foundation, props);
    mayUseTable(builder, foundation.tables.rulings, actions);
    builder.give(
      'PUBLIC_BUCKET',
      bucket.bucketName,
      ['s3:GetObject', 's3:PutObject'],
      [bucket.arnForObjects('feeds/*'), bucket.arnForObjects('corrections/*')],
    );
    // without it S3 answers 403 for a document that does not exist yet
    builder.give('PUBLIC_BUCKET', bucket.bucketName, ['s3:ListBucket'], [bucket.bucketArn]);
    Validations.of(builder).acknowledge(
      {
        id: 'AwsSolutions-IAM5[Resource::<SiteBucket978D4AEB.Arn>/feeds/*]',
        reason:
          'There is an archive for each month, and a feed for each topic, claimant and so on. Pages lie elsewhere.',
      },
      {
        id: 'AwsSolutions-IAM5[Resource::<SiteBucket978D4AEB.Arn>/corrections/*]',
        reason: 'There is a page of corrections for each year.',
      },
    );
    return builder;
  }
}
