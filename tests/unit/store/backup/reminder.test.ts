import { backupDue, type BackupState } from '$part/store/backup/reminder';
import { describe, expect, it } from 'vitest';

const HOUR = 3_600_000;
const NOW = Date.parse('2026-03-10T08:00:00Z');
const state = (more: Partial<BackupState>): BackupState => ({
  lastAt: NOW - 48 * HOUR,
  changes: 1,
  firstChangeAt: NOW - HOUR,
  persistent: true,
  ...more
});

describe('reminder', () => {
  it.each<[string, Partial<BackupState>, object]>([
    ['no change', { changes: 0 }, { tag: 'not-due', at: undefined }],
    ['a change an hour ago', {}, { tag: 'not-due', at: NOW + 23 * HOUR }],
    ['a change a day ago', { firstChangeAt: NOW - 24 * HOUR }, { tag: 'due', why: 'time' }],
    ['49 changes', { changes: 49 }, { tag: 'not-due', at: NOW + 23 * HOUR }],
    ['50 changes', { changes: 50 }, { tag: 'due', why: 'changes' }],
    ['10 changes, not persistent', { changes: 10, persistent: false }, { tag: 'due', why: 'changes' }],
    ['9 changes, not persistent', { changes: 9, persistent: false }, { tag: 'not-due', at: NOW + 2 * HOUR }],
    [
      'a change 3 hours ago, not persistent',
      { firstChangeAt: NOW - 3 * HOUR, persistent: false },
      { tag: 'due', why: 'time' }
    ],
    [
      'never a backup, a day of work',
      { lastAt: undefined, firstChangeAt: NOW - 24 * HOUR },
      { tag: 'due', why: 'first' }
    ],
    ['the last one lies in the future', { lastAt: NOW + 24 * HOUR }, { tag: 'due', why: 'clock' }],
    [
      'a few minutes of a drifting clock',
      { lastAt: NOW + HOUR / 12 },
      { tag: 'not-due', at: NOW + 23 * HOUR }
    ]
  ])('A14 %s', (_name, more, expected) => {
    expect(backupDue(state(more), NOW)).toEqual(expected);
  });
});
