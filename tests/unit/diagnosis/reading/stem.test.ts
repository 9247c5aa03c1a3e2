import { describe, expect, it } from 'vitest';
import { stem } from '../../../../src/lib/diagnosis/reading/stem';

const together = (words: string): ReadonlySet<string> => new Set(words.split(' ').map(stem));

describe('stems', () => {
  it.each([
    'vomit vomits vomited vomiting',
    'cough coughs coughed coughing',
    'oedema edema',
    'haemoptysis hemoptysis',
    'diarrhoea diarrhea',
    'dyspnoea dyspnea',
    'anaemia anemia',
    'tumour tumor tumours',
    'colour color coloured colored',
    'localised localized',
    'ischaemic ischemic',
    'paediatric pediatric',
    'oesophagus esophagus',
    'coeliac celiac',
    'leucocytes leukocytes',
    'swell swells swelling swollen swelled',
    'feel feels felt feeling',
    'throw threw thrown throwing',
    'bleed bled bleeding',
    'wheeze wheezes wheezing wheezed',
    'breathe breathing breath',
    'itch itches itching itched',
    'radiate radiates radiating radiated',
    'rash rashes',
    'cry cries crying cried',
    'ache aches aching',
    'stab stabbing stabbed',
    'eye eyes',
    'tooth teeth',
    "mother mum mom mother's",
    "can't cant cannot",
    'grey gray',
    'faeces feces',
    'urinate urinating urinated'
  ])('bring forms of one word together: %s', (words) => {
    expect(together(words).size).toBe(1);
  });

  it.each([
    'cold cough',
    'pus push',
    'hour our',
    'red read',
    'sting string',
    'dizzy dizziness',
    'loss lose',
    'bed bleed',
    'exercise exorcise',
    'morning mourn',
    'sore soreness',
    'sick sickle',
    'hives hiv',
    'rate rat',
    'spine spin',
    'mine min',
    'winded wind'
  ])('keep others apart: %s', (words) => {
    expect(together(words).size).toBe(2);
  });
});
