import { expect, test } from 'vitest';
import type { StaffPhone } from '../../../shared/ports/staff-phones.ts';
import type { OpenTextStores } from './under-test.ts';

const kim: StaffPhone = { id: 'sub_01JD4Z00000000000000000001', name: 'Kim', phone: 'sealed' };
const lee: StaffPhone = { id: 'sub_01JD4Z00000000000000000002', name: 'Lee', phone: 'sealed too' };

export const staffContract = (open: OpenTextStores): void => {
  test('staff phones are listed until they are removed', async () => {
    const { staff } = await open();
    expect(await staff.all()).toEqual([]);
    await staff.add(lee);
    await staff.add(kim);
    expect(await staff.all()).toEqual([kim, lee]);
    expect(await staff.remove(kim.id)).toBe(true);
    expect(await staff.remove(kim.id)).toBe(false);
    expect(await staff.all()).toEqual([lee]);
  });

  test('a phone is texted once in a test', async () => {
    const { staff } = await open();
    await staff.add(kim);
    const begun = await Promise.all([1, 2, 3].map(() => staff.begin('test-1', kim.id)));
    expect(begun.filter(Boolean)).toHaveLength(1);
    expect(await staff.begin('test-1', lee.id)).toBe(true);
    expect(await staff.begin('test-2', kim.id)).toBe(true);
    expect(await staff.all()).toEqual([kim]);
  });
};
