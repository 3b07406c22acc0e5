import { idSchema } from '../../../shared/domain/ids.ts';
import { draftInput } from '../../samples/ruling-draft.ts';
import { type Api, committed } from './open-api.ts';

/** A ruling that was published through the API, and its event. */
export const publishOne = async (api: Api, slug: string, differs: Record<string, unknown> = {}) => {
  const answer = await api.call('POST', '/v1/rulings', { body: draftInput({ slug, ...differs }) });
  const { ruling, event } = committed(answer);
  return { rulingId: idSchema('ruling').parse(ruling.id), eventId: idSchema('event').parse(event.id) };
};

/** Corrects a ruling as it stands; answers the event's id. */
export const correctOne = async (api: Api, id: string, revision: number, changes: Record<string, unknown> = {}) => {
  const answer = await api.call('POST', `/v1/rulings/${id}/corrections`, {
    headers: { 'if-match': `"${revision}"` },
    body: { note: 'We misread the bill.', changes: { rating: 'true', ...changes } },
  });
  return idSchema('event').parse(committed(answer).event.id);
};
