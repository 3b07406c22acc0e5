import { useState } from 'preact/hooks';
import type { ScheduledEntry } from '../../../shared/domain/scheduled-ruling.ts';
import type { Api, Listed } from '../../api/client.ts';
import { usePolling } from '../../api/polling.ts';
import { Stale } from '../../parts/stale.tsx';
import { CallOff } from './call-off.tsx';
import { ScheduledRow } from './scheduled-row.tsx';

/** What was published meanwhile is gone within so long. */
const everyMs = 15_000;
/** Most newsrooms schedule less than a page holds. */
const pageSize = 100;

interface ScheduledProps {
  readonly api: Api;
  /** Where the page before ends; without it, it is the first. */
  readonly cursor?: string;
}

/** What is to be published later, the soonest first, and what could not be; a page of it, and those after it. */
export const Scheduled = ({ api, cursor }: ScheduledProps) => {
  const path = `/v1/scheduled?limit=${pageSize}${cursor === undefined ? '' : `&cursor=${cursor}`}`;
  const { value, failure, refresh } = usePolling<Listed<ScheduledEntry>>(api, path, { everyMs });
  const [gone, setGone] = useState<readonly string[]>([]);
  const [asked, setAsked] = useState<ScheduledEntry>();
  const [isLong, setLong] = useState(false);
  const { items = [], nextCursor = null } = value ?? {};
  const left = items.filter(({ id }) => !gone.includes(id));
  const isFirst = cursor === undefined;
  return (
    <>
      <Stale failure={failure} shown={value !== undefined} retry={refresh} />
      {value === undefined && failure === undefined && <p role="status">Looking …</p>}
      {left.length > 0 && (
        <>
          {isFirst && (
            <p class="hint">
              To change one, open it as a draft and call it off. Until you do, it stays scheduled as is.
            </p>
          )}
          <ul class="plain">
            {left.map((entry) => (
              <ScheduledRow key={entry.id} api={api} entry={entry} callOff={() => setAsked(entry)} />
            ))}
          </ul>
        </>
      )}
      {value && left.length === 0 && nextCursor === null && isFirst && <p>Nothing is scheduled.</p>}
      {nextCursor !== null && isLong && <Scheduled api={api} cursor={nextCursor} />}
      {nextCursor !== null && !isLong && (
        <button type="button" class="quiet" onClick={() => setLong(true)}>
          Show more
        </button>
      )}
      {asked && (
        <CallOff
          api={api}
          entry={asked}
          onGone={() => setGone((before) => [...before, asked.id])}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  );
};
