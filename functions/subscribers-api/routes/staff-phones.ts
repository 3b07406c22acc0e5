import * as z from 'zod';
import type { Newsroom } from '../../../shared/domain/newsroom.ts';
import { phoneSchema } from '../../../shared/domain/phone.ts';
import { cleanLine } from '../../../shared/domain/plain-text.ts';
import { idOf } from '../../../shared/runtime/api/path-id.ts';
import { Problem } from '../../../shared/runtime/api/problem.ts';
import { type Route, route } from '../../../shared/runtime/api/route.ts';
import { addStaffPhone, listStaffPhones, type StaffPhoneDeps } from '../../../shared/use-cases/manage-staff-phones.ts';

export const staffPhoneRoutes = (deps: StaffPhoneDeps & { readonly newsroom: Newsroom }): Route[] => [
  route(
    {
      method: 'GET',
      path: '/v1/staff-phones',
      summary: "The newsroom's own phones, which test sends go to, by name and by the end of the number.",
      scopes: ['operator'],
      answers: { 200: 'All of them' },
    },
    async () => ({ status: 200, body: { items: await listStaffPhones(deps)(), nextCursor: null } }),
  ),
  route(
    {
      method: 'POST',
      path: '/v1/staff-phones',
      summary: "Add a phone of the newsroom's own people.",
      scopes: ['operator'],
      body: z.strictObject({
        name: z.string().transform(cleanLine).pipe(z.string().min(1).max(100)),
        phone: phoneSchema(deps.newsroom),
      }),
      answers: { 201: 'The phone' },
    },
    async ({ body }) => ({ status: 201, body: await addStaffPhone(deps)(body.name, body.phone) }),
  ),
  route(
    {
      method: 'DELETE',
      path: '/v1/staff-phones/{id}',
      summary: 'Take a phone away.',
      scopes: ['operator'],
      answers: { 204: 'Gone' },
    },
    async (request) => {
      if (!(await deps.staffPhones.remove(idOf('subscriber', request)))) throw new Problem('not-found');
      return { status: 204 };
    },
  ),
];
