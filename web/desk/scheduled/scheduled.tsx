import { useState } from 'preact/hooks';
import type { ScheduledEntry } from '../../../shared/domain/scheduled-ruling.ts';
import type { Api } from '../../api/client.ts';
import { useListed } from '../../api/listed.ts';
import { Stale } from '../../parts/stale.tsx';
import { CallOff } from './call-off.tsx';
import { ScheduledRow } from './scheduled-row.tsx';

/** What is to be published later, the soonest first, and what could not be. */
export const Scheduled = ({ api }: { readonly api: Api }) => {
  const { items, known, busy, failure, more } = useListed<ScheduledEntry>(api, '/v1/scheduled');
  const [gone, setGone] = useState<readonly string[]>([]);
  const [asked, setAsked] = useState<ScheduledEntry>();
  const left = items.filter(({ id }) => !gone.includes(id));
  return (
    <>
      <Stale failure={failure} shown={items.length > 0} retry={() => more?.()} />
      {left.length > 0 && (
        <>
          <p class="hint">To change one, open it as a draft and call it off: until then it stays scheduled as it is.</p>
          <ul class="plain">
            {left.map((entry) => (
              <ScheduledRow key={entry.id} api={api} entry={entry} callOff={() => setAsked(entry)} />
            ))}
          </ul>
        </>
      )}
      {known && left.length === 0 && <p>Nothing is scheduled.</p>}
      {busy && <p role="status">Looking …</p>}
      {more && failure === undefined && (
        <button type="button" class="quiet" onClick={more}>
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
