import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** Members that say what a request is about, not what it asks of DynamoDB. */
const subjects = ['TableName', 'Key', 'Keys', 'Item', 'ExpressionAttributeNames', 'ExpressionAttributeValues'];
const keywords = /^(SET|REMOVE|ADD|DELETE|AND|OR|NOT|IN|BETWEEN)$/;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const once = (text: string, separator: string | RegExp, joint: string): string =>
  [...new Set(text.split(separator))].join(joint);

/** An expression with `p` for each path and `?` for each value; what is repeated in a list or in a chain of ANDs stands once. */
export const shapeOf = (expression: string): string =>
  expression
    .replace(/:\w+/g, '?')
    .replace(/[#\w]+(?:\[\d+\]|\.[#\w]+)*(?!\w*\s*\()/g, (word) => (keywords.test(word) ? word : 'p'))
    .replace(/\(\?(?:, \?)+\)/g, '(?)')
    .split(/ (?=(?:SET|REMOVE|ADD|DELETE) )/)
    .map((clause) =>
      clause.replace(
        /^((?:SET|REMOVE|ADD|DELETE) )?(.*)$/,
        (_, verb = '', actions) => verb + once(once(actions, /, (?![^(]*\))/, ', '), ' AND ', ' AND '),
      ),
    )
    .join(' ');

function* membersOf(operation: string, members: Record<string, unknown>): Generator<string> {
  for (const [name, value] of Object.entries(members)) {
    if (value === undefined || subjects.includes(name)) continue;
    if (name.endsWith('Expression')) yield `${operation} ${name}: ${shapeOf(String(value))}`;
    else yield `${operation} ${name}${typeof value === 'boolean' || name.startsWith('Return') ? `: ${value}` : ''}`;
  }
}

/** What a request asks of DynamoDB: its operation, its expressions in their shapes, and its other members. */
export function* shapesOf(operation: string, input: Record<string, unknown>): Generator<string> {
  const { TransactItems, RequestItems, ...members } = input;
  yield operation;
  // a local index alone can be read so
  if ('IndexName' in members && members['ConsistentRead']) yield `${operation} IndexName, ConsistentRead: true`;
  yield* membersOf(operation, members);
  for (const action of Array.isArray(TransactItems) ? TransactItems.filter(isRecord) : [])
    for (const [kind, inner] of Object.entries(action)) {
      yield `${operation} ${kind}`;
      if (isRecord(inner)) yield* membersOf(`${operation} ${kind}`, inner);
    }
  for (const inner of isRecord(RequestItems) ? Object.values(RequestItems) : [])
    if (isRecord(inner)) yield* membersOf(operation, inner);
}

/** Notes the shape of whatever is sent through a client, or through a document client on it. */
export const recordShapes = (client: Pick<DynamoDBClient, 'middlewareStack'>, seen: Set<string>): void => {
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      (args) => {
        if (isRecord(args.input))
          for (const shape of shapesOf(commandName.replace(/Command$/, ''), args.input)) seen.add(shape);
        return next(args);
      },
    { step: 'initialize', name: 'recordShapes' },
  );
};
