/**
 * A trie over token numbers. Edges live in one open-addressed table keyed by node and token, because twelve thousand
 * phrases as nested maps take several times as long to build.
 */
export class Trie {
  #nodes = new Int32Array(1 << 16).fill(-1);
  #tokens = new Int32Array(1 << 16);
  #targets = new Int32Array(1 << 16);
  #edges = 0;
  #size = 1;
  readonly #payloads: (number[] | undefined)[] = [undefined];
  readonly #ids = new Map<string, number>();

  /** The number of a token, or -1 where no phrase holds it. */
  idOf(token: string): number {
    return this.#ids.get(token) ?? -1;
  }

  #slot(node: number, token: number): number {
    const mask = this.#nodes.length - 1;
    let slot = (Math.imul(node, 0x9e3779b1) ^ Math.imul(token, 0x85ebca6b)) >>> 0;
    slot = (slot ^ (slot >>> 15)) & mask;
    while (this.#nodes[slot] !== -1 && (this.#nodes[slot] !== node || this.#tokens[slot] !== token))
      slot = (slot + 1) & mask;
    return slot;
  }

  /** The node reached from `node` over `token`, or -1. */
  next(node: number, token: number): number {
    const slot = this.#slot(node, token);
    return this.#nodes[slot] === -1 ? -1 : (this.#targets[slot] ?? -1);
  }

  /** What ends at this node. */
  at(node: number): readonly number[] | undefined {
    return this.#payloads[node];
  }

  add(tokens: readonly string[], payload: number): void {
    let node = 0;
    for (const token of tokens) {
      let id = this.#ids.get(token);
      if (id === undefined) {
        id = this.#ids.size;
        this.#ids.set(token, id);
      }
      node = this.#child(node, id);
    }
    const known = this.#payloads[node];
    if (!known) this.#payloads[node] = [payload];
    else if (!known.includes(payload)) known.push(payload);
  }

  #child(node: number, token: number): number {
    if (this.#edges * 2 > this.#nodes.length) this.#grow();
    const slot = this.#slot(node, token);
    if (this.#nodes[slot] !== -1) return this.#targets[slot] ?? 0;
    const made = this.#size++;
    this.#payloads.push(undefined);
    this.#nodes[slot] = node;
    this.#tokens[slot] = token;
    this.#targets[slot] = made;
    this.#edges++;
    return made;
  }

  #grow(): void {
    const nodes = this.#nodes;
    const tokens = this.#tokens;
    const targets = this.#targets;
    this.#nodes = new Int32Array(nodes.length * 2).fill(-1);
    this.#tokens = new Int32Array(nodes.length * 2);
    this.#targets = new Int32Array(nodes.length * 2);
    for (let at = 0; at < nodes.length; at++) {
      const node = nodes[at] ?? -1;
      if (node === -1) continue;
      const slot = this.#slot(node, tokens[at] ?? 0);
      this.#nodes[slot] = node;
      this.#tokens[slot] = tokens[at] ?? 0;
      this.#targets[slot] = targets[at] ?? 0;
    }
  }
}
