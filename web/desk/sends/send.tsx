import type { Broadcast } from '../../../shared/domain/broadcast.ts';
import type { ShownBroadcast } from '../../../shared/use-cases/show-broadcasts.ts';
import type { Api } from '../../api/client.ts';
import { Moment } from '../../parts/moment.tsx';
import { counted } from '../../parts/numbers.ts';
import { TextsStand } from '../distribution/texts-stand.tsx';

const kinds: Readonly<Record<Broadcast['kind'], string>> = {
  first: 'Fact-check',
  update: 'Update',
  correction: 'Correction',
  retraction: 'Retraction',
  digest: 'Digest',
  reply: 'Answers to claims',
};

interface SendProps {
  readonly api: Api;
  readonly broadcast: ShownBroadcast;
  readonly headlines: ReadonlyMap<string, string>;
  readonly onDone: () => void;
}

/** One send: what it says, where it stands, and what can be done to it. */
export const Send = ({ api, broadcast, headlines, onDone }: SendProps) => {
  const { broadcastId, kind, rulingIds, createdAt, author, clicks } = broadcast;
  return (
    <article class="card" aria-labelledby={broadcastId}>
      <h2 id={broadcastId}>
        {kinds[kind]}, <Moment at={createdAt} />
      </h2>
      <ul class="plain spoken">
        {rulingIds.map((id) => (
          <li key={id}>
            <a href={`#/rulings/${id}`}>{headlines.get(id) ?? id}</a>
          </li>
        ))}
      </ul>
      <p class="soft">
        By {author}, {counted(clicks, 'click')}
      </p>
      <TextsStand api={api} texts={broadcast} controls={kind !== 'reply'} onDone={onDone} />
    </article>
  );
};
