import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { changed, smallPack, withFolder, type Files } from '../../fixtures/knowledge/small-pack';
import type { Problem } from '../../../tools/knowledge/report';
import { validate } from '../../../tools/knowledge/validate';

const CONDITION = 'conditions/cough/pneumonia.yaml';
const SYMPTOMS = 'vocabulary/symptoms.yaml';

const errorsOf = (files: Files) => withFolder(files, (folder) => validate(folder).report.errors);

/** Whether one of the problems stands in the file, at the line that holds `at`, with this field and these words. */
function holds(
  files: Files,
  problems: readonly Problem[],
  file: string,
  at: string,
  field: string,
  text: RegExp
) {
  const line = (files[file] ?? '').split('\n').findIndex((l) => l.includes(at)) + 1;
  const found = problems.find(
    (p) => p.file.endsWith(file) && p.line === line && p.field === field && text.test(p.text)
  );
  expect(
    found,
    `${file}:${line} ${field} ${text.source}\n${JSON.stringify(problems, null, 1)}`
  ).toBeDefined();
}

interface Fault {
  readonly what: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** A piece of the line that the error must name; the new text where left out. */
  readonly at?: string;
  readonly field: string;
  readonly text: RegExp;
}

const faults: readonly Fault[] = [
  {
    what: 'a wrong id, with the nearest that exists',
    file: CONDITION,
    from: 'confirms: [sign-a]',
    to: 'confirms: [sing-a]',
    field: 'confirms.0',
    text: /unknown finding "sing-a", did you mean "sign-a"\?/
  },
  {
    what: 'a missing translation',
    file: SYMPTOMS,
    from: 'name: { zh: 咳嗽, en: cough }',
    to: 'name: { zh: 咳嗽 }',
    field: 'cough.name.en',
    text: /missing/
  },
  {
    what: 'an empty translation',
    file: SYMPTOMS,
    from: 'name: { zh: 咳嗽, en: cough }',
    to: 'name: { zh: "", en: cough }',
    field: 'cough.name.zh',
    text: /"" is wrong, expected a text that is not empty/
  },
  {
    what: 'presents_as above one',
    file: CONDITION,
    from: 'presents_as: { cough: 0.5, fever: 0.3 }',
    to: 'presents_as: { cough: 0.6, fever: 0.5 }',
    field: 'presents_as',
    text: /sum to at most 1/
  },
  {
    what: 'a duration above one',
    file: CONDITION,
    from: '"4-14d": 0.4',
    to: '"4-14d": 0.5',
    field: 'duration',
    text: /sum to at most 1/
  },
  {
    what: 'a one-of slot above one',
    file: CONDITION,
    from: 'green: 0.6, rusty: 0.1',
    to: 'green: 0.6, rusty: 0.5',
    field: 'attributes.sputum.colour',
    text: /sums to 1\.100/
  },
  {
    what: 'a share outside 0 to 1',
    file: CONDITION,
    from: 'core: { fever: 0.6',
    to: 'core: { fever: 1.6',
    field: 'core.fever',
    text: /1\.6 is wrong, expected a number from 0 to 1/
  },
  {
    what: 'an unknown key',
    file: CONDITION,
    from: 'refer: {',
    to: 'reffer: {',
    field: 'reffer',
    text: /unknown key "reffer", did you mean "refer"\?/
  },
  {
    what: 'a key that belongs to the list',
    file: CONDITION,
    from: 'required: []',
    to: 'severity: minor',
    field: 'severity',
    text: /stands in the list/
  },
  {
    what: 'an age key without meaning',
    file: SYMPTOMS,
    from: '"65+": 0.02',
    to: '"65 and more": 0.02',
    at: '"65 and more"',
    field: 'fever.background.65 and more',
    text: /expected default, an age range/
  },
  {
    what: 'an age that nobody reaches',
    file: SYMPTOMS,
    from: '"65+": 0.02',
    to: '"140+": 0.02',
    field: 'fever.background.140+',
    text: /expected default, an age range/
  },
  {
    what: 'a gap between ages',
    file: CONDITION,
    from: '"0-17": 0.5, "18+": 1',
    to: '"0-17": 0.5, "20+": 1',
    field: 'prevalence.age.20+',
    text: /gap/
  },
  {
    what: 'nobody of either sex',
    file: CONDITION,
    from: 'male: 1.2, female: 0.8',
    to: 'male: 0, female: 0',
    field: 'prevalence.sex',
    text: /0 for everyone/
  },
  {
    what: 'one fact as multiplier and as finding',
    file: CONDITION,
    from: 'findings:\n',
    to: 'findings:\n  hx.asthma: { p: 0.3, grade: study }\n',
    at: 'given:',
    field: 'given.hx.asthma',
    text: /also among the findings/
  },
  {
    what: 'a required finding inside a cluster that is used',
    file: CONDITION,
    from: 'required: []',
    to: 'required: [fever]',
    field: 'required.0',
    text: /cluster feverish/
  },
  {
    what: 'a child above its parent',
    file: CONDITION,
    from: 'fever-high: { p: 0.3',
    to: 'fever-high: { p: 0.85',
    field: 'findings.fever-high',
    text: /0\.85 exceeds its parent fever \(0\.6\)/
  },
  {
    what: 'a complaint that is rarer than it presents',
    file: CONDITION,
    from: 'core: { fever: 0.6, cough: 0.85, sputum: 0.6 }',
    to: 'core: { fever: 0.6, cough: 0.3, sputum: 0.3 }',
    at: 'presents_as',
    field: 'presents_as.cough',
    text: /its p is 0\.3/
  },
  {
    what: 'a core finding among the others',
    file: CONDITION,
    from: 'findings:\n',
    to: 'findings:\n  chest-pain: { p: 0.3, grade: study }\n',
    at: '  chest-pain:',
    field: 'findings.chest-pain',
    text: /expected under core/
  },
  {
    what: 'a slot that the finding does not have',
    file: CONDITION,
    from: 'sputum: { colour:',
    to: 'sputum: { character:',
    field: 'attributes.sputum.character',
    text: /no slot character, expected one of: colour/
  },
  {
    what: 'a value that the slot does not have',
    file: CONDITION,
    from: 'green: 0.6',
    to: 'gren: 0.6',
    field: 'attributes.sputum.colour.gren',
    text: /did you mean "green"/
  },
  {
    what: 'one source',
    file: CONDITION,
    from: 'sources: ["A guideline of lungs, 2020", ',
    to: 'sources: [',
    field: 'sources',
    text: /at least 2 sources/
  },
  {
    what: 'a source without a year',
    file: CONDITION,
    from: 'A guideline of lungs, 2020',
    to: 'A guideline of lungs',
    field: 'sources.0',
    text: /a source with its year/
  },
  {
    what: 'a review that is no month',
    file: CONDITION,
    from: 'expires: 2099-11',
    to: 'expires: soon',
    field: 'review.expires',
    text: /a month such as/
  },
  {
    what: 'a code that is none',
    file: 'list/respiratory.yaml',
    from: 'icd10: [J18.9, J47]',
    to: 'icd10: [J18.91, J47]',
    field: 'pneumonia.icd10.0',
    text: /an ICD-10 code/
  },
  {
    what: 'nine codes',
    file: 'list/respiratory.yaml',
    from: 'icd10: [J18.9, J47]',
    to: 'icd10: [J18.9, J47, J10, J11, J12, J13, J14, J15, J16]',
    field: 'pneumonia.icd10',
    text: /at most 8/
  },
  {
    what: 'a national code that is none',
    file: 'list/respiratory.yaml',
    from: 'code: J18.900',
    to: 'code: J18',
    field: 'pneumonia.national.code',
    text: /national clinical edition/
  },
  {
    what: 'a list that leaves visits out',
    file: 'pack.yaml',
    from: 'per_1000: 200',
    to: 'per_1000: 100',
    field: 'without_condition_per_1000',
    text: /sum to 900\.0, expected 1000/
  },
  {
    what: 'a member of a group that is no finding',
    file: 'vocabulary/groups.yaml',
    from: 'members: [cough]',
    to: 'members: [cough, coughing]',
    field: 'no-complaints.members.1',
    text: /unknown finding/
  },
  {
    what: 'a finding in two clusters',
    file: 'vocabulary/clusters.yaml',
    from: 'members: [fever, sign-a] }\n',
    to: 'members: [fever, sign-a] }\n- { id: second, name: { zh: 二, en: two }, members: [sign-b, fever] }\n',
    at: 'id: second',
    field: 'second.members.1',
    text: /already in the cluster feverish/
  },
  {
    what: 'a core finding without default',
    file: 'vocabulary/systems.yaml',
    from: ', chest-pain: 0.1',
    to: '',
    at: 'core:',
    field: 'respiratory.core',
    text: /lacks chest-pain/
  },
  {
    what: 'a comparison that is none',
    file: 'vocabulary/bands.yaml',
    from: '">=37.5"',
    to: '"37.5 or more"',
    field: 'temperature.findings.0.present.default',
    text: /a comparison such as/
  },
  {
    what: 'a measure of an unknown finding',
    file: 'vocabulary/bands.yaml',
    from: '{ id: fever, present',
    to: '{ id: fevers, present',
    field: 'temperature.findings.0.id',
    text: /did you mean "fever"/
  },
  {
    what: 'a slot value without words of its own',
    file: SYMPTOMS,
    from: '[clear, green, rusty]',
    to: '[clear, green, rusty, jelly]',
    field: 'sputum.slots.colour.one-of.3',
    text: /unknown slot value "jelly"/
  },
  {
    what: 'an empty alternative of a word',
    file: SYMPTOMS,
    from: 'zh: [咳嗽的另一种说法]',
    to: 'zh: ["咳|| ~ 久"]',
    field: 'cough.words.zh.0',
    text: /empty alternative/
  },
  {
    what: 'a duplicate id',
    file: 'vocabulary/slot-values.yaml',
    from: 'id: rusty',
    to: 'id: green',
    at: 'zh: 锈色',
    field: 'green.id',
    text: /duplicate id "green"/
  },
  {
    what: 'an id that is not in kebab-case',
    file: SYMPTOMS,
    from: '- id: sign-x',
    to: '- id: Sign_X',
    field: 'Sign_X.id',
    text: /kebab-case/
  },
  {
    what: 'sharing shares of visits that do not sum to one',
    file: 'vocabulary/visits.yaml',
    from: 'winter: 0.25',
    to: 'winter: 0.35',
    field: 'seasons',
    text: /sums to 1\.100/
  },
  {
    what: 'a danger rule with an unknown test',
    file: 'danger.yaml',
    from: '{ finding: fever }',
    to: '{ symptom: fever }',
    field: 'fever-of-infant.when.all.0.any.0',
    text: /expected a test of: finding/
  },
  {
    what: 'a danger rule on an unknown finding',
    file: 'danger.yaml',
    from: '{ finding: fever }',
    to: '{ finding: feever }',
    field: 'fever-of-infant.when.all.0.any.0.finding',
    text: /did you mean "fever"/
  },
  {
    what: 'a text with a comma and no quotes',
    file: SYMPTOMS,
    from: 'name: { zh: 咳嗽, en: cough }',
    to: 'name: { zh: 咳嗽, en: cough, worse at night }',
    field: 'cough.name.worse at night',
    text: /double quotes/
  },
  {
    what: 'a YAML syntax error',
    file: SYMPTOMS,
    from: 'name: { zh: 咳嗽, en: cough }',
    to: 'name: { zh: 咳嗽, en: [cough }',
    field: '(syntax)',
    text: /./
  },
  {
    what: 'a key written twice',
    file: CONDITION,
    from: 'core: { fever: 0.6',
    to: 'core: { fever: 0.6, fever: 0.3',
    field: '(syntax)',
    text: /unique/
  }
];

describe('validate', () => {
  it('finds nothing wrong with a good pack', () => {
    const problems = withFolder(smallPack(), (folder) => validate(folder).report.problems);
    expect(problems).toEqual([]);
  });

  it.each(faults)('names file, line and field of $what', ({ file, from, to, at, field, text }) => {
    const files = changed(file, from, to);
    const line = at ?? (to === '' ? from : (to.split('\n').find((l) => l.trim() !== '') ?? to));
    holds(files, errorsOf(files), file, line, field, text);
  });

  it('lists all errors of a run, not only the first', () => {
    const files = changed(
      SYMPTOMS,
      'name: { zh: 咳嗽, en: cough }',
      'name: { zh: 咳嗽 }',
      changed(
        CONDITION,
        'confirms: [sign-a]',
        'confirms: [nothing-like-it]',
        changed(CONDITION, 'cough: 0.5', 'cough: 5')
      )
    );
    const fields = errorsOf(files).map((problem) => problem.field);
    expect(fields).toContain('cough.name.en');
    expect(fields).toContain('presents_as.cough');
    expect(fields).toContain('confirms.0');
  });

  it('refuses a stub and a condition that nothing separates from its neighbour', () => {
    const stub = smallPack();
    const kept = (stub[CONDITION] ?? '').split('\n').filter((line) => !/^ {2}sign-[c-z]/.test(line));
    stub[CONDITION] = kept.join('\n');
    holds(
      stub,
      errorsOf(stub),
      CONDITION,
      'findings:',
      'findings',
      /5 findings and attribute values beyond the core/
    );

    const twin = smallPack();
    twin[CONDITION] = (twin['conditions/cough/bronchitis.yaml'] ?? '')
      .replaceAll('bronchitis', 'pneumonia')
      .replace('near: [pneumonia', 'near: [bronchitis');
    holds(twin, errorsOf(twin), CONDITION, 'near:', 'near.0', /nothing separates it from bronchitis/);
  });

  it('warns where two findings that are not of one family share a phrase', () => {
    const files = changed(SYMPTOMS, 'another way to say chest pain', 'another way to say cough');
    const warnings = withFolder(files, (folder) => validate(folder).report.problems);
    expect(warnings.map((p) => [p.level, p.field, p.text])).toEqual([
      ['warning', 'chest-pain.words.en.0', '"another way to say cough" is also read as cough']
    ]);
    const family = changed(SYMPTOMS, 'another way to say sputum', 'another way to say cough');
    expect(withFolder(family, (folder) => validate(folder).report.problems)).toEqual([]);
  });

  it('takes stray quotes out of words', () => {
    const files = changed(SYMPTOMS, 'en: [another way to say cough]', `en: ['"hacking|barking cough"']`);
    withFolder(files, (folder) => {
      const { sources, report } = validate(folder);
      expect(report.problems).toEqual([]);
      expect(sources.findings.find((f) => f.value.id === 'cough')?.value.words.en).toEqual([
        'hacking|barking cough'
      ]);
    });
  });

  it('reports a folder with nothing in it without throwing', () => {
    const fields = errorsOf({ 'pack.yaml': '' }).map((p) => path.basename(p.file));
    expect(fields).toEqual(expect.arrayContaining(['pack.yaml', 'systems.yaml', 'visits.yaml', 'core.yaml']));
  });
});

describe('the shipped core block', () => {
  it('is the list that authors were given', () => {
    const text = readFileSync('models/primary-care/vocabulary/core.yaml', 'utf8');
    const ids = text.match(/^- \S+$/gm) ?? [];
    expect(new Set(ids).size).toBe(62);
  });
});
