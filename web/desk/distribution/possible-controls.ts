import type { BroadcastStatus } from '../../../shared/domain/broadcast.ts';
import type { Control } from '../../../shared/use-cases/control-broadcast.ts';
import type { TextsDistribution } from '../../../shared/use-cases/distribution-of-texts.ts';
import { standOf } from './stand-of.ts';

const underWay: readonly BroadcastStatus[] = ['planning', 'awaiting-approval', 'sending', 'paused'];

/** What can be done to a send as it stands; the API has the last word. */
export const possibleControls = (texts: TextsDistribution): Control[] => {
  const { approval, approvedBy, lost } = texts;
  const status = standOf(texts);
  const controls: Control[] = [];
  if (underWay.includes(status)) {
    if (approval !== 'none' && approvedBy === null) controls.push('approve');
    controls.push(status === 'paused' ? 'resume' : 'pause', 'cancel');
  }
  if (lost > 0 && (status === 'done' || status === 'sending')) controls.push('resend');
  return controls;
};
