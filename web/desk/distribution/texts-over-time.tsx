import type { TimelineBar } from '../../../shared/domain/text-timeline.ts';
import { Bars } from '../../parts/bars.tsx';
import { counted } from '../../parts/numbers.ts';

/** With the zone, since two hours of a night in autumn have the same name. */
const format = new Intl.DateTimeFormat(undefined, {
  ...{ month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit', second: '2-digit', timeZoneName: 'short' },
});

const widthOf = (seconds: number): string =>
  seconds < 120 ? counted(seconds, 'second') : counted(Math.round(seconds / 60), 'minute');

/** When the texting provider took them. Nothing where it took none yet. */
export const TextsOverTime = ({ timeline }: { readonly timeline: readonly TimelineBar[] }) => {
  const [first] = timeline;
  if (first === undefined) return null;
  return (
    <Bars
      title={`Texts accepted, each bar ${widthOf(first.seconds)}`}
      bars={timeline.map(({ at, accepted }) => ({ label: format.format(new Date(at)), count: accepted }))}
    />
  );
};
