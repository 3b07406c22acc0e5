import type { SubscriberId } from '../../shared/domain/ids.ts';
import type { StaffPhone, StaffPhones } from '../../shared/ports/staff-phones.ts';

/** The newsroom's own phones, in memory. */
export const fakeStaffPhones = (): StaffPhones => {
  const phones = new Map<SubscriberId, StaffPhone>();
  const begun = new Set<string>();
  return {
    add: async (phone) => {
      phones.set(phone.id, structuredClone(phone));
    },
    all: async () => structuredClone([...phones.values()].sort((a, b) => (a.id < b.id ? -1 : 1))),
    remove: async (id) => phones.delete(id),
    begin: async (testId, id) => {
      const name = `${testId}#${id}`;
      if (begun.has(name)) return false;
      begun.add(name);
      return true;
    },
  };
};
