import type { TextsDistribution } from '../../../shared/use-cases/distribution-of-texts.ts';
import { counted } from '../distribution/numbers.ts';
import type { ShownDistribution } from '../distribution/pace.ts';

/** As many partners are named; more than that nobody reads before sending. */
const mostNamed = 20;

/** Whose phone has a text, or may have it. */
const reachedBy = (texts: TextsDistribution | null): number =>
  texts === null
    ? 0
    : texts.posting + texts.accepted + texts.delivered + texts.undelivered + texts.unknown + texts.lost;

/** Partners that got any revision, by name. */
const partnersOf = ({ events }: ShownDistribution): string[] => {
  const names = new Map(
    events
      .flatMap(({ deliveries }) => deliveries.partners)
      .filter(({ gotRevision }) => gotRevision !== null)
      .map(({ partnerId, name }) => [partnerId, name]),
  );
  return [...names.values()].sort((one, other) => one.localeCompare(other));
};

/** Who has what is now to be changed. */
export const Earlier = ({ distribution }: { readonly distribution: ShownDistribution | undefined }) => {
  if (distribution === undefined) return <p>Who got it is not known right now.</p>;
  const texts = distribution.events.reduce((sum, event) => sum + reachedBy(event.texts), 0);
  const names = partnersOf(distribution);
  const more = names.length - mostNamed;
  return (
    <p>
      Who has it as it was: {counted(texts, 'text')} on phones, and {counted(names.length, 'partner')}
      {names.length > 0 && `: ${names.slice(0, mostNamed).join(', ')}${more > 0 ? ` and ${more} more` : ''}`}.
    </p>
  );
};
