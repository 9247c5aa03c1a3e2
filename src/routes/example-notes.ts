import type { Language } from '$part/kernel';

/** Invented notes to try the app with; nobody's history. */
export const EXAMPLE_NOTES: Readonly<Record<Language, string>> = {
  zh: '女，28岁。尿频、尿急、尿痛2天，下腹部隐痛，今晨排尿末见少许血尿。无发热，无腰痛，无恶心呕吐。查体：T 36.8℃ P 82次/分 BP 112/70mmHg，耻骨上轻压痛，双肾区无叩痛。',
  en: 'A 64-year-old man woke with pressing central chest pain two hours ago, spreading to his left arm, with sweating and nausea. He has high blood pressure and smokes. No cough, no fever. BP 152/94, pulse 98, SpO2 95%.'
};
