import { useState } from 'preact/hooks';
import { Confirm } from '../../parts/confirm.tsx';
import { Field } from '../../parts/field.tsx';
import { Moment } from '../../parts/moment.tsx';
import { MayBeScheduled } from './doubt-note.tsx';
import { type Doubt, isOf, isPast, sameTime } from './doubts.ts';
import { type Draft, textAt } from './draft.ts';
import { instantOf, localOf } from './local-time.ts';

const utc = new Intl.DateTimeFormat(undefined, {
  ...{ year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  ...{ timeZone: 'UTC', timeZoneName: 'short' },
});

interface ScheduleProps {
  readonly draft: Draft;
  readonly doubts: readonly Doubt[];
  readonly busy: boolean;
  readonly schedule: (publishAt: string) => void;
  readonly onClose: () => void;
}

/** Asks when it is to be published, on the reader's own clock, and says what that is in UTC. */
export const Schedule = ({ draft, doubts, busy, schedule, onClose }: ScheduleProps) => {
  const [local, setLocal] = useState(() => localOf(sameTime(doubts, draft) ?? textAt(draft, ['publishAt'])));
  const [wrong, setWrong] = useState<string>();
  const at = instantOf(local);
  const confirm = (): void => {
    if (at === undefined) setWrong('This is required.');
    else if (isPast(at)) setWrong('This time has passed.');
    else schedule(at);
  };
  return (
    <Confirm title="Schedule this fact-check?" action="Schedule" busy={busy} onConfirm={confirm} onClose={onClose}>
      <p>“{textAt(draft, ['headline'])}”</p>
      <Field label="Publish at" hint="Your local time." error={wrong}>
        {(described) => (
          <input
            {...described}
            type="datetime-local"
            value={local}
            onInput={(event) => {
              setLocal(event.currentTarget.value);
              setWrong(undefined);
            }}
          />
        )}
      </Field>
      {at !== undefined && (
        <p>
          That is <Moment at={at} zone />, or {utc.format(new Date(at))}. Who gets it then may be more or fewer than
          now.
        </p>
      )}
      <MayBeScheduled doubts={doubts.filter((doubt) => doubt.publishAt !== at || !isOf(doubt, draft))} />
    </Confirm>
  );
};
