import './rulings.css';
import type { RulingId } from '../../../shared/domain/ids.ts';
import type { Api } from '../../api/client.ts';
import { FactCheck } from './fact-check.tsx';
import { Found } from './found.tsx';
import { useQuery } from './query.ts';
import { Search } from './search.tsx';

interface RulingsProps {
  readonly api: Api;
  readonly place: readonly string[];
}

const isRulingId = (text: string | undefined): text is RulingId => /^rul_[0-9A-Z]{26}$/.test(text ?? '');

/** Fact-checks: a list to search in, or the one that the place names. */
export const Rulings = ({ api, place }: RulingsProps) => {
  const [, id, section = ''] = place;
  const query = useQuery();
  if (isRulingId(id)) return <FactCheck key={id} {...{ api, id, section }} />;
  return (
    <>
      <Search query={query} />
      <Found api={api} query={query} />
    </>
  );
};
