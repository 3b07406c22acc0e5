import { useState } from 'preact/hooks';
import type { Control } from '../../../shared/use-cases/control-broadcast.ts';
import type { TextsDistribution } from '../../../shared/use-cases/distribution-of-texts.ts';
import { useAction } from '../../api/action.ts';
import type { Api, Failure } from '../../api/client.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Failed } from '../../parts/failed.tsx';
import { numeral } from './numbers.ts';
import { possibleControls } from './possible-controls.ts';

const buttons = {
  approve: { label: 'Approve', look: undefined },
  pause: { label: 'Pause', look: 'quiet' },
  resume: { label: 'Resume', look: undefined },
  cancel: { label: 'Call off …', look: 'danger' },
  resend: { label: 'Send again …', look: 'quiet' },
} as const satisfies Record<Control, object>;

const failureWords = ({ problem, kind, title }: Failure): string => {
  if (problem === 'own-work') return 'You made this one: somebody else approves it.';
  if (problem === 'forbidden') return 'Your key may not send: it lacks the scope newsroom:send.';
  if (problem === 'broadcast-status')
    return 'It has come too far for that, or not far enough. What stands here is how it is now.';
  if (kind === 'refused') return title;
  return `${title}. It may have been done; pressing again does it once.`;
};

interface ControlsProps {
  readonly api: Api;
  readonly texts: TextsDistribution;
  /** Something was done, or may have been. */
  readonly onDone: () => void;
}

/** What a person can do to a send; nothing where nothing can be done. */
export const Controls = ({ api, texts, onDone }: ControlsProps) => {
  const { run, busy, failure } = useAction();
  const [asked, setAsked] = useState<'cancel' | 'resend'>();
  const possible = possibleControls(texts);
  const act = async (control: Control): Promise<void> => {
    await run(() => api.send('POST', `/v1/broadcasts/${texts.broadcastId}/${control}`));
    setAsked(undefined);
    onDone();
  };
  const press = (control: Control): void => {
    if (control === 'cancel' || control === 'resend') setAsked(control);
    else void act(control);
  };
  return (
    <>
      <Failed failure={failure} title={failureWords} />
      {possible.length > 0 && (
        <p class="actions">
          {possible.map((control) => (
            <button
              // resume stands where pause stood, so that it keeps the focus
              key={control === 'resume' ? 'pause' : control}
              type="button"
              class={buttons[control].look}
              aria-disabled={busy}
              onClick={() => press(control)}
            >
              {buttons[control].label}
            </button>
          ))}
        </p>
      )}
      {asked === 'cancel' && (
        <Confirm
          title="Call this send off?"
          action="Call off"
          danger
          busy={busy}
          onConfirm={() => void act('cancel')}
          onClose={() => setAsked(undefined)}
        >
          <p>
            {numeral(texts.pending + texts.deferred)} of {numeral(texts.audience)} people still wait, and will not get
            it. Who has it already gets later corrections all the same. This cannot be undone.
          </p>
        </Confirm>
      )}
      {asked === 'resend' && (
        <Confirm
          title={`Send to ${numeral(texts.lost)} once more?`}
          action="Send again"
          busy={busy}
          onConfirm={() => void act('resend')}
          onClose={() => setAsked(undefined)}
        >
          <p>Nothing was heard of their text. Some may have it, and would get it twice.</p>
        </Confirm>
      )}
    </>
  );
};
