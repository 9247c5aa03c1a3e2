import { bilingual, number } from '$part/i18n';
import type { Bilingual, Person } from '$part/kernel';
import type { Measure } from '$part/knowledge';
import type { Draft } from './draft';
import { bandOf, levelOf, vitalMeasures, vitalOf } from './vital-entry';

const SYSTOLIC = 'systolic';
const DIASTOLIC = 'diastolic';
const PRESSURES: readonly string[] = [SYSTOLIC, DIASTOLIC];

/** Two numbers that are each possible but not together: most often the two fields were changed over. */
function pressureCaution(values: Readonly<Record<string, number>>): Bilingual | undefined {
  const { [SYSTOLIC]: systolic, [DIASTOLIC]: diastolic } = values;
  if (systolic === undefined || diastolic === undefined || systolic > diastolic) return undefined;
  return bilingual(systolic < diastolic ? 'vitals.pressure-order' : 'vitals.pressure-equal');
}

/** The vital signs, ready to draw. `values` are those that count, from the fields or else from the note. */
export function vitalsView(
  measures: readonly Measure[],
  draft: Draft,
  values: Readonly<Record<string, number>>,
  person: Person
) {
  const oddPressure = pressureCaution(values);
  return vitalMeasures(measures).map((measure) => {
    const { id, name, unit, decimals } = measure;
    const text = draft.vitals[id]?.text ?? '';
    const typed = vitalOf(text, measure);
    const value = values[id];
    const band = bandOf(measure, person);
    return {
      id,
      name,
      unit,
      decimals,
      text,
      ...(typed.ok ? {} : { problem: problemOf(typed.error, text, measure) }),
      ...(value === undefined ? {} : { value }),
      ...(value !== undefined && text.trim() === '' ? { fromNote: value } : {}),
      ...(band ? { band } : {}),
      ...(band && value !== undefined ? { level: levelOf(value, band) } : {}),
      ...(oddPressure && PRESSURES.includes(id) ? { caution: oddPressure } : {})
    };
  });
}

function problemOf(fault: 'not-number' | 'implausible', text: string, measure: Measure): Bilingual {
  if (fault === 'not-number') return bilingual('vitals.not-number', { text });
  return bilingual('vitals.implausible', { text, ...limits(measure) });
}

/** Numbers of the note that were refused as impossible, each as a sentence. */
export function refusedView(
  refused: readonly { readonly measure: string; readonly value: number }[],
  measures: readonly Measure[]
): Bilingual[] {
  return refused.flatMap(({ measure: id, value }) => {
    const measure = measures.find((one) => one.id === id);
    if (!measure) return [];
    const { name } = measure;
    return [bilingual('note.refused', { measure: name, value: number('en', value, 2), ...limits(measure) })];
  });
}

function limits({ plausible: [low, high], unit, decimals }: Measure) {
  return {
    low: number('en', low, decimals),
    high: number('en', high, decimals),
    // "/10" only says what the highest score is.
    unit: /^\/\d/.test(unit) ? '' : ` ${unit}`
  };
}
