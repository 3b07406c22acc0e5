import { useEffect } from 'preact/hooks';
import type { RulingId } from '../../../shared/domain/ids.ts';
import type { Ruling } from '../../../shared/domain/ruling.ts';
import type { Api } from '../../api/client.ts';
import { usePolling } from '../../api/polling.ts';
import { goTo } from '../../parts/place.ts';
import { Stale } from '../../parts/stale.tsx';
import { Distribution } from '../distribution/distribution.tsx';
import { motionOf, type ShownDistribution } from '../distribution/pace.ts';
import { TestSend } from '../distribution/test-send.tsx';
import { usePaced } from '../distribution/use-paced.ts';
import { type Act, acts } from './draft.ts';
import { Head } from './head.tsx';
import { MadeAfterAll } from './made-after-all.tsx';
import { ReviseForm } from './revise-form.tsx';
import { Revisions } from './revisions.tsx';
import { Sections } from './sections.tsx';
import { useDrafts } from './use-drafts.ts';
import { useTitle } from './use-title.ts';

/** Whoever else works on it is seen within so long. */
const rulingMs = 10_000;

const actOf = (section: string): Act | undefined => acts.find((act) => act === section);

interface FactCheckProps {
  readonly api: Api;
  readonly id: RulingId;
  readonly section: string;
}

/** One fact-check: what it says, where it is, and what can be done to it. What is being written stays when another part is looked at. */
export const FactCheck = ({ api, id, section }: FactCheckProps) => {
  const path = `/v1/rulings/${id}`;
  const { value: ruling, failure, refresh } = usePolling<Ruling>(api, path, { everyMs: rulingMs });
  const distribution = usePaced<ShownDistribution>(api, ruling ? `${path}/distribution` : null, motionOf);
  const leave = (act: Act): void => {
    if (section === act) goTo('rulings', id);
  };
  const { drafts, kept, made, write, drop } = useDrafts(id, ruling, leave);
  useTitle(ruling?.headline);
  const told = distribution.value?.revision;
  useEffect(() => {
    // whoever changed it: what came to rest moves again
    if (ruling && told !== undefined && told < ruling.revision) distribution.wake();
  }, [ruling?.revision]);
  if (ruling === undefined)
    return failure ? <Stale failure={failure} shown={false} retry={refresh} /> : <p role="status">Looking …</p>;

  const act = ruling.status === 'retracted' ? undefined : actOf(section);
  const done = (of: Act): void => {
    drop(of);
    refresh();
    distribution.wake();
    leave(of);
  };
  return (
    <>
      <Stale failure={failure} shown retry={refresh} />
      <Head ruling={ruling} />
      <Sections
        id={id}
        at={act ?? (section === 'revisions' ? section : '')}
        retracted={ruling.status === 'retracted'}
      />
      {made && <MadeAfterAll made={made} goesOn={drafts[made.act] !== undefined} />}
      {act && (
        <ReviseForm
          key={act}
          {...{ api, act, ruling, kept, refresh }}
          distribution={distribution.value}
          draft={drafts[act]}
          write={(parts) => write(act, parts)}
          done={() => done(act)}
        />
      )}
      {section === 'revisions' && <Revisions key={ruling.revision} api={api} id={id} />}
      {!act && section !== 'revisions' && (
        <>
          <Distribution api={api} distribution={distribution} />
          {ruling.status === 'published' && <TestSend api={api} id={id} />}
        </>
      )}
    </>
  );
};
