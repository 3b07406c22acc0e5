import { useState } from 'preact/hooks';
import type { Control } from '../../../shared/use-cases/control-broadcast.ts';
import type { TextsDistribution } from '../../../shared/use-cases/distribution-of-texts.ts';
import { useAction } from '../../api/action.ts';
import { type Api, type Failure, isInDoubt } from '../../api/client.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Failed } from '../../parts/failed.tsx';
import { numeral } from '../../parts/numbers.ts';
import { possibleControls } from './possible-controls.ts';

const buttons = {
  approve: { label: 'Approve', look: undefined },
  pause: { label: 'Pause', look: 'quiet' },
  resume: { label: 'Resume', look: undefined },
  cancel: { label: 'Call off …', look: 'danger' },
  resend: { label: 'Send again …', look: 'quiet' },
} as const satisfies Record<Control, object>;

const failureWords = (failure: Failure): string => {
  const { problem, title } = failure;
  if (problem === 'own-work') return 'You made this one. Someone else has to approve it.';
  if (problem === 'forbidden') return 'Your key cannot send: it lacks the scope newsroom:send.';
  if (problem === 'broadcast-status')
    return 'This send is too far along for that, or not far enough. What you see here is its current state.';
  return isInDoubt(failure) ? `${title}. It may have been done. You can safely press again.` : title;
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
            it. People who already have it will still get later corrections. This cannot be undone.
          </p>
        </Confirm>
      )}
      {asked === 'resend' && (
        <Confirm
          title={`Send to ${numeral(texts.lost)} again?`}
          action="Send again"
          busy={busy}
          onConfirm={() => void act('resend')}
          onClose={() => setAsked(undefined)}
        >
          <p>We never heard what became of their texts. Some people may have theirs already, and would get it twice.</p>
        </Confirm>
      )}
    </>
  );
};
