import type { Api } from '../../api/client.ts';
import { StaffPhones } from './staff-phones.tsx';
import { Suppress } from './suppress.tsx';

/** Who wants no more texts, and whom tests go to. */
export const People = ({ api }: { readonly api: Api }) => (
  <>
    <Suppress api={api} />
    <StaffPhones api={api} />
  </>
);
