import type { ShownPhone } from '../../local/twilio/shown.ts';
import { Moment } from '../parts/moment.tsx';
import { shownPhone } from './number.ts';

interface PhoneListProps {
  readonly phones: readonly ShownPhone[];
  readonly open: string | undefined;
  readonly onOpen: (phone: string) => void;
}

const most = 100;

/** Phones with the last text of each, the newest first. */
export const PhoneList = ({ phones, open, onOpen }: PhoneListProps) => {
  if (phones.length === 0)
    return <p>No phone has received or sent a text yet. Open a new one and text JOIN from it.</p>;
  return (
    <>
      <ul class="plain list">
        {phones.map(({ phone, texts, lastAt, lastBody, lastFrom }) => (
          <li key={phone}>
            <button type="button" class="quiet" aria-pressed={phone === open} onClick={() => onOpen(phone)}>
              <span class="who">
                {shownPhone(phone)} <span class="soft">{texts === 1 ? '1 text' : `${texts} texts`}</span>
              </span>
              <span class="last">
                {lastFrom === phone && 'Sent: '}
                {lastBody}
              </span>
              <span class="soft">
                <Moment at={lastAt} />
              </span>
            </button>
          </li>
        ))}
      </ul>
      {phones.length === most && <p class="soft">These are the {most} that were heard of last.</p>}
    </>
  );
};
