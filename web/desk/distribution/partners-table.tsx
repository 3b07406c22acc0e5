import { useState } from 'preact/hooks';
import type { NamedHolding } from '../../../shared/use-cases/holdings.ts';
import { counted, numeral } from '../../parts/numbers.ts';
import { Scrolls } from '../../parts/scrolls.tsx';

/** So many are shown, and so many more each time. */
const atOnce = 25;

const revision = (of: number | null): string => (of === null ? 'none' : numeral(of));

interface PartnersTableProps {
  readonly caption: string;
  readonly partners: readonly NamedHolding[];
}

/** What partners have of a fact-check, and what they say that they republished. */
export const PartnersTable = ({ caption, partners }: PartnersTableProps) => {
  const [bound, setBound] = useState(atOnce);
  const left = partners.length - bound;
  return (
    <>
      <Scrolls label={caption}>
        <table>
          <thead>
            <tr>
              <th scope="col">Partner</th>
              <th scope="col" class="number">
                Has revision
              </th>
              <th scope="col" class="number">
                Acknowledged
              </th>
            </tr>
          </thead>
          <tbody>
            {partners.slice(0, bound).map(({ partnerId, name, gotRevision, acknowledgedRevision }) => (
              <tr key={partnerId}>
                <th scope="row">{name}</th>
                <td class="number">{revision(gotRevision)}</td>
                <td class="number">{revision(acknowledgedRevision)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolls>
      {left > 0 && (
        <p>
          <button type="button" class="small" onClick={() => setBound(bound + atOnce)}>
            Show {numeral(Math.min(left, atOnce))} more of {counted(left, 'partner')}
          </button>
        </p>
      )}
    </>
  );
};
