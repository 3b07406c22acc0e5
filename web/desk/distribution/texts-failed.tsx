import type { TextsDistribution } from '../../../shared/use-cases/distribution-of-texts.ts';
import { counted, numeral } from '../../parts/numbers.ts';
import { Scrolls } from '../../parts/scrolls.tsx';
import { skipWords } from './words.ts';

/** As many codes are shown; a send seldom has more than a few. */
const most = 20;

/** Who does not get it, and why. What failed without a code is in the shares alone. */
export const TextsFailed = ({ failures, skips }: Pick<TextsDistribution, 'failures' | 'skips'>) => {
  const people = [...failures, ...skips].reduce((sum, one) => sum + one.people, 0);
  if (people === 0) return null;
  return (
    <details>
      <summary>Why {numeral(people)} did not get it</summary>
      <Scrolls label="Why some did not get it">
        <table>
          <thead>
            <tr>
              <th scope="col">Why</th>
              <th scope="col" class="number">
                People
              </th>
            </tr>
          </thead>
          <tbody>
            {failures.slice(0, most).map(({ code, people: failed, meaning }) => (
              <tr key={code}>
                <th scope="row">
                  {meaning ?? 'Unknown.'} <span class="soft">Code {code}</span>
                </th>
                <td class="number">{numeral(failed)}</td>
              </tr>
            ))}
            {skips.map(({ reason, people: skipped }) => (
              <tr key={reason}>
                <th scope="row">Skipped: {skipWords[reason]}.</th>
                <td class="number">{numeral(skipped)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolls>
      {failures.length > most && <p>And {counted(failures.length - most, 'more code')}.</p>}
    </details>
  );
};
