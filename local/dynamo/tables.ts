import type { Level, Table } from './dynalite.ts';
import { tableNotFound } from './errors.ts';
import { tableKey, under } from './keys.ts';

/** Descriptions of all tables, held in memory and written through; a description is replaced, never altered. */
export interface Tables {
  /** Throws ResourceNotFoundException. */
  get(name: string): Table;
  has(name: string): boolean;
  all(): Table[];
  save(table: Table): Promise<void>;
  remove(name: string): Promise<void>;
}

export async function openTables(level: Level): Promise<Tables> {
  const tables = new Map<string, Table>();
  for await (const table of level.values<Table>(under(tableKey('')))) tables.set(table.TableName, table);
  return {
    get(name) {
      const table = tables.get(name);
      if (!table) throw tableNotFound();
      return table;
    },
    has: (name) => tables.has(name),
    all: () => [...tables.values()],
    async save(table) {
      await level.batch([{ type: 'put', key: tableKey(table.TableName), value: table }]);
      tables.set(table.TableName, table);
    },
    async remove(name) {
      await level.batch([{ type: 'del', key: tableKey(name) }]);
      tables.delete(name);
    },
  };
}
