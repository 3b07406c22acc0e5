import { useState } from 'preact/hooks';
import { Confirm } from '../../parts/confirm.tsx';
import { Field } from '../../parts/field.tsx';
import { Moment } from '../../parts/moment.tsx';
import { instantOf, localOf } from './local-time.ts';

const utc = new Intl.DateTimeFormat(undefined, {
  ...{ year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  ...{ timeZone: 'UTC', timeZoneName: 'short' },
});

interface ScheduleProps {
  /** The time that the draft came with, if any. */
  readonly wanted: string;
  readonly busy: boolean;
  readonly headline: string;
  readonly schedule: (publishAt: string) => void;
  readonly onClose: () => void;
}

/** Asks when it is to be published, on the reader's own clock, and says what that is in UTC. */
export const Schedule = ({ wanted, busy, headline, schedule, onClose }: ScheduleProps) => {
  const [local, setLocal] = useState(() => localOf(wanted));
  const [wrong, setWrong] = useState<string>();
  const at = instantOf(local);
  const confirm = (): void => {
    if (at === undefined) setWrong('This is needed.');
    else if (Date.parse(at) <= Date.now()) setWrong('This time has passed.');
    else schedule(at);
  };
  return (
    <Confirm title="Schedule this fact-check?" action="Schedule" busy={busy} onConfirm={confirm} onClose={onClose}>
      <p>“{headline}”</p>
      <Field label="Publish at" hint="On your clock." error={wrong}>
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
    </Confirm>
  );
};
