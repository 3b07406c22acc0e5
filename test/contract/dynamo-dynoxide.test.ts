import { afterAll, beforeAll } from 'vitest';
import { type Dynoxide, describeOnDynoxide, openDynoxide, startDynoxide } from './dynamo/dynoxide.ts';
import { type Divergences, dynamoContract } from './dynamo-contract.ts';

const guide = 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide';
const reference = 'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference';
const listEnd = {
  does: 'fills the list up with nulls to the index',
  source: `${guide}/Expressions.UpdateExpressions.html: “If the element doesn't already exist, SET appends the new element at the end”`,
};

const removals = {
  does: 'removes one element after another, so that the second index is counted in a list that is shorter by then',
  source: `${guide}/Expressions.UpdateExpressions.html: “evaluates every action against the item's attribute values as they were before the update”`,
};

const divergences: Divergences = {
  'SET #list[5] = :v': listEnd,
  'SET #list[5] = :v in a transaction': listEnd,
  'REMOVE letters[0], letters[2]': removals,
  'REMOVE letters[0], letters[2] in a transaction': removals,
  'refuses an expression that is none as a whole': {
    does: 'cancels the transaction, with a ValidationException among the reasons',
    source: 'https://github.com/floci-io/floci/issues/3690, seen on AWS: “a top-level ValidationException”',
  },
  'reads of an item only what is asked': {
    does: 'adds the keys to what is projected, as its own GetItem does not',
    source: `${reference}/API_Get.html: “identifies one or more attributes of the specified item to retrieve”`,
  },
  'refuses a stream that is not there': {
    does: 'describes the stream of the table under whatever label',
    source: `${reference}/API_streams_DescribeStream.html: ResourceNotFoundException, “tried to access a nonexistent stream”`,
  },
  'records nothing when nothing changed': {
    does: 'records every put and update',
    source: `${guide}/Streams.html: “does not change any data in an item, DynamoDB Streams does not write a stream record”`,
  },
};

describeOnDynoxide('a second engine, to see that the contract is of DynamoDB and not of ours', () => {
  let dynoxide: Dynoxide;
  beforeAll(async () => {
    dynoxide = await startDynoxide();
  });
  afterAll(() => dynoxide.close());
  dynamoContract('dynoxide', () => openDynoxide(dynoxide), divergences);
});
