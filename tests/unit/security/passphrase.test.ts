import { checkPassphrase, checkPin, type PassphraseFault, type PinFault } from '$part/security';
import { passphraseBytes } from '$part/security/passphrase';
import { describe, expect, it } from 'vitest';

const REFUSED: readonly (readonly [string, PassphraseFault])[] = [
  ['', 'too-short'],
  ['kq7!rzm', 'too-short'],
  ['        kq7!rzm       ', 'too-short'],
  ['井边三棵树', 'too-short'],
  ['井边三k7', 'too-short'],
  ['x7'.repeat(65), 'too-long'],
  ['aaaaaaaa', 'repeated'],
  ['卫生院卫生院', 'repeated'],
  ['12121212', 'repeated'],
  ['１２３４５６７８', 'in-order'],
  ['12345678', 'in-order'],
  ['1234567890', 'in-order'],
  ['87654321', 'in-order'],
  ['abcdefgh', 'in-order'],
  ['qwertyuiop', 'in-order'],
  ['1qaz2wsx', 'in-order'],
  ['1q2w3e4r', 'in-order'],
  ['19880612', 'only-digits'],
  ['13812345678', 'only-digits'],
  ['1988-06-12', 'only-digits'],
  ['password', 'common'],
  ['PassWord1', 'common'],
  ['password2026', 'common'],
  ['P@ssw0rd!', 'common'],
  ['a123456789', 'common'],
  ['123456789a', 'common'],
  ['woaini1314520', 'common'],
  ['woaini5201314', 'common'],
  ['zhang19880612', 'common'],
  ['admin123456', 'common'],
  ['Qwer1234', 'common'],
  ['abc123456', 'common'],
  ['!qaz2wsx', 'common'],
  ['卫生院123456', 'common'],
  ['我爱你们2026', 'common'],
  ['一二三四五六', 'common'],
  ['好好学习天天向上', 'common'],
  ['LiMing2026', 'a-name'],
  ['li ming 99', 'a-name'],
  ['青石镇卫生院01', 'a-name']
];

const TAKEN = [
  '井边三棵柿子树',
  '雨后买两斤豆腐',
  'kq7!rzm2',
  'correct horse battery',
  '井边三k7q2',
  'Tisch 四条腿 9',
  'password of the well',
  '桂花 19 朵'
];

describe('passphrase', () => {
  it.each(REFUSED)('B22 refuses %j as %s', (text, reason) => {
    expect(checkPassphrase(text, ['Li Ming', '青石镇卫生院'])).toEqual({ ok: false, error: reason });
  });

  it.each(TAKEN)('B22 takes %j', (text) => {
    expect(checkPassphrase(text, ['Li Ming', '青石镇卫生院'])).toEqual({ ok: true, value: text });
  });

  it('B27 one passphrase however the keyboard composes it', () => {
    const composed = 'caf\u00e9 am See';
    expect(passphraseBytes('cafe\u0301 am See ')).toEqual(passphraseBytes(composed));
    expect(checkPassphrase(' cafe\u0301 am See')).toEqual({ ok: true, value: composed });
  });
});

const PINS: readonly (readonly [string, PinFault])[] = [
  ['', 'too-short'],
  ['739', 'too-short'],
  ['739152846', 'too-long'],
  ['73a5', 'not-digits'],
  ['73 5', 'not-digits'],
  ['0000', 'trivial'],
  ['1234', 'trivial'],
  ['4321', 'trivial'],
  ['7890', 'trivial'],
  ['9012', 'trivial'],
  ['0987', 'trivial'],
  ['1212', 'trivial'],
  ['1221', 'trivial'],
  ['2580', 'trivial'],
  ['123123', 'trivial'],
  ['5201314', 'trivial'],
  ['12345678', 'trivial'],
  ['１２３４', 'trivial']
];

describe('pin', () => {
  it.each(PINS)('B22 refuses %j as %s', (pin, reason) => {
    expect(checkPin(pin)).toEqual({ ok: false, error: reason });
  });

  it.each(['7391', '80462', '739152', '73915284', '７３９１'])('B22 takes %j', (pin) => {
    expect(checkPin(pin)).toEqual({ ok: true, value: pin.normalize('NFKC') });
  });

  it('B22 leaves more than nine tenths of four digits to choose from', () => {
    const left = Array.from({ length: 10_000 }, (_, pin) => String(pin).padStart(4, '0')).filter(
      (pin) => checkPin(pin).ok
    );
    expect(left.length).toBeGreaterThan(9_000);
  });
});
