import type { Cue, CueKind } from './cue';
import type { Match } from './match';
import { between } from './match';
import type { Ground } from './reach';
import { isBare, reachGoesOn, stems } from './reach';
import { COMMA, NONE, SENTENCE, SOFT } from './segment';

export type Polarity = 'present' | 'absent' | 'unknown' | 'unsaid';

export interface Judged {
  readonly match: Match;
  readonly polarity: Polarity;
  /** How many members the list of negatives has that it stands in; 0 outside one. */
  readonly listed: number;
}

interface Marks {
  absent: boolean;
  unknown: boolean;
  unsaid: boolean;
  /** Said to be present in so many words: 阳性, (+). */
  pinned: boolean;
  list: number;
}

const FORWARD: ReadonlySet<CueKind> = new Set<CueKind>([
  'no',
  'denies',
  'not',
  'narrow',
  'maybe',
  'hypothetical',
  'question',
  'double'
]);
const AFTER_LINKS = new Set([
  ...stems('be also all both now currently completely test sign result have been either'),
  ...':-=?,)也都均皆俱则是为已现暂完全征了检测'
]);
const HIS = stems('his her my their the this these its your ongoing persistent recent');
const ENDS_ALONE = /^(?:没有|没|无|未见|未及|no|none|nil|否认|均无|都没有|也没有)$/;
const QUESTION_VERBS = stems('be is could do can should would will may might shall');
/** What doubts the word before it. */
const DOUBTS_BEFORE = new Set(['(±)', '待查', '待排', '可疑阳性']);
const FURTHEST_LIST = 60;

/** Judges every match of one note: present, absent, not known, or only spoken of. */
class Judge {
  readonly #marks: Marks[];
  readonly #lists: number[] = [];
  /** `~` phrases that a cue between their terms denies, with the place of the cue. */
  readonly #parted = new Map<number, number>();

  constructor(
    readonly ground: Ground,
    readonly matches: readonly Match[],
    readonly cues: readonly Cue[]
  ) {
    this.#marks = matches.map((match) => ({
      absent: match.negated,
      unknown: false,
      unsaid: false,
      pinned: false,
      list: -1
    }));
  }

  run(): readonly Judged[] {
    const used = new Set<Cue>();
    for (const cue of this.cues) {
      if (cue.kind !== 'after' && cue.kind !== 'yes') continue;
      const owned = this.#holder(cue);
      if (!owned && this.#backward(cue)) {
        for (const twin of this.cues) if (twin.first === cue.first) used.add(twin);
      }
    }
    for (const cue of this.cues) {
      if (used.has(cue)) continue;
      if (cue.kind === 'maybe' && this.#text(cue) === '?') this.#query(cue);
      else if (cue.kind === 'maybe' && DOUBTS_BEFORE.has(this.#text(cue))) this.#doubt(cue);
      else if (FORWARD.has(cue.kind)) this.#forward(cue);
      else if (cue.kind === 'after' && /^negativ/.test(this.#text(cue)))
        this.#forward({ ...cue, kind: 'not' });
    }
    this.#questions();
    return this.matches.map((match, index) => ({
      match,
      polarity: this.#polarity(match, index),
      listed: this.#lists[this.#marks[index]?.list ?? -1] ?? 0
    }));
  }

  #polarity(match: Match, index: number): Polarity {
    const marks = this.#marks[index];
    if (!marks || marks.unsaid) return 'unsaid';
    if (marks.unknown) return 'unknown';
    const denies = match.owner.kind !== 'value' && match.owner.denies;
    const absent = marks.absent && !marks.pinned;
    if (denies) return absent ? 'unknown' : 'absent';
    return absent ? 'absent' : 'present';
  }

  #text(cue: Cue): string {
    const { tokens } = this.ground;
    return cue.last - cue.first === 1
      ? (tokens.text[cue.first] ?? '')
      : tokens.folded.slice(tokens.start[cue.first], tokens.end[cue.last - 1]);
  }

  /** The first match that begins at or after a token. */
  #from(token: number): number {
    let low = 0;
    let high = this.matches.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.matches[middle]?.first ?? 0) < token) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** A finding or group whose own words hold the cue, so that it denies nothing of it (不能平卧, without sputum). */
  #holder(cue: Cue): Match | undefined {
    for (let at = this.#from(cue.first + 1) - 1; at >= 0; at--) {
      const match = this.matches[at];
      if (!match || match.first < cue.first - 36) return undefined;
      if (
        match.owner.kind !== 'value' &&
        match.pieces.some((piece) => piece.first <= cue.first && cue.last <= piece.last)
      )
        return match;
    }
    return undefined;
  }

  #mark(index: number, kind: CueKind): void {
    const marks = this.#marks[index];
    if (!marks) return;
    if (kind === 'hypothetical' || kind === 'question') marks.unsaid = true;
    else if (kind === 'maybe' || kind === 'double') marks.unknown = true;
    else if (marks.absent && this.matches[index]?.negated) marks.unknown = true;
    else marks.absent = true;
  }

  #forward(cue: Cue): void {
    const { tokens, segments } = this.ground;
    const holder = this.#holder(cue);
    // A cue inside a phrase of the vocabulary opens a list only where the phrase opens its clause: 无痰、咯血.
    if (
      holder &&
      (cue.first !== holder.first || (cue.first > 0 && (segments.after[cue.first - 1] ?? NONE) < SOFT))
    )
      return;
    if (
      cue.kind === 'hypothetical' &&
      /^(?:worri|worry|concern|anxiou|担心)/.test(this.#text(cue)) &&
      HIS.has(tokens.text[cue.last] ?? '')
    )
      return;
    if (!holder) this.#gaps(cue);
    // Values and findings are reached each along their own kind: "could not speak and her arm went weak".
    const reached = { finding: holder ? holder.last : cue.last, value: holder ? holder.last : cue.last };
    const first = { finding: !holder, value: !holder };
    const members: number[] = [];
    // "有痰" begins inside "没有".
    for (let index = this.#from(holder ? holder.last : cue.first + 1); index < this.matches.length; index++) {
      const match = this.matches[index];
      if (!match || match.first > Math.max(reached.finding, reached.value) + FURTHEST_LIST) break;
      const kind = match.owner.kind === 'value' ? 'value' : 'finding';
      if (!reachGoesOn(this.ground, cue, reached[kind], match, first[kind])) {
        if (kind === 'value' || match.first < reached.finding) continue;
        break;
      }
      members.push(index);
      first[kind] = false;
      reached[kind] = Math.max(reached[kind], match.last);
      if (cue.kind === 'double') break;
    }
    if (cue.kind === 'hypothetical' || cue.kind === 'question') this.#shares(cue);
    for (const index of members) this.#mark(index, cue.kind);
    const list =
      this.#lists.push(members.filter((index) => this.matches[index]?.owner.kind !== 'value').length) - 1;
    if (cue.kind === 'no' || cue.kind === 'denies')
      for (const index of members) (this.#marks[index] ?? { list: 0 }).list = list;
  }

  /** A phrase that shares words with "return if" is advice itself. */
  #shares(cue: Cue): void {
    for (let index = this.#from(cue.last) - 1; index >= 0; index--) {
      const match = this.matches[index];
      if (!match || match.first < cue.first - 36) return;
      const held = match.pieces.some((piece) => piece.first <= cue.first && cue.last <= piece.last);
      if (!held && match.pieces.some((piece) => piece.first < cue.last && cue.first < piece.last))
        this.#mark(index, cue.kind);
    }
  }

  /** "Cough without blood": the cue stands between the terms of a `~` phrase. */
  #gaps(cue: Cue): void {
    for (let index = this.#from(cue.first) - 1; index >= 0; index--) {
      const match = this.matches[index];
      if (!match || match.first < cue.first - 36) break;
      if (match.last <= cue.last || match.pieces.length < 2) continue;
      const next = match.pieces.find((piece) => piece.first >= cue.last);
      const inside = match.pieces.some((piece) => piece.first < cue.last && cue.first < piece.last);
      if (!next || inside) continue;
      const target: Match = { ...match, pieces: [next], first: next.first };
      if (cue.kind !== 'hypothetical' && reachGoesOn(this.ground, cue, cue.last, target, true)) {
        this.#mark(index, cue.kind);
        if (cue.kind === 'no' || cue.kind === 'not' || cue.kind === 'narrow')
          this.#parted.set(index, cue.first);
      }
    }
  }

  /** Whether a finding ends where this match does or after it. */
  #endsWithFinding(index: number): boolean {
    const last = this.matches[index]?.last ?? 0;
    for (let at = index; at >= 0 && (this.matches[at]?.first ?? 0) > last - 36; at--) {
      const match = this.matches[at];
      if (match && match.owner.kind !== 'value' && match.last >= last) return true;
    }
    return false;
  }

  /** Whether a clause ends before this token, or with a particle there. */
  #closes(at: number): boolean {
    const { tokens, segments } = this.ground;
    if (at >= tokens.length || (segments.after[at - 1] ?? NONE) >= COMMA) return true;
    if ((segments.after[at] ?? NONE) >= COMMA && tokens.kind[at] !== 'zh' && tokens.kind[at] !== 'word')
      return true;
    return /^[了的过]$/.test(tokens.text[at] ?? '');
  }

  /** A denial or affirmation after what it speaks of: 咳嗽(-), fever: none, 压痛、反跳痛均阴性. */
  #backward(cue: Cue): boolean {
    const { tokens, segments } = this.ground;
    const text = this.#text(cue);
    const alone = ENDS_ALONE.test(text);
    if (alone && !this.#closes(cue.last)) return false;
    if (/^(?:yes|有)$/.test(text) && !this.#closes(cue.last)) return false;
    let index = this.#from(cue.first) - 1;
    // 与活动无关 and 脚、嘴里都没有 speak of values, all others of findings.
    const last = this.matches[index];
    const ofValue =
      text === '无关' ||
      (alone && last !== undefined && last.owner.kind === 'value' && !this.#endsWithFinding(index));
    while (
      index >= 0 &&
      ((this.matches[index]?.last ?? 0) > cue.first ||
        (this.matches[index]?.owner.kind === 'value') !== ofValue)
    ) {
      if ((this.matches[index]?.first ?? 0) < cue.first - 36) return false;
      index--;
    }
    const target = this.matches[index];
    if (!target) return false;
    let links = 0;
    for (let at = target.last; at < cue.first; at++) {
      if (!AFTER_LINKS.has(tokens.text[at] ?? '') || ++links > 5) return false;
      if ((tokens.text[at] ?? '') === ',' && !/均|都/.test(text)) return false;
      if (/^(?:no|yes|有)$/.test(text) && !/^[-:=?]$/.test(tokens.text[at] ?? '')) return false;
    }
    if (between(segments, target.last - 1, cue.first) >= SENTENCE && tokens.text[target.last] !== '?')
      return false;
    // "No cough, fever absent": a list of negatives before is its own.
    if (cue.kind === 'yes') {
      const marks = this.#marks[index];
      if (marks) marks.pinned = true;
      return true;
    }
    const chains = text !== '无关' && (!alone || /均|都/.test(text) || links === 0);
    const all =
      /均|都|all/.test(`${text}${tokens.text[cue.first - 1] ?? ''}`) ||
      segments.section[cue.first] === 'review';
    let reached = target.first;
    this.#mark(index, 'no');
    for (let before = index - 1; chains && before >= 0; before--) {
      const match = this.matches[before];
      if (!match || match.first < reached - FURTHEST_LIST / 2) break;
      if ((match.owner.kind === 'value') !== ofValue) continue;
      if (match.last > reached) {
        if (match.first >= target.first) this.#mark(before, 'no');
        continue;
      }
      const strength = between(segments, match.last - 1, reached);
      const touching = match.last === reached && tokens.kind[reached] === 'zh';
      if (!touching && (strength < SOFT || strength > (all ? COMMA : SOFT))) break;
      if (
        reached - match.last > 3 ||
        this.#marks[before]?.pinned ||
        (strength === COMMA && !isBare(this.ground, match))
      )
        break;
      if (this.#marks[before]?.absent) break;
      this.#mark(before, 'no');
      reached = match.first;
    }
    return true;
  }

  #doubt(cue: Cue): void {
    const index = this.#from(cue.first) - 1;
    const match = this.matches[index];
    // 发热待查 is a fever whose cause is sought.
    if (match && cue.first - match.last <= 1 && this.#text(cue) !== '待查') this.#mark(index, 'maybe');
  }

  /** "?fever", "fever?" and 发热？ doubt; a question mark at the end of a sentence of its own does not. */
  #query(cue: Cue): void {
    const { tokens, segments } = this.ground;
    // "Fever? No." is answered.
    if (/^(?:no|ye|yes|none|nil|无|没|有|否)$/.test(tokens.text[cue.last] ?? '')) return;
    if (tokens.kind[cue.last] === 'word' && !tokens.spaced[cue.last]) {
      const match = this.matches[this.#from(cue.last)];
      if (match && match.first <= cue.last + 2) this.#mark(this.#from(cue.last), 'maybe');
      return;
    }
    for (let index = this.#from(cue.first) - 1; index >= 0; index--) {
      const match = this.matches[index];
      if (!match || match.last < cue.first - 4) return;
      if (match.last !== cue.first) continue;
      let from = match.first;
      while (from > 0 && (segments.after[from - 1] ?? NONE) < COMMA) from--;
      if (match.first - from <= 1) this.#mark(index, 'maybe');
      return;
    }
  }

  /** Sentences that only ask: "Is this pneumonia?", 是高热导致的吗? */
  #questions(): void {
    const { tokens, segments } = this.ground;
    let from = 0;
    for (let at = 0; at < tokens.length; at++) {
      if (tokens.text[at] === '吗' || tokens.text[at] === '么') {
        let start = at;
        while (start > 0 && (segments.after[start - 1] ?? NONE) < COMMA && at - start < 40) start--;
        for (let asks = start; asks < at; asks++) {
          if (/^[是会算像]$/.test(tokens.text[asks] ?? '') && !this.ground.matchedAt[asks]) {
            this.#unsay(asks, at);
            break;
          }
        }
      }
      if ((segments.after[at] ?? NONE) < SENTENCE) continue;
      if (
        tokens.text[at] === '?' &&
        tokens.kind[from] === 'word' &&
        QUESTION_VERBS.has(tokens.text[from] ?? '')
      )
        this.#unsay(from, at);
      from = at + 1;
    }
  }

  #unsay(from: number, to: number): void {
    for (
      let index = this.#from(from);
      index < this.matches.length && (this.matches[index]?.first ?? to) < to;
      index++
    )
      this.#mark(index, 'question');
  }

  /** "Cough without blood" denies the blood, not the cough that a `~` phrase had taken up. */
  freed(dropped: readonly Match[]): readonly Judged[] {
    const parted = this.#parted;
    if (parted.size === 0) return [];
    const found: Judged[] = [];
    for (const match of dropped) {
      if (
        match.owner.kind !== 'finding' ||
        match.owner.denies ||
        found.slice(-4).some((other) => other.match.owner === match.owner && other.match.last > match.first)
      )
        continue;
      for (let at = this.#from(match.first + 1) - 1; at >= 0; at--) {
        const holder = this.matches[at];
        if (!holder || holder.first < match.first - 36) break;
        const cue = parted.get(at);
        if (
          cue !== undefined &&
          holder.owner !== match.owner &&
          holder.pieces.some((piece) => piece.first <= match.first && match.last <= piece.last)
        ) {
          found.push({ match, polarity: match.last <= cue ? 'present' : 'absent', listed: 0 });
          break;
        }
      }
    }
    return found;
  }

  /** Findings inside a longer one that its "no" denies: cough without sputum says also that there is no sputum. */
  inner(dropped: readonly Match[]): readonly Match[] {
    const found: Match[] = [];
    const places = this.cues.filter((cue) => cue.kind === 'no').map((cue) => cue.first);
    let place = 0;
    const near = new Map<number, Match[]>();
    for (const match of dropped) {
      while (place < places.length - 1 && (places[place + 1] ?? Infinity) < match.first) place++;
      const start = places[place];
      if (start === undefined || start >= match.first || match.owner.kind !== 'finding' || match.owner.denies)
        continue;
      near.set(start, [...(near.get(start) ?? []), match]);
    }
    for (const cue of this.cues) {
      if (cue.kind !== 'no') continue;
      const holder = this.#holder(cue);
      if (!holder) continue;
      for (const match of near.get(cue.first) ?? []) {
        if (match.last > holder.last || match.first < holder.first) continue;
        if (match.first - cue.last <= 2) found.push(match);
      }
    }
    return found;
  }
}

/** `matches` are those that count, `dropped` those inside longer ones; both in order of place. */
export function judge(
  ground: Ground,
  matches: readonly Match[],
  dropped: readonly Match[],
  cues: readonly Cue[]
): readonly Judged[] {
  const one = new Judge(ground, matches, cues);
  const judged = one.run();
  const inner = one.inner(dropped).map((match): Judged => ({ match, polarity: 'absent', listed: 0 }));
  const freed = one.freed(dropped);
  return [...judged, ...inner, ...freed].sort(
    (a, b) => a.match.first - b.match.first || a.match.last - b.match.last
  );
}
