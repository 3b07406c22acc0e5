import type { TextsDistribution } from '../../../shared/use-cases/distribution-of-texts.ts';
import type { NamedHolding } from '../../../shared/use-cases/holdings.ts';
import { counted } from '../../parts/numbers.ts';
import type { ShownDistribution } from '../distribution/pace.ts';
import { PartnersTable } from '../distribution/partners-table.tsx';

/** Whose phone has a text, or may have it. */
const reachedBy = (texts: TextsDistribution | null): number =>
  texts === null
    ? 0
    : texts.posting + texts.accepted + texts.delivered + texts.undelivered + texts.unknown + texts.lost;

/** Partners that got any revision, each once, by name. What they hold is told alike of every event. */
const partnersOf = ({ events }: ShownDistribution): NamedHolding[] => {
  const got = events.flatMap(({ deliveries }) => deliveries.partners).filter(({ gotRevision }) => gotRevision !== null);
  const once = new Map(got.map((partner) => [partner.partnerId, partner]));
  return [...once.values()].sort((one, other) => one.name.localeCompare(other.name));
};

interface EarlierProps {
  readonly distribution: ShownDistribution | undefined;
  /** Whoever was texted of it hears nothing of what is wrong in it. */
  readonly leavesThemWrong: boolean;
}

/** Who has what is now to be changed. Whoever was texted of several revisions is counted at each. */
export const Earlier = ({ distribution, leavesThemWrong }: EarlierProps) => {
  if (distribution === undefined) return <p>Who got it is not known right now.</p>;
  const texted = distribution.events
    .map(({ event, texts }) => ({ revision: event.revision, texts: reachedBy(texts) }))
    .filter(({ texts }) => texts > 0);
  const partners = partnersOf(distribution);
  return (
    <>
      <p>Who received it as it was:</p>
      <ul>
        {texted.map(({ revision, texts }) => (
          <li key={revision}>
            Revision {revision}: {counted(texts, 'text')} on phones
          </li>
        ))}
        {texted.length === 0 && <li>no phone</li>}
        {partners.length === 0 && <li>no partner</li>}
      </ul>
      {leavesThemWrong && texted.length > 0 && (
        <p class="note warn">These phones are not told of the correction. To tell them, go back and choose a text.</p>
      )}
      {partners.length > 0 && (
        <details>
          <summary>{counted(partners.length, 'partner')}</summary>
          <PartnersTable caption="Partners that have it" partners={partners} />
        </details>
      )}
    </>
  );
};
