import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { cleanLine } from '../../../shared/domain/plain-text.ts';
import { createApiClient } from '../api-client.ts';
import { findConnection } from '../connection.ts';
import { importLines, type LineOutcome, maxBytes } from '../import-lines.ts';
import { type RebuildAsked, rebuildFeeds } from '../rebuild-feeds.ts';
import { followRebuild } from './follow-rebuild.ts';
import { linesOf } from './lines.ts';
import { type Counts, createProgress, doneOf } from './progress.ts';

/**
 * `rulingwire import FILE`: imports rulings of a file of any size in bounded memory, tells each line that is refused, and has the feeds
 * rebuilt. Run again after whatever cut it off it goes on, since what is there is skipped. Answers 1 if a line or the rebuild was refused.
 */
export const importFile = async (file: string): Promise<number> => {
  const { baseUrl, key, operatorKey } = await findConnection(process.env);
  const { bytes, size } = await open(file);
  const progress = createProgress();
  const counts: Counts = { imported: 0, skipped: 0, refused: 0 };
  let read = 0;
  const counted = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of bytes) {
      yield chunk;
      read += chunk.length;
    }
  };
  const onOutcome = (outcome: LineOutcome): void => {
    counts[outcome.outcome] += 1;
    if (outcome.outcome === 'refused') {
      progress.clear();
      for (const line of refusalLines(outcome)) console.log(line);
    }
    progress.show(counts, size && read / size);
  };
  try {
    await importLines(createApiClient(baseUrl, key), linesOf(counted(), maxBytes), onOutcome);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${message}\n${summaryOf(counts)} so far; the same command again goes on from there`, { cause });
  } finally {
    progress.clear();
  }
  console.log(summaryOf(counts));
  const isThere = counts.imported + counts.skipped > 0;
  const { isRefused } = isThere ? await rebuild(baseUrl, operatorKey) : { isRefused: false };
  return counts.refused > 0 || isRefused ? 1 : 0;
};

const open = async (file: string): Promise<{ bytes: AsyncIterable<Buffer>; size: number | undefined }> => {
  if (file === '-') return { bytes: process.stdin, size: undefined };
  const { size } = await stat(file);
  return { bytes: createReadStream(file, { highWaterMark: 256 * 1024 }), size };
};

/** Also after an import that skipped all: the one before it may have been cut off before it asked. */
const rebuild = async (baseUrl: string, operatorKey: string | undefined): Promise<RebuildAsked> => {
  const asked = await rebuildFeeds(baseUrl, operatorKey);
  console.log(asked.said);
  if (asked.id !== undefined && operatorKey !== undefined)
    console.log(await followRebuild(baseUrl, operatorKey, asked.id));
  return asked;
};

/** The file's own words in it are one line, without what moves a terminal's cursor. */
const refusalLines = ({ line, errors }: LineOutcome): string[] =>
  errors.map(({ pointer, detail }) => cleanLine(`line ${line}: ${pointer === '' ? 'the line' : pointer} ${detail}`));

const summaryOf = (counts: Counts): string =>
  `${doneOf(counts)} ruling${doneOf(counts) === 1 ? '' : 's'}: ${counts.imported} imported, ${counts.skipped} skipped (there already), ${counts.refused} refused`;
