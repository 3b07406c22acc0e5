import type { ListedStaffPhone } from '../../../shared/use-cases/manage-staff-phones.ts';
import type { Api } from '../../api/client.ts';
import { Scrolls } from '../../parts/scrolls.tsx';
import { TakeAway } from '../take-away.tsx';

interface StaffTableProps {
  readonly api: Api;
  readonly phones: readonly ListedStaffPhone[];
  readonly refresh: () => void;
}

/** Staff phones by name, and by as much of the number as tells two of one person apart. */
export const StaffTable = ({ api, phones, refresh }: StaffTableProps) => {
  if (phones.length === 0) return <p>There are none, so test sends go to no one.</p>;
  return (
    <Scrolls label="Staff phones">
      <table>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Number ends in</th>
            <th scope="col">Remove</th>
          </tr>
        </thead>
        <tbody>
          {phones.map(({ id, name, lastDigits }) => (
            <tr key={id}>
              <th scope="row">{name}</th>
              <td>{lastDigits}</td>
              <td>
                <TakeAway api={api} path={`/v1/staff-phones/${id}`} name={`the phone of ${name}`} onDone={refresh}>
                  Test sends will no longer go there.
                </TakeAway>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolls>
  );
};
