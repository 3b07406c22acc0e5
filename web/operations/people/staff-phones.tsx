import type { ListedStaffPhone } from '../../../shared/use-cases/manage-staff-phones.ts';
import type { Api, Listed } from '../../api/client.ts';
import { usePolling } from '../../api/polling.ts';
import { Stale } from '../../parts/stale.tsx';
import { AddStaffPhone } from './add-staff-phone.tsx';
import { StaffTable } from './staff-table.tsx';

/** Phones of the newsroom's own people. */
export const StaffPhones = ({ api }: { readonly api: Api }) => {
  const { value, failure, refresh } = usePolling<Listed<ListedStaffPhone>>(api, '/v1/staff-phones');
  return (
    <section>
      <h2>Staff phones</h2>
      <p>Test sends from the desk go only to these phones.</p>
      <Stale failure={failure} shown={value !== undefined} retry={refresh} />
      {value === undefined && failure === undefined && <p class="soft">Loading …</p>}
      {value && <StaffTable api={api} phones={value.items} refresh={refresh} />}
      <AddStaffPhone api={api} refresh={refresh} />
    </section>
  );
};
