import { expect, test } from 'vitest';
import { addStaffPhone, listStaffPhones } from '../../shared/use-cases/manage-staff-phones.ts';
import { manualClock } from '../fakes/clock.ts';
import { seededRandomness } from '../fakes/randomness.ts';
import { fakeStaffPhones } from '../fakes/staff-phones.ts';
import { fakeVault } from '../fakes/vault.ts';
import { phone } from '../samples/texting.ts';

test('a staff phone is kept sealed, and listed by its name and last digits', async () => {
  const deps = { staffPhones: fakeStaffPhones(), vault: fakeVault(), clock: manualClock(), random: seededRandomness() };
  const added = await addStaffPhone(deps)('Sam Roe', phone(43));
  expect(added).toEqual({ id: expect.stringMatching(/^sub_[0-9A-Z]{26}$/), name: 'Sam Roe', lastDigits: '0143' });
  deps.clock.advance(1);
  await addStaffPhone(deps)('Ann Lee', phone(44));
  const [kept] = await deps.staffPhones.all();
  expect(await deps.vault.open(kept?.phone ?? '', added.id)).toBe(phone(43));
  const listed = await listStaffPhones(deps)();
  expect(listed.map(({ name, lastDigits }) => [name, lastDigits])).toEqual([
    ['Sam Roe', '0143'],
    ['Ann Lee', '0144'],
  ]);
  expect(JSON.stringify(listed)).not.toContain('202555');
});
