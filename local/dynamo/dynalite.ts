/**
 * dynalite 4.0.0, used as a library: its validators, parsers, keys and actions, without its HTTP server and without
 * its way of writing (one LevelDB put after another). It has no types; these are the parts we use.
 *
 * What dynalite gets wrong and this folder puts right: a write and its index rows are no single batch; index rows of
 * one index key collide when 24 bits of a hash do; `map = :map` and `list = :list` never hold; an item is measured in
 * UTF-16 units; `REMOVE list[0], list[1]` shifts between the two; `SET a = b ADD b :v` changes both; `contains(list, :map)`
 * never holds; an unexpected error ends the process; a table killed while CREATING stays so; no streams, no transactions, no
 * TTL, no new index on an existing table.
 * What stays wrong: keys are measured in UTF-16 units; a page of BatchGetItem holds 1.4 MB where AWS gives 16; the legacy
 * `Expected`, `QueryFilter` and their like cannot compare maps.
 */
import { createRequire } from 'node:module';
import type { AttributeValue, Item } from './attribute-value.ts';
import type { ApiError } from './errors.ts';

type Callback<T = void> = (error: Error | null, value?: T) => void;
export type Operation = { type: 'put'; key: string; value: unknown } | { type: 'del'; key: string };
export type Range = {
  gt?: string;
  gte?: string;
  lt?: string;
  lte?: string;
  limit?: number;
  reverse?: boolean;
};

/** LevelDB (or a tree in memory) with JSON values, as dynalite opens it. */
export interface Level {
  open(): Promise<void>;
  close(): Promise<void>;
  get<T>(key: string): Promise<T | undefined>;
  /** In 3 µs where `get` takes 40, most of them to wake a thread. */
  getSync<T>(key: string): T | undefined;
  /** All values as of one moment. */
  getMany<T>(keys: string[]): Promise<(T | undefined)[]>;
  batch(operations: Operation[]): Promise<void>;
  clear(range: Range): Promise<void>;
  values<T>(range: Range): AsyncIterable<T>;
  keys(range: Range): AsyncIterable<string>;
  iterator<T>(range: Range): AsyncIterable<[string, T]>;
}

interface KeyPart {
  AttributeName: string;
  KeyType: string;
}

export interface Index {
  IndexName: string;
  KeySchema: KeyPart[];
  Projection: { ProjectionType?: string; NonKeyAttributes?: string[] | undefined };
  [extra: string]: unknown;
}

export type StreamViewType = 'KEYS_ONLY' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'NEW_AND_OLD_IMAGES';

/** A table's description, stored under `table~<name>`. */
export interface Table {
  TableName: string;
  TableArn: string;
  TableStatus: string;
  CreationDateTime: number;
  KeySchema: KeyPart[];
  AttributeDefinitions: { AttributeName: string; AttributeType: string }[];
  GlobalSecondaryIndexes?: Index[];
  LocalSecondaryIndexes?: Index[];
  StreamSpecification?: { StreamEnabled: boolean; StreamViewType?: StreamViewType };
  LatestStreamArn?: string;
  LatestStreamLabel?: string;
  [extra: string]: unknown;
}

export type Path = (string | number)[];
export interface Expression {
  type: string;
  name?: string;
  args: (Expression | AttributeValue | Path)[];
}

/** What an action of an update sets to: a value, a path to one, or a function or sum of such. */
export type Operand = AttributeValue | Path | { type: string; name?: string; args: Operand[] };
export interface UpdateAction {
  type: string;
  path: Path;
  val?: Operand;
}
export interface Updates {
  paths: Path[];
  sections: UpdateAction[];
}

/** A request after dynalite's validators: known members only, numbers normalised, expressions parsed. */
export interface Request {
  TableName: string;
  Key?: Item;
  Item?: Item;
  IndexName?: string;
  Limit?: number;
  Select?: string;
  ConsistentRead?: boolean;
  ReturnConsumedCapacity?: string;
  ConditionalOperator?: string;
  Expected?: unknown;
  AttributeUpdates?: unknown;
  UpdateExpression?: string;
  ConditionExpression?: string;
  QueryFilter?: unknown;
  ScanFilter?: unknown;
  AttributesToGet?: string[];
  ExclusiveStartTableName?: string;
  RequestItems?: Record<string, { PutRequest?: { Item: Item }; DeleteRequest?: { Key: Item } }[]>;
  KeySchema?: KeyPart[];
  AttributeDefinitions?: Table['AttributeDefinitions'];
  GlobalSecondaryIndexes?: Index[];
  LocalSecondaryIndexes?: Index[];
  BillingMode?: string;
  ProvisionedThroughput?: object;
  _condition?: { expression: Expression };
  _filter?: { expression: Expression };
  _projection?: { paths: Path[] };
  _updates?: Updates;
}

/** The rows under one prefix, as dynalite's actions call them. */
interface Rows {
  lock(key: string, run: (release: (callback: Callback<unknown>) => Callback<unknown>) => void): void;
  get(key: string, callback: Callback<Item>): void;
  put(key: string, item: Item, callback: Callback): void;
  del(key: string, callback: Callback): void;
}

/** What dynalite's actions ask of their store. */
export interface Store {
  level: Level;
  options: { maxItemSize: number };
  getTable(name: string, checkStatus: boolean | Callback<Table>, callback?: Callback<Table>): void;
  getItemDb(table: string): Partial<Rows>;
  getIndexDb(kind: string, table: string, index: string): Partial<Rows>;
}

export type Action = (store: Store, data: Request, callback: Callback<unknown>) => void;

interface Validation {
  types: object;
  custom?: (data: Request) => string | undefined;
}

type PageReader = (
  store: Store,
  table: Table,
  data: Request,
  range: Range,
  isLocal: boolean | undefined,
  fetchItems: boolean,
  startKeyNames: string[],
  callback: Callback<unknown>,
) => void;

interface Db {
  create(options: { path?: string }): { db: Level };
  createKey(item: Item, table: Table, schema?: KeyPart[]): string;
  createIndexKey(item: Item, table: Table, schema: KeyPart[]): string;
  getIndexActions(
    indexes: Index[],
    old: Item | undefined,
    next: Item | undefined,
    table: Table,
  ): { puts: { index: string; key: string; item: Item }[]; deletes: { index: string; key: string }[] };
  validateItem(item: Item, table: Table): ApiError | undefined | null;
  validateKey(key: Item, table: Table): ApiError | undefined | null;
  validateUpdates(legacy: unknown, updates: unknown, table: Table): ApiError | undefined | null;
  checkConditional(data: Request, old: Item | undefined): ApiError | undefined | null;
  matchesExprFilter(item: Item, expression: Expression): boolean;
  matchesFilter(item: Item, filter: unknown, operator: string | undefined): boolean;
  mapPath(path: Path, item: Item): AttributeValue | undefined;
  mapPaths(paths: Path[], item: Item): Item;
  queryTable: PageReader;
}

interface Validations {
  checkTypes(body: object, types: object): Request;
  checkValidations(data: Request, types: object, custom: Validation['custom'], store: Pick<Store, 'options'>): void;
}

const require = createRequire(import.meta.url);
export const db: Db = require('dynalite/db');
const validations: Validations = require('dynalite/validations');

/** 400 kB, the largest item DynamoDB takes. */
export const MAX_ITEM_BYTES = 400 * 1024;
export const options = { maxItemSize: MAX_ITEM_BYTES };

const action = (name: string): Action => require(`dynalite/actions/${name}`);
export const actions = {
  putItem: action('putItem'),
  updateItem: action('updateItem'),
  deleteItem: action('deleteItem'),
  getItem: action('getItem'),
  batchGetItem: action('batchGetItem'),
  query: action('query'),
  scan: action('scan'),
};

/** Checks a request's body as DynamoDB would and parses its expressions; throws an {@link ApiError}. Alters `body`. */
export function parse(operation: string, body: object): Request {
  const validation: Validation = require(`dynalite/validations/${operation}`);
  const data = validations.checkTypes(body, validation.types);
  validations.checkValidations(data, validation.types, validation.custom, { options });
  return data;
}
