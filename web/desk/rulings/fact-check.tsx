import { useState } from 'preact/hooks';
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
import { type Act, acts, type Draft } from './draft.ts';
import { Head } from './head.tsx';
import { ReviseForm } from './revise-form.tsx';
import { Revisions } from './revisions.tsx';
import { Sections } from './sections.tsx';

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
  const [drafts, setDrafts] = useState<Readonly<Partial<Record<Act, Draft>>>>({});
  if (ruling === undefined)
    return failure ? <Stale failure={failure} shown={false} retry={refresh} /> : <p role="status">Looking …</p>;

  const act = ruling.status === 'retracted' ? undefined : actOf(section);
  const done = (): void => {
    setDrafts({});
    refresh();
    distribution.wake();
    goTo('rulings', id);
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
      {act && (
        <ReviseForm
          key={act}
          {...{ api, act, ruling, refresh, done }}
          distribution={distribution.value}
          draft={drafts[act]}
          write={(draft) => setDrafts((before) => ({ ...before, [act]: draft }))}
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
