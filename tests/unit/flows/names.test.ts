import { describe, expect, it } from 'vitest';
import { Names } from '../../../src/lib/flows/names';
import { evidence } from '../diagnosis/packs';
import { TEST_PACK } from '../diagnosis/reading/test-pack';

const names = new Names(TEST_PACK);
const stated = evidence({ onset: 'sudden', duration: '<6h' });
const person = { ageYears: 62, sex: 'female' } as const;

describe('facts of an explanation in words', () => {
  it.each([
    ['cough', 'present', '咳嗽', 'cough'],
    ['cough', 'absent', '无咳嗽', 'No cough'],
    ['group:no-urinary-complaints', 'absent', '无泌尿系统症状', 'No urinary symptoms'],
    ['value:chest-pain/character/pressing', 'present', '胸口疼：压榨样', 'chest tightness: crushing'],
    ['onset', 'present', '起病突然', 'Onset sudden'],
    ['duration', 'present', '病程不到6小时', 'Duration under 6 hours'],
    ['age', 'present', '年龄 62岁', 'Age 62 years'],
    ['sex', 'present', '性别 女', 'Sex Female'],
    ['given:fever', 'present', '已知发热', 'Known: fever']
  ] as const)('%s %s', (fact, state, zh, en) => {
    expect(names.fact(fact, state, stated, person)).toEqual({ zh, en });
  });

  it('shows the id of what the pack does not name, rather than nothing', () => {
    expect(names.finding('unheard-of')).toEqual({ zh: 'unheard-of', en: 'unheard-of' });
  });
});
