import { Confirm } from '../../parts/confirm.tsx';
import { channelWords } from './channel-words.ts';
import type { ChannelNow } from './operations.ts';

export const switchWords = { pause: 'Pause', resume: 'Resume' } as const;

interface SwitchChannelProps {
  readonly channel: ChannelNow['channel'];
  readonly to: keyof typeof switchWords;
  /** As it is by now: somebody else may have pressed, too. */
  readonly paused: boolean;
  /** How much it holds, in words. */
  readonly held: string;
  readonly busy: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks once more before a channel is paused or goes on. What was asked stays as it was when it was asked. */
export const SwitchChannel = ({ channel, to, paused, held, busy, onConfirm, onClose }: SwitchChannelProps) => {
  const { name, stops, goesOn } = channelWords[channel];
  const already = paused === (to === 'pause');
  const action = `${switchWords[to]} ${name.toLowerCase()}`;
  return (
    <Confirm title={`${action}?`} danger={to === 'pause'} {...{ action, busy, onConfirm, onClose }}>
      {to === 'resume' ? (
        <p>{held} What is held starts to go out within two minutes.</p>
      ) : (
        <>
          <p>{stops} It takes up to five seconds.</p>
          <p>{goesOn}</p>
          <p>Anything that comes in meanwhile is held, however long that takes, and goes out once you resume.</p>
        </>
      )}
      <p role="status">{already && `${name} are already ${paused ? 'paused' : 'on'}.`}</p>
    </Confirm>
  );
};
