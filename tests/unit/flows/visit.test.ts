import { beforeEach, describe, expect, it, vi } from 'vitest';
import { DiagnosisSession } from '../../../src/lib/diagnosis';
import { Visit } from '../../../src/lib/flows/visit.svelte';
import type { Mind } from '../../../src/lib/flows/ask-again';
import { err, ok } from '../../../src/lib/kernel';
import type { FindingId, Pack } from '../../../src/lib/knowledge';
import { condition } from '../diagnosis/packs';
import { TEST_PACK } from '../diagnosis/reading/test-pack';

const PACK: Pack = {
  ...TEST_PACK,
  systems: [{ id: 'general', name: { zh: '全身', en: 'general' }, core: {} }],
  findings: TEST_PACK.findings.map((finding) => ({
    ...finding,
    pinyin: finding.id === 'chest-pain' ? { full: 'xiongtong', initials: 'xt' } : finding.pinyin,
    ask: { zh: `有没有${finding.name.zh}?`, en: `Any ${finding.name.en}?` }
  })),
  measures: TEST_PACK.measures.map((measure) =>
    measure.id === 'pulse' ? { ...measure, normal: { default: [60, 100] as const } } : measure
  ),
  conditions: [
    condition(
      'infarction',
      { 'chest-pain': 0.85, sweating: 0.6, nausea: 0.3 },
      {
        mustNotMiss: true,
        severity: 'critical',
        name: { zh: '急性心肌梗死', en: 'Acute myocardial infarction' }
      }
    ),
    condition('pneumonia', { cough: 0.85, fever: 0.85, sputum: 0.6, 'chest-pain': 0.1 }),
    condition('gastroenteritis', { vomiting: 0.6, diarrhoea: 0.85, nausea: 0.6, 'abdominal-pain': 0.6 })
  ],
  danger: [
    {
      id: 'pain-with-sweating',
      name: { zh: '胸痛伴大汗', en: 'chest pain with sweating' },
      advice: { zh: '立即做心电图', en: 'do an ECG now' },
      urgency: 'emergency',
      when: { all: [{ finding: 'chest-pain' }, { finding: 'sweating' }] },
      source: 'test'
    }
  ],
  visits: { person: { 'female 0-130': 0.5, 'male 0-130': 0.5 }, season: {}, purpose: {}, source: 'test' }
};

const session = new DiagnosisSession(PACK);
/** Answers as the worker does, at once. */
const mind: Mind = {
  ask: async (kind, input) => {
    const output = await session.answer(kind, input, {
      cancelled: () => false,
      breathe: () => Promise.resolve(),
      now: () => 0
    });
    return output === 'cancelled' ? err({ tag: 'superseded' }) : ok(output);
  }
};

const clock = { now: () => Date.UTC(2026, 0, 15) };
const open = (asked: Mind = mind) => new Visit(PACK, asked, clock);
const settle = () => vi.advanceTimersByTimeAsync(500);
const chip = (visit: Visit, id: string) => visit.chips.find(({ key }) => key === `finding:${id}`);
const subject = (id: string) => ({ kind: 'finding', id }) as const;
const NOTE = '男，62岁。胸痛2小时，伴大汗，恶心。无发热。';

beforeEach(() => {
  vi.useFakeTimers();
});

describe('a visit', () => {
  it('reads a note after a pause and lists conditions with a question', async () => {
    const visit = open();
    visit.write(NOTE);
    expect(visit.list).toBeUndefined();
    await settle();
    expect(visit.list?.rows[0]).toMatchObject({ id: 'infarction', mustNotMiss: true });
    expect(visit.person).toMatchObject({ ageFromNote: 62, sex: 'male', sexFromNote: true });
    expect(visit.note.marks.map(({ span }) => NOTE.slice(...span))).toContain('胸痛');
    expect(['asking', 'settled', 'nothing-helps']).toContain(visit.asking);
    expect(visit.dangers.map(({ id }) => id)).toEqual(['pain-with-sweating']);
  });

  it('asks once for a note that is written key by key', async () => {
    const ask = vi.fn(mind.ask);
    const visit = open({ ask });
    for (const end of [1, 2, 5, NOTE.length]) visit.write(NOTE.slice(0, end));
    await settle();
    expect(ask.mock.calls.filter(([kind]) => kind === 'read')).toHaveLength(1);
  });

  it('flips a reading: evidence and danger change at once, the list follows', async () => {
    const visit = open();
    visit.write(NOTE);
    await settle();
    const before = visit.list?.rows[0]?.probability ?? 0;
    visit.decide(subject('sweating'), 'absent');
    expect(visit.evidence.absent).toContain('sweating');
    expect(visit.dangers).toEqual([]);
    expect(chip(visit, 'sweating')?.standing).toBe('absent');
    await settle();
    expect(visit.list?.rows[0]?.probability).toBeLessThan(before);
  });

  it('drops a reading that was not said, and takes it again', async () => {
    const visit = open();
    visit.write(NOTE);
    await settle();
    visit.decide(subject('chest-pain'), 'withdrawn');
    expect(visit.evidence.present).not.toContain('chest-pain');
    expect(visit.evidence.absent).not.toContain('chest-pain');
    expect(chip(visit, 'chest-pain')?.standing).toBe('withdrawn');
    visit.decide(subject('chest-pain'), 'present');
    expect(visit.evidence.present).toContain('chest-pain');
    expect(visit.evidence.timing['chest-pain' as FindingId]?.duration).toBe('<6h');
  });

  it('keeps a decision when the note is read anew', async () => {
    const visit = open();
    visit.write(NOTE);
    await settle();
    visit.decide(subject('fever'), 'present');
    visit.write(`${NOTE}咳嗽。`);
    await settle();
    expect(visit.evidence.present).toEqual(expect.arrayContaining(['fever', 'cough']));
  });

  it('keeps answers in a list and lets them be corrected', async () => {
    const visit = open();
    visit.write('咳嗽');
    await settle();
    visit.answer('fever', 'absent');
    visit.answer('fever', 'unknown');
    expect(visit.asked).toEqual([expect.objectContaining({ finding: 'fever', state: 'unknown' })]);
    expect(visit.evidence.unknown).toContain('fever');
    await settle();
    expect(visit.question?.finding).not.toBe('fever');
  });

  it('holds the answered question, without a live answer, until the new ranking is in', async () => {
    const held: (() => void)[] = [];
    let isHolding = false;
    const visit = open({
      ask: async (kind, input) => {
        if (isHolding && kind === 'rank') await new Promise<void>((go) => held.push(go));
        return mind.ask(kind, input);
      }
    });
    visit.write('咳嗽');
    await settle();
    const first = visit.question;
    if (!first) throw new Error('the case is made to leave a question open');
    expect(first.pending).toBe(false);
    isHolding = true;
    visit.answer(first.finding, 'absent');
    const seen = [visit.question];
    for (let step = 0; step < 20; step += 1) {
      await vi.advanceTimersByTimeAsync(100);
      seen.push(visit.question);
    }
    for (const shown of seen)
      expect(shown).toMatchObject({ finding: first.finding, pending: true, answered: 'absent' });
    held.splice(0).forEach((go) => go());
    await settle();
    expect(visit.question?.finding).not.toBe(first.finding);
    expect(visit.question?.pending ?? false).toBe(false);
  });

  it('lets the question be answered again where its ranking failed', async () => {
    let isBroken = false;
    const visit = open({
      ask: (kind, input) =>
        isBroken && kind === 'rank'
          ? Promise.resolve(err({ tag: 'failed', message: 'TypeError' }))
          : mind.ask(kind, input)
    });
    visit.write('咳嗽');
    await settle();
    isBroken = true;
    visit.answer(visit.question?.finding ?? '', 'absent');
    await settle();
    expect(visit.failed).toBe(true);
    expect(visit.question?.pending ?? false).toBe(false);
  });

  it('refuses a pulse of 900 with its limits and loses nothing', async () => {
    const visit = open();
    visit.write(NOTE);
    await settle();
    visit.enterVital('pulse', '900');
    const pulse = visit.vitals.find(({ id }) => id === 'pulse');
    expect(pulse).toMatchObject({ text: '900' });
    expect(pulse?.problem?.en).toContain('20');
    expect(pulse?.problem?.zh).toContain('300');
    expect(visit.evidence.measures.pulse).toBeUndefined();
    expect(visit.note.text).toBe(NOTE);
    visit.enterVital('pulse', '102');
    expect(visit.evidence.measures.pulse).toBe(102);
    expect(visit.vitals.find(({ id }) => id === 'pulse')?.level).toBe('high');
  });

  it('shows a number of the note in its field until one is entered', async () => {
    const visit = open();
    visit.write('咳嗽，脉搏 98');
    await settle();
    expect(visit.vitals.find(({ id }) => id === 'pulse')).toMatchObject({ text: '', fromNote: 98 });
    visit.enterVital('pulse', '80');
    expect(visit.evidence.measures.pulse).toBe(80);
    visit.enterVital('pulse', '');
    expect(visit.evidence.measures.pulse).toBe(98);
  });

  it('undoes decisions one by one and keeps the note that was written since', async () => {
    const visit = open();
    visit.write(NOTE);
    await settle();
    visit.decide(subject('fever'), 'present');
    visit.enterAge('70', 'years');
    visit.write(`${NOTE}咳嗽。`);
    await settle();
    visit.undo();
    expect(visit.person.ageText).toBe('');
    visit.undo();
    expect(visit.evidence.absent).toContain('fever');
    expect(visit.note.text).toBe(`${NOTE}咳嗽。`);
    expect(visit.canUndo).toBe(false);
  });

  it('brings the old case back after "new case", while the new one is empty', async () => {
    const visit = open();
    visit.write(NOTE);
    await settle();
    visit.newCase();
    await settle();
    expect(visit.note.text).toBe('');
    expect(visit.list).toBeUndefined();
    expect(visit.canUndo).toBe(true);
    visit.undo();
    await settle();
    expect(visit.note.text).toBe(NOTE);
    expect(visit.list?.rows[0]?.id).toBe('infarction');
    visit.newCase();
    visit.write('咳嗽');
    expect(visit.canUndo).toBe(false);
  });

  it('opens reasons for a condition and renews them when the case changes', async () => {
    const visit = open();
    visit.write(NOTE);
    await settle();
    visit.open('infarction');
    await settle();
    const keys = () => visit.explanation?.reasons.map(({ key }) => key);
    expect(keys()).toContain('sweating present');
    visit.decide(subject('sweating'), 'absent');
    await settle();
    expect(keys()).not.toContain('sweating present');
    expect(keys()).toContain('sweating absent');
  });

  it('asks again when the worker died, ignores what was superseded, and shows what failed', async () => {
    let deaths = 2;
    const visit = open({
      ask: (kind, input) =>
        deaths-- > 0 ? Promise.resolve(err({ tag: 'worker-died' })) : mind.ask(kind, input)
    });
    visit.write(NOTE);
    await settle();
    expect(visit.list?.rows[0]?.id).toBe('infarction');
    expect(visit.failed).toBe(false);

    const late = open({ ask: () => Promise.resolve(err({ tag: 'superseded' })) });
    late.write(NOTE);
    await settle();
    expect(late.failed).toBe(false);

    const broken = open({ ask: () => Promise.resolve(err({ tag: 'failed', message: 'TypeError' })) });
    broken.write(NOTE);
    await settle();
    expect(broken.failed).toBe(true);
    expect(broken.note.text).toBe(NOTE);
  });

  it('keeps a note of 20,001 characters whole and says that not all is read', async () => {
    const ask = vi.fn(mind.ask);
    const visit = open({ ask });
    const long = NOTE.repeat(1_000).slice(0, 20_001);
    visit.write(long);
    await settle();
    expect(visit.note.text).toBe(long);
    expect(visit.note.tooLong).toEqual({ count: 20_001, limit: 20_000 });
    const [, input] = ask.mock.calls.find(([kind]) => kind === 'read') ?? [];
    expect((input as { note: string }).note).toHaveLength(20_000);
  });

  it('goes on where it was after a reload', async () => {
    const visit = open();
    visit.write(NOTE);
    await settle();
    visit.decide(subject('sweating'), 'absent');
    visit.enterVital('pulse', '88');
    const again = new Visit(PACK, mind, clock, visit.draft);
    await settle();
    expect(again.evidence).toEqual(visit.evidence);
    expect(again.list).toEqual(visit.list);
    again.decide(subject('sweating'), 'present');
    expect(again.evidence.present).toContain('sweating');
  });

  it('finds by pinyin initials and marks what is stated', async () => {
    const visit = open();
    expect(visit.search('xt', 'zh')[0]).toMatchObject({ id: 'chest-pain', stated: false });
    visit.decide(subject('chest-pain'), 'present');
    expect(visit.search('xt', 'zh')[0]?.stated).toBe(true);
  });

  it.each(['', '   ', '😀😀', '\u0000\u0007\u001b', '\u202Eمريض يعاني من السعال', 'a'.repeat(20_000)])(
    'takes an odd note without a fault (%#)',
    async (note) => {
      const visit = open();
      visit.write(note);
      await settle();
      expect(visit.failed).toBe(false);
      expect(visit.note.text).toBe(note);
    }
  );
});
