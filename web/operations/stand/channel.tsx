import { useState } from 'preact/hooks';
import { useAction } from '../../api/action.ts';
import type { Api } from '../../api/client.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Failed } from '../../parts/failed.tsx';
import { Moment } from '../../parts/moment.tsx';
import { donePerhaps } from '../done-perhaps.ts';
import { counted } from '../numbers.ts';
import { channelWords } from './channel-words.ts';
import { mostCounted } from './findings.ts';
import type { ChannelNow } from './operations.ts';

interface ChannelProps {
  readonly api: Api;
  readonly channel: ChannelNow;
  readonly refresh: () => void;
}

/** A channel: whether it goes, and the switch to pause it or let it go on. */
export const Channel = ({ api, channel: { channel, paused, since, by, held }, refresh }: ChannelProps) => {
  const { name, stops, goesOn } = channelWords[channel];
  const [asked, setAsked] = useState(false);
  const { run, busy, failure, forget } = useAction();
  const verb = paused ? 'Resume' : 'Pause';
  const act = async (): Promise<void> => {
    await run(() => api.send('POST', `/v1/operations/channels/${channel}/${paused ? 'resume' : 'pause'}`));
    setAsked(false);
    refresh();
  };
  const heldSaid = held > 0 && `${counted(held, 'message', 'messages', mostCounted)} held.`;
  return (
    <li class="card">
      <h3>
        {name} <span class={`tag ${paused ? 'warn' : 'good'}`}>{paused ? 'Paused' : 'On'}</span>
      </h3>
      <p>
        {paused && since !== null && (
          <>
            Since <Moment at={since} zone /> by {by}.{' '}
          </>
        )}
        {heldSaid} {!paused && held > 0 && 'They go out within two minutes.'}
        {!paused && held === 0 && 'Nothing is held.'}
      </p>
      <Failed failure={failure} title={donePerhaps('see above whether it is paused.')} />
      <button
        type="button"
        class={paused ? undefined : 'quiet'}
        onClick={() => {
          forget();
          setAsked(true);
        }}
      >
        {verb} {name.toLowerCase()}
      </button>
      {asked && (
        <Confirm
          title={`${verb} ${name.toLowerCase()}?`}
          action={`${verb} ${name.toLowerCase()}`}
          danger={!paused}
          busy={busy}
          onConfirm={act}
          onClose={() => setAsked(false)}
        >
          {paused ? (
            <p>{heldSaid || 'Nothing is held.'} What is held goes out within two minutes.</p>
          ) : (
            <>
              <p>{stops} It takes up to five seconds.</p>
              <p>{goesOn}</p>
              <p>What comes meanwhile is held, however long that takes, and goes out once you resume.</p>
            </>
          )}
        </Confirm>
      )}
    </li>
  );
};
