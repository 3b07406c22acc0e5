import { useState } from 'preact/hooks';
import { useAction } from '../../api/action.ts';
import type { Api } from '../../api/client.ts';
import { Failed } from '../../parts/failed.tsx';
import { Moment } from '../../parts/moment.tsx';
import { counted } from '../../parts/numbers.ts';
import { perhapsDone } from '../../parts/perhaps-done.ts';
import { channelWords } from './channel-words.ts';
import { mostCounted } from './findings.ts';
import type { ChannelNow } from './operations.ts';
import { SwitchChannel, switchWords } from './switch-channel.tsx';

interface ChannelProps {
  readonly api: Api;
  readonly channel: ChannelNow;
  readonly refresh: () => void;
}

/** A channel: whether it goes, and the switch to pause it or let it go on. */
export const Channel = ({ api, channel: { channel, paused, since, by, held }, refresh }: ChannelProps) => {
  const { name } = channelWords[channel];
  const [asked, setAsked] = useState<keyof typeof switchWords>();
  const { run, busy, failure, forget } = useAction();
  const possible = paused ? 'resume' : 'pause';
  const act = async (to: keyof typeof switchWords): Promise<void> => {
    await run(() => api.send('POST', `/v1/operations/channels/${channel}/${to}`));
    setAsked(undefined);
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
        {heldSaid} {!paused && held > 0 && 'They start to go out within two minutes.'}
        {!paused && held === 0 && 'Nothing is held.'}
      </p>
      <Failed failure={failure} title={perhapsDone('It may have happened: see above whether it is paused.')} />
      <button
        type="button"
        class={paused ? undefined : 'quiet'}
        onClick={() => {
          forget();
          setAsked(possible);
        }}
      >
        {switchWords[possible]} {name.toLowerCase()}
      </button>
      {asked && (
        <SwitchChannel
          {...{ channel, paused, busy }}
          to={asked}
          held={heldSaid || 'Nothing is held.'}
          onConfirm={() => act(asked)}
          onClose={() => setAsked(undefined)}
        />
      )}
    </li>
  );
};
