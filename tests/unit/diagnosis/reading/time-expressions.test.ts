import { describe, expect, it } from 'vitest';
import { foldText } from '../../../../src/lib/diagnosis/reading/fold-text';
import { findTimes } from '../../../../src/lib/diagnosis/reading/time-expressions';

const times = (note: string): readonly (readonly [string, number])[] =>
  findTimes(foldText(note), []).map(({ kind, hours }) => [kind, Math.round(hours * 10) / 10]);
const DAY = 24;

describe('lengths and points of time', () => {
  it.each([
    ['发热3天', 'for', 3 * DAY],
    ['三天来', 'for', 3 * DAY],
    ['2小时', 'for', 2],
    ['半个月', 'for', 364.8],
    ['一周余', 'for', 7 * DAY],
    ['一个半月', 'for', 1094.4],
    ['两三天', 'for', 3 * DAY],
    ['10余年', 'for', 3650 * DAY],
    ['半天', 'for', 12],
    ['十多天', 'for', 10 * DAY],
    ['第五天', 'for', 5 * DAY],
    ['三年前', 'ago', 3 * 365 * DAY],
    ['前两天', 'ago', 2 * DAY],
    ['昨晚', 'day', 16],
    ['大前天', 'day', 72],
    ['去年', 'ago', 400 * DAY],
    ['for three days', 'for', 3 * DAY],
    ['2-week history', 'for', 14 * DAY],
    ['x3d', 'for', 3 * DAY],
    ['3/7', 'for', 3 * DAY],
    ['for 2/52', 'for', 14 * DAY],
    ['over the past 6 months', 'for', 6 * 30.4 * DAY],
    ['a couple of days', 'for', 2 * DAY],
    ['for a week', 'for', 7 * DAY],
    ['half an hour', 'for', 0.5],
    ['48h', 'for', 48],
    ['5 years ago', 'ago', 5 * 365 * DAY],
    ['since yesterday', 'day', DAY],
    ['last night', 'day', 14],
    ['5-7 days', 'for', 7 * DAY],
    ['for years', 'for', 730 * DAY]
  ] as const)('%s', (note, kind, hours) => {
    expect(times(note)).toEqual([[kind, Math.round(hours * 10) / 10]]);
  });

  it.each([
    '一天3次',
    '每3天',
    '3天一次',
    '吃了3天药',
    '住院5天',
    '3天后',
    '6月11日',
    '27日早晨',
    '三岁',
    '2023年5月',
    'every 2 days',
    '3 times a day',
    '2 days later',
    '3 days of antibiotics',
    '62 years old',
    'attacks lasting 10 minutes',
    '120/80',
    'a day'
  ])('no length of illness: %s', (note) => {
    expect(times(note).filter(([kind]) => kind === 'for')).toEqual([]);
  });

  it('says which length is that of a worsening', () => {
    expect(findTimes(foldText('咳嗽3天，加重1天'), []).map(({ worsening }) => worsening)).toEqual([
      false,
      true
    ]);
  });

  it('passes over places that are taken', () => {
    expect(findTimes('aged 3 days, cough 2 days', [[0, 11]])).toHaveLength(1);
  });
});
