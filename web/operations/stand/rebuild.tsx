import { useState } from 'preact/hooks';
import { useAction } from '../../api/action.ts';
import type { Api } from '../../api/client.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Failed } from '../../parts/failed.tsx';
import { Moment } from '../../parts/moment.tsx';
import { numeral } from '../../parts/numbers.ts';
import { perhapsDone } from '../../parts/perhaps-done.ts';
import type { RebuildNow } from './operations.ts';

/** How far it has come, in the order of its work. */
const phaseWords: Readonly<Record<RebuildNow['phase'], string>> = {
  rulings: 'reading all fact-checks',
  months: 'writing archives',
  feeds: 'writing feeds',
  corrections: 'writing the page of corrections',
  documents: 'writing what leads to them',
};

const Progress = ({ rebuild }: { readonly rebuild: RebuildNow }) => {
  const { phase, counts, again, startedAt, finishedAt } = rebuild;
  return (
    <>
      <p>
        {finishedAt === null ? (
          <>
            <span class="tag">Running</span> Since <Moment at={startedAt} />, {phaseWords[phase]}.
          </>
        ) : (
          <>
            Last rebuilt <Moment at={startedAt} />, done <Moment at={finishedAt} />.
          </>
        )}
      </p>
      <p>
        {numeral(counts.rulings)} fact-checks, {numeral(counts.months)} archives, {numeral(counts.feeds)} feeds.
        {again && ' Another round follows.'}
      </p>
    </>
  );
};

interface RebuildProps {
  readonly api: Api;
  readonly rebuild: RebuildNow | null;
  readonly refresh: () => void;
}

/** The last rebuild of feeds and archives, and another. */
export const Rebuild = ({ api, rebuild, refresh }: RebuildProps) => {
  const [asked, setAsked] = useState(false);
  const { run, busy, failure } = useAction();
  const start = async (): Promise<void> => {
    await run(() => api.send('POST', '/v1/operations/rebuild-feeds'));
    setAsked(false);
    refresh();
  };
  return (
    <section>
      <h2 id="rebuild" tabIndex={-1}>
        Rebuilding feeds
      </h2>
      {rebuild === null ? <p>None so far.</p> : <Progress rebuild={rebuild} />}
      <Failed
        failure={failure}
        title={perhapsDone('It may have happened: it is running then. Asking twice does no harm.')}
      />
      <button type="button" class="quiet" onClick={() => setAsked(true)}>
        Rebuild all feeds
      </button>
      {asked && (
        <Confirm
          title="Rebuild all feeds?"
          action="Rebuild all feeds"
          busy={busy}
          onConfirm={start}
          onClose={() => setAsked(false)}
        >
          <p>
            All feeds and archives are rewritten from the stored fact-checks, imported ones included. Readers keep what
            is there until then. No one is texted, and nothing is delivered.
          </p>
        </Confirm>
      )}
    </section>
  );
};
