import { bilingual, isMessageKey, type MessageKey } from '$part/i18n';
import type { Bilingual } from '$part/kernel';
import type { AuditLine } from '$part/schema';
import { readUnlockReason } from '../clinic/unlock-lines';

/** What was done, without who and to whom: "viewed the record". */
export function saidOf({ action, table }: Pick<AuditLine, 'action' | 'table'>): Bilingual {
  const narrow = `records.said.${action}.${table ?? ''}`;
  return bilingual(isMessageKey(narrow) ? narrow : `records.said.${action}`);
}

/** Codes with a figure behind them: a backup's number, rows of a code table. */
const NUMBERED: Readonly<Record<string, MessageKey>> = {
  backup: 'records.reason.backup',
  merge: 'records.reason.merge',
  replace: 'records.reason.replace',
  undo: 'records.reason.undo',
  'code-table': 'records.reason.code-table'
};

/** Why, in words: codes that flows write as reasons are translated, what somebody typed stands as it is. */
export function reasonOf({ action, reason }: Pick<AuditLine, 'action' | 'reason'>): Bilingual | undefined {
  if (reason === undefined) return undefined;
  const unlock = action === 'unlock' ? readUnlockReason(reason) : undefined;
  if (unlock) return bilingual(`records.how.${unlock.how}`);
  if (action === 'unlock-failed') return failedOf(reason);
  const [, counted = '', figure = ''] = /^([a-z-]+) (\d+)$/.exec(reason) ?? [];
  const numbered = NUMBERED[counted];
  if (numbered) return bilingual(numbered, { number: figure });
  if (reason.startsWith('backup failed ')) return bilingual('records.reason.backup-failed');
  const code = reason.replaceAll(' ', '-');
  const key = [`records.reason.${action}.${code}`, `encounter.override.${code}`].find(isMessageKey);
  return key ? bilingual(key) : { zh: reason, en: reason };
}

function failedOf(reason: string): Bilingual {
  if (reason === 'tries-altered') return bilingual('records.reason.tries-altered');
  const [how = '', why = ''] = reason.split(' ');
  const [howKey, whyKey] = [`records.how.${how}`, `records.why.${why}`];
  const words = (key: string) => (isMessageKey(key) ? bilingual(key) : { zh: '', en: '' });
  const [first, second] = [words(howKey), words(whyKey)];
  return { zh: `${first.zh}，${second.zh}`, en: `${first.en}, ${second.en}` };
}
