import * as z from 'zod';
import { waitFor } from '../../wait-for.ts';
import type { Dev } from '../../wire-process.ts';
import { askWire, draftOf, publish } from './newsroom.ts';

const operationsSchema = z.object({ feedsRebuild: z.object({ finishedAt: z.string().nullable() }).nullable() });

/** A month that its own event brings, and one that an import leaves to a rebuild; whoever asks for that twice is owed two rounds. */
export const driveArchives = async (dev: Dev): Promise<void> => {
  const stands = async (month: string) => (await fetch(`${dev.baseUrl}/feeds/archive/${month}/atom.xml`)).ok;
  const old = { publishedAt: '2019-03-01T12:00:00Z', texts: 'none' };
  await publish(dev, 'long-ago', old);
  await waitFor(() => stands('2019/03'));

  await askWire(
    dev,
    'newsroom',
    ['POST', '/v1/import'],
    draftOf('longer-ago', { ...old, publishedAt: '2018-02-01T12:00:00Z' }),
  );
  const rebuild = () => askWire(dev, 'operator', ['POST', '/v1/operations/rebuild-feeds']);
  await rebuild();
  await rebuild();
  await waitFor(async () => {
    const { feedsRebuild } = operationsSchema.parse(await askWire(dev, 'operator', ['GET', '/v1/operations']));
    return feedsRebuild !== null && feedsRebuild.finishedAt !== null && (await stands('2018/02'));
  });
};
