import type { Item } from './attribute-value.ts';
import { type Action, actions, type Level, options, parse, type Store } from './dynalite.ts';
import type { EngineParts, Handler } from './engine-parts.ts';
import { itemKey } from './keys.ts';
import './pages.ts';
import type { Tables } from './tables.ts';

/** A store for dynalite's reading actions; it calls back at once, so what they throw reaches whoever called them. */
const readingStore = (level: Level, tables: Tables): Store => ({
  level,
  options,
  getTable(name, checkStatus, callback) {
    const done = typeof checkStatus === 'function' ? checkStatus : callback;
    done?.(null, tables.get(name));
  },
  getItemDb: (table) => ({
    get: (key, callback) => callback(null, level.getSync<Item>(itemKey(table, key))),
  }),
  getIndexDb: () => ({}),
});

/** GetItem, BatchGetItem, Query and Scan. */
export function readOperations({ level, tables }: EngineParts): Record<string, Handler> {
  const store = readingStore(level, tables);
  const run =
    (name: string, action: Action): Handler =>
    async (body) => {
      const data = parse(name, body);
      return new Promise((resolve, reject) => {
        action(store, data, (error, result) => (error ? reject(error) : resolve(result)));
      });
    };
  return {
    GetItem: run('getItem', actions.getItem),
    BatchGetItem: run('batchGetItem', actions.batchGetItem),
    Query: run('query', actions.query),
    Scan: run('scan', actions.scan),
  };
}
