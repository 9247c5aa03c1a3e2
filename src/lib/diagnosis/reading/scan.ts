import { gather } from '$part/kernel';
import type { Cue, CueFamily } from './cue';
import { FAMILY_OF } from './cue';
import { foldText } from './fold-text';
import type { Entry, Lexicon } from './lexicon';
import { stem } from './stem';
import type { Tokens } from './tokens';
import { DETERMINERS } from './word-syntax';

/** A phrase found as it stands; tokens `first` up to but not including `last`. */
export interface PhraseHit {
  readonly owner: number;
  readonly first: number;
  readonly last: number;
  /** A Chinese "not" stands inside the phrase (头不痛). */
  readonly negated: boolean;
}
export interface Stretch {
  readonly first: number;
  readonly last: number;
}
export interface MeasureHit extends Stretch {
  readonly measure: number;
  /** Written in small letters though it counts in capitals only: "p 120". */
  readonly small?: boolean;
}
export interface Hits {
  readonly phrases: readonly PhraseHit[];
  readonly terms: ReadonlyMap<number, readonly Stretch[]>;
  readonly cues: Readonly<Record<CueFamily, readonly Cue[]>>;
  readonly measures: readonly MeasureHit[];
}

const FILLERS_EN: ReadonlySet<string> = new Set([
  ...DETERMINERS,
  ...'very really quite rather pretty so too extremely slight slightly mild mildly severe severely bad badly terrible awful significant marked intense moderate somewhat mostly constantly little bit increasingly'
    .split(' ')
    .map(stem)
]);
const FILLERS_ZH: ReadonlyMap<string, readonly string[]> = byFirst(
  '有 有点 有点儿 有些 有一点 一点 很 特别 特 非常 比较 好 太 略 略有 稍 稍微 稍有 轻微 轻度 中度 重度 剧烈 剧 明显 严重 一直 老是 老 总是 总 也 还 都 就 又 会 的 了 着 过 部 里 里面 里边 里头 内 持续 阵阵 阵发性 隐隐 一阵 一阵阵 反复 突然 突发 经常 偶尔 间断 越来越 更 偏 十分 极 极其 真 老觉得 感觉 觉的 感到 自觉 位 周围 皮肤 好像'
);
const NEGATORS_ZH: ReadonlyMap<string, readonly string[]> = byFirst('不 没 没有 不太 不怎么 并不 未');
const PREDICATES_ZH = new Set('痛痒红肿胀晕昏烫热咳喘吐泻烧麻酸涩闷痰僵硬黄凉抖慌急频血塞堵干哑');
/** Verbs that take a count between themselves and their object (发了三天烧, 流了一次鼻血). */
const SPLIT_VERBS = new Set('发拉流吐咳打起出掉喘哭睡吃长');
const COUNT_BETWEEN =
  /[了过着](?:好多|很多|许多|不少|一些|好些|大|满头)|[了过着]?(?:[一二三四五六七八九十两几半好多\d.]{0,4}(?:个半|天|次|回|口|个|点|些|周|月|下|声|年|阵|日|夜|晚上|小时)多?)?的?/y;
const MOST_SKIPS = 3;

function byFirst(words: string): ReadonlyMap<string, readonly string[]> {
  const table = new Map<string, string[]>();
  for (const word of words.split(' ').map(foldText)) gather(table, word.charAt(0), word);
  return table;
}

/** Walks the trie from every token and gathers what ends there. */
class Scanner {
  readonly phrases: PhraseHit[] = [];
  readonly terms = new Map<number, Stretch[]>();
  readonly cues: Cue[] = [];
  readonly measures: MeasureHit[] = [];
  readonly #ids: Int32Array;
  #first = 0;

  constructor(
    readonly note: string,
    readonly tokens: Tokens,
    readonly lexicon: Lexicon
  ) {
    this.#ids = Int32Array.from(tokens.text, (text) => lexicon.trie.idOf(text));
  }

  run(): void {
    for (let first = 0; first < this.tokens.length; first++) {
      this.#first = first;
      this.#walk(0, first, 0, false, false, true);
    }
  }

  /** `skipped` counts fillers passed over; `loose` says that a Chinese one was, after which no cue counts; `fresh` that the token before was part of the phrase. */
  #walk(node: number, at: number, skipped: number, loose: boolean, negated: boolean, fresh: boolean): void {
    const { tokens, lexicon } = this;
    if (node !== 0 && fresh) this.#emit(lexicon.trie.at(node), at, loose, negated);
    if (at >= tokens.length) return;
    const id = this.#ids[at] ?? -1;
    const jump =
      at > this.#first && tokens.kind[at] === 'zh' && tokens.kind[at - 1] === 'zh' && tokens.spaced[at];
    if (jump) return;
    if (id !== -1) {
      const next = lexicon.trie.next(node, id);
      if (next !== -1) this.#walk(next, at + 1, skipped, loose, negated, true);
    }
    if (node === 0 || skipped >= MOST_SKIPS) return;
    const kind = tokens.kind[at];
    if (kind === 'word' && tokens.kind[at - 1] === 'word' && FILLERS_EN.has(tokens.text[at] ?? ''))
      this.#walk(node, at + 1, skipped + 1, loose, negated, false);
    else if (kind === 'zh' || (kind === 'number' && at === this.#first + 1))
      this.#skipChinese(node, at, skipped, negated);
  }

  #skipChinese(node: number, at: number, skipped: number, negated: boolean): void {
    const { tokens } = this;
    if (tokens.kind[at - 1] !== 'zh') return;
    const start = tokens.start[at] ?? 0;
    const head = tokens.text[at] ?? '';
    for (const word of FILLERS_ZH.get(head) ?? []) {
      if (tokens.folded.startsWith(word, start))
        this.#walk(node, at + word.length, skipped + 1, true, negated, false);
    }
    if (at === this.#first + 1 && SPLIT_VERBS.has(tokens.text[at - 1] ?? '')) {
      COUNT_BETWEEN.lastIndex = start;
      const length = COUNT_BETWEEN.exec(tokens.folded)?.[0].length ?? 0;
      let past = at;
      while (past < tokens.length && (tokens.start[past] ?? 0) < start + length) past++;
      if (past > at + 1) this.#walk(node, past, MOST_SKIPS, true, negated, false);
    }
    if (negated) return;
    for (const word of NEGATORS_ZH.get(head) ?? []) {
      if (!tokens.folded.startsWith(word, start)) continue;
      const past = at + word.length;
      if (!PREDICATES_ZH.has(tokens.text[past] ?? '')) continue;
      const next = this.lexicon.trie.next(node, this.#ids[past] ?? -1);
      if (next !== -1) this.#walk(next, past + 1, skipped + 1, true, true, true);
    }
  }

  #emit(payload: readonly number[] | undefined, last: number, loose: boolean, negated: boolean): void {
    if (!payload) return;
    const first = this.#first;
    for (const index of payload) {
      const entry = this.lexicon.entries[index];
      if (!entry) continue;
      if (entry.kind === 'phrase') {
        if (!entry.capitals || this.#inCapitals(first))
          this.phrases.push({ owner: entry.owner, first, last, negated });
      } else if (entry.kind === 'term') this.#term(entry, first, last, negated);
      else if (loose || negated) continue;
      else if (entry.kind === 'cue') this.cues.push({ kind: entry.cue, first, last });
      else if (!entry.capitals || this.#inCapitals(first))
        this.measures.push({ measure: entry.measure, first, last });
      else if (last - first === 1 && (this.tokens.text[first] ?? '').length === 1)
        this.measures.push({ measure: entry.measure, first, last, small: true });
    }
  }

  #term(entry: Entry & { kind: 'term' }, first: number, last: number, negated: boolean): void {
    if (negated) return;
    const list = this.terms.get(entry.term);
    const stretch = { first, last };
    if (!list) this.terms.set(entry.term, [stretch]);
    else {
      const before = list[list.length - 1];
      // The longest wording of a term at one place is enough.
      if (before?.first === first) {
        if (last > before.last) list[list.length - 1] = stretch;
      } else list.push(stretch);
    }
  }

  #inCapitals(at: number): boolean {
    const piece = this.note.slice(this.tokens.start[at], this.tokens.end[at]);
    return (
      piece !== '' &&
      foldText(piece) === piece.normalize('NFKC').toLowerCase() &&
      piece.normalize('NFKC').toUpperCase() === piece.normalize('NFKC')
    );
  }
}

/** Of cues that overlap within a family the earlier, then the longer one stays; several kinds of one wording all stay. */
function longestCues(cues: readonly Cue[], family: CueFamily): readonly Cue[] {
  const own = cues
    .filter((cue) => FAMILY_OF.get(cue.kind) === family)
    .sort((a, b) => a.first - b.first || b.last - a.last);
  const kept: Cue[] = [];
  let covered = 0;
  for (const cue of own) {
    const before = kept[kept.length - 1];
    const same = before !== undefined && before.first === cue.first && before.last === cue.last;
    if (cue.first < covered && !same) continue;
    if (same && kept.slice(-4).some((other) => other.first === cue.first && other.kind === cue.kind))
      continue;
    kept.push(cue);
    covered = cue.last;
  }
  return kept;
}

/** Everything of the lexicon that stands in the note, before any judgement of what it means. */
export function scan(note: string, tokens: Tokens, lexicon: Lexicon): Hits {
  const scanner = new Scanner(note, tokens, lexicon);
  scanner.run();
  return {
    phrases: scanner.phrases,
    terms: scanner.terms,
    cues: {
      polarity: longestCues(scanner.cues, 'polarity'),
      time: longestCues(scanner.cues, 'time'),
      whose: longestCues(scanner.cues, 'whose')
    },
    measures: scanner.measures
  };
}
