/*
 * Codes as China's editions of ICD-10 write them: `J18.9`, `J18.900`, `J18.900x001`, `X01.x00`, asterisk codes `G01*`,
 * a pair `A01.002+G01*` (some editions leave out the plus or the star), with a morphology code `C22.900M81700/3`.
 */
const PART = String.raw`[A-Z]\d\d(?:\.(?:\d|x)\d{0,2}(?:x\d{3})?)?`;
const FORM = new RegExp(String.raw`^${PART}[*+†]?(?:${PART}[*]?|M?[A-Z]?\d{4,5}\/\d)?$`);

/** Whether a text has the form of a code of ICD-10 or of its national editions. */
export const isIcdCode = (text: string): boolean => FORM.test(text);

/** A code without its dot, lower-case, so that `j189` and `J18.9` begin `J18.900`. */
export const foldCode = (code: string): string =>
  code.normalize('NFKC').toLowerCase().replaceAll('†', '+').replace(/[.\s]/g, '');
