import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  Billing,
  StreamViewType,
  TableEncryptionV2,
  type TablePropsV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';

const text = (name: string) => ({ name, type: AttributeType.STRING });

/** A table as functions know it: by the variable that has its name, and by the names of its indexes. */
export interface WireTable<Index extends string = never> {
  readonly table: TableV2;
  readonly variable: string;
  readonly indexArn: (index: Index) => string;
}

/**
 * An index: the names of its partition and sort keys. Both are strings, and all attributes are projected. One on the table's own
 * partition key is local, and can be read strongly consistently.
 */
type IndexKeys = readonly [partition: string, sort: string];

/**
 * The six tables, apart by who may read them. All are paid by request, can be restored to any second of the last 35 days and
 * stay when the stack goes; those that hold people, and the rulings, cannot be deleted before their protection is taken off.
 */
export class Tables extends Construct {
  readonly rulings = this.#table(
    'Rulings',
    'RULINGS_TABLE',
    {},
    { dynamoStream: StreamViewType.NEW_IMAGE, deletionProtection: true },
  );
  readonly subscribers = this.#table(
    'Subscribers',
    'SUBSCRIBERS_TABLE',
    { cohort: ['cohort', 'pk'] },
    { deletionProtection: true },
  );
  readonly texts = this.#table('Texts', 'TEXTS_TABLE', {}, { deletionProtection: true });
  readonly partners = this.#table('Partners', 'PARTNERS_TABLE', {}, { deletionProtection: true });
  readonly deliveries = this.#table('Deliveries', 'DELIVERIES_TABLE', {
    // sparse: a row has `dueAt` only while somebody must look at it
    due: ['pk', 'dueAt'],
    event: ['eventShard', 'pk'],
    delivery: ['id', 'pk'],
  });
  readonly timetable = this.#table('Timetable', 'TIMETABLE_TABLE', {});

  #table<Index extends string>(
    id: string,
    variable: string,
    indexes: Readonly<Record<Index, IndexKeys>>,
    props: Pick<TablePropsV2, 'dynamoStream' | 'deletionProtection'> = {},
  ): WireTable<Index> {
    const table = new TableV2(this, id, {
      partitionKey: text('pk'),
      sortKey: text('sk'),
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.awsManagedKey(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: RemovalPolicy.RETAIN,
      timeToLiveAttribute: 'expiresAt',
      ...props,
    });
    for (const [indexName, [partition, sort]] of Object.entries<IndexKeys>(indexes)) {
      if (partition === 'pk') table.addLocalSecondaryIndex({ indexName, sortKey: text(sort) });
      else table.addGlobalSecondaryIndex({ indexName, partitionKey: text(partition), sortKey: text(sort) });
    }
    return { table, variable, indexArn: (name) => `${table.tableArn}/index/${name}` };
  }
}
