import type { TextsDistribution } from '../../../shared/use-cases/distribution-of-texts.ts';
import type { Api } from '../../api/client.ts';
import { Moment } from '../../parts/moment.tsx';
import { counted } from '../../parts/numbers.ts';
import { Shares } from '../../parts/shares.tsx';
import { Controls } from './controls.tsx';
import { standOf } from './stand-of.ts';
import { TextsFailed } from './texts-failed.tsx';
import { pauseWords, peopleOf, statusWords } from './words.ts';

const costOf = ({ currency, amount }: TextsDistribution['cost']): string =>
  new Intl.NumberFormat(undefined, { style: 'currency', currency, maximumFractionDigits: 2 }).format(Number(amount));

/** Why nothing leaves, and who let it. */
const Held = ({ texts }: { readonly texts: TextsDistribution }) => {
  const { pausedBecause, approval, approvedBy, holdUntil } = texts;
  return (
    <>
      {pausedBecause && <p>{pauseWords[pausedBecause]}</p>}
      {approval !== 'none' && (
        <p>{approvedBy ? `Approved by ${approvedBy.name}.` : 'Someone other than its author must approve it.'}</p>
      )}
      {holdUntil && Date.parse(holdUntil) > Date.now() && (
        <p>
          Nothing leaves before <Moment at={holdUntil} zone />.
        </p>
      )}
    </>
  );
};

interface TextsStandProps {
  readonly api: Api;
  readonly texts: TextsDistribution;
  /** Whether anything can be done to it at all. */
  readonly controls?: boolean;
  readonly onDone: () => void;
}

/** Where a send stands: everybody of its audience, in parts that add up to it. */
export const TextsStand = ({ api, texts, controls = true, onDone }: TextsStandProps) => {
  const { words, tone } = statusWords[standOf(texts)];
  return (
    <div class="stand">
      <p>
        <span class={`tag ${tone}`}>{words}</span>
      </p>
      <Held texts={texts} />
      <Shares label="Audience" parts={peopleOf(texts)} />
      <p class="soft">
        {counted(texts.segments, 'segment')}, {costOf(texts.cost)}
      </p>
      <TextsFailed failures={texts.failures} skips={texts.skips} />
      {controls && <Controls {...{ api, texts, onDone }} />}
    </div>
  );
};
