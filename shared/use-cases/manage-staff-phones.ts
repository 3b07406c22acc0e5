import { makeId, type SubscriberId } from '../domain/ids.ts';
import type { Phone } from '../domain/phone.ts';
import type { Clock } from '../ports/clock.ts';
import type { Randomness } from '../ports/randomness.ts';
import type { StaffPhone, StaffPhones } from '../ports/staff-phones.ts';
import type { Vault } from '../ports/vault.ts';

export interface StaffPhoneDeps {
  readonly staffPhones: StaffPhones;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly random: Randomness;
}

/** A staff phone as it is listed: by the name that was given to it, and by the end of its number. */
export interface ListedStaffPhone {
  readonly id: SubscriberId;
  readonly name: string;
  readonly lastDigits: string;
}

const listed = ({ id, name }: Omit<StaffPhone, 'phone'>, phone: string): ListedStaffPhone => ({
  id,
  name,
  lastDigits: phone.slice(-4),
});

/** Test sends go to this phone too. */
export const addStaffPhone =
  ({ staffPhones, vault, clock, random }: StaffPhoneDeps) =>
  async (name: string, phone: Phone): Promise<ListedStaffPhone> => {
    const id = makeId('subscriber', clock.now(), random);
    await staffPhones.add({ id, name, phone: await vault.seal(phone, id) });
    return listed({ id, name }, phone);
  };

export const listStaffPhones =
  ({ staffPhones, vault }: StaffPhoneDeps) =>
  async (): Promise<ListedStaffPhone[]> =>
    Promise.all(
      (await staffPhones.all()).map(async ({ id, name, phone }) => listed({ id, name }, await vault.open(phone, id))),
    );
