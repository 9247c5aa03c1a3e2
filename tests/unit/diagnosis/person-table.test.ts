import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forPerson } from '$part/kernel';
import { personTable, valueFor } from '$part/diagnosis/person-table';

const keys = [
  'default',
  '0-4',
  '5-17',
  '18-44',
  '0-17',
  '65+',
  'male',
  'female',
  'female 18-44',
  'male 65+',
  'nonsense'
];

describe('a person table', () => {
  it('answers what forPerson answers', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...keys), fc.integer()),
        fc.record(
          {
            ageYears: fc.double({ min: 0, max: 130, noNaN: true }),
            sex: fc.constantFrom('male' as const, 'female' as const)
          },
          { requiredKeys: [] }
        ),
        (table, person) => {
          expect(valueFor(personTable(table), person)).toBe(forPerson(table, person));
        }
      ),
      { numRuns: 500 }
    );
  });
});
