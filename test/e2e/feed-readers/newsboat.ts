import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import * as z from 'zod';

const itemsSchema = z.array(
  z.object({ guid: z.string(), title: z.string(), content: z.string(), url: z.string(), pubDate: z.number() }),
);

/**
 * Debian's newsboat with all that it keeps in `folder`, subscribed to one feed: its cache has an item once, under the feed that had it
 * last. An item that has changed is unread again, which its users can ask for.
 */
export const subscribeNewsboat = async (folder: string, feed: string) => {
  const file = (name: string): string => join(folder, name);
  await mkdir(folder, { recursive: true });
  await writeFile(file('config'), `reset-unread-on-update "${feed}"\n`);
  await writeFile(file('urls'), `${feed}\n`);
  // nothing of its user's own: neither their feeds nor their proxy
  const env = { PATH: process.env['PATH'], HOME: folder, LANG: 'C.UTF-8' };
  const run = async (...args: string[]): Promise<string> => {
    const files = ['-C', file('config'), '-u', file('urls'), '-c', file('cache.db')];
    return (await promisify(execFile)('newsboat', ['-q', ...files, ...args], { env })).stdout;
  };
  const items = () => {
    const database = new DatabaseSync(file('cache.db'), { readOnly: true });
    try {
      const query = 'SELECT guid, title, content, url, pubDate FROM rss_item WHERE deleted = 0';
      return itemsSchema.parse(database.prepare(query).all());
    } finally {
      database.close();
    }
  };
  return {
    reload: () => run('-x', 'reload'),
    items,
    unread: async () => Number(/^\d+(?= unread)/m.exec(await run('-x', 'print-unread'))?.[0]),
    /** Marks as read what it has now. */
    async readAll(): Promise<void> {
      await writeFile(
        file('read'),
        items()
          .map(({ guid }) => `${guid}\n`)
          .join(''),
      );
      await run('-I', file('read'));
    },
  };
};
