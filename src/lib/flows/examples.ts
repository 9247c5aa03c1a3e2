import type { Language } from '$part/kernel';

/** Two invented notes to try the app with; nobody's. */
export const EXAMPLES: Readonly<Record<Language, string>> = {
  zh: `男，58岁。胸痛2小时。
今晨搬煤时突然胸骨后压榨样疼痛，向左上肢放射，伴大汗、恶心，休息后不缓解。无发热，无咳嗽，无咯血。
高血压病史10年，吸烟30年。父亲有糖尿病。
T 36.6 P 102 R 20 BP 150/95`,
  en: `A 34-year-old woman with fever and cough for 3 days.
Yellow sputum, sharp right-sided chest pain on breathing in, chills, feels tired. No haemoptysis, no leg swelling, no sore throat. Not sure about night sweats.
History of asthma. Her son had a cold last week.
T 38.7, P 104, R 22, BP 118/72, SpO2 95%`
};
