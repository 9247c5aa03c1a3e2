import type { ModelTables, Scalars } from '$part/diagnosis';
import { IMPOSSIBLE } from '$part/diagnosis';
import { FLOAT, BOOL, INT32, OnnxGraph } from './onnx-graph';

/** Distinct values and the code of each cell; NaN is code 0. One byte a cell up to 255 values, else two. */
function codebook(values: Float64Array): { codes: Uint8Array | Uint16Array; book: Float32Array } {
  const distinct = [...new Set(values.filter((value) => !Number.isNaN(value)))].sort((a, b) => a - b);
  if (distinct.length > 65_534)
    throw new Error(`${distinct.length} distinct figures are too many for a code of two bytes`);
  const codeOf = new Map(distinct.map((value, index) => [value, index + 1]));
  const codes = distinct.length < 256 ? new Uint8Array(values.length) : new Uint16Array(values.length);
  values.forEach((value, cell) => (codes[cell] = codeOf.get(value) ?? 0));
  return { codes, book: Float32Array.from([0, ...distinct]) };
}

/** A table of codes with its book as a lookup: int32 rows [N, L] to float [N, L, candidates]. */
function lookup(graph: OnnxGraph, name: string, values: Float64Array, count: number) {
  const { codes, book } = codebook(values);
  const table = graph.constant(`${name}_codes`, codes, [codes.length / count, count]);
  const entries = graph.constant(`${name}_book`, book, [book.length]);
  return (rows: string) => {
    const cells = graph.op('Cast', [graph.op('Gather', [table, rows], { axis: 0 })], { to: INT32 });
    return {
      value: graph.op('Gather', [entries, cells], { axis: 0 }),
      described: graph.op('Cast', [cells], { to: BOOL })
    };
  };
}

/**
 * Writes exact inference over these tables as an ONNX graph: the formulas of diagnosis/inference/factors.ts in
 * float32. Inputs are those of `encodeFactors`; outputs `posterior` and `likelihood`, [batch, candidates].
 */
export function writeModel(
  tables: ModelTables,
  scalars: Scalars,
  metadata: Readonly<Record<string, string>>
): Uint8Array {
  const g = new OnnxGraph();
  const count = tables.candidates.length;
  const { alpha, floor, nu, temperature } = scalars;
  const ids = (name: string, width: string) => g.input(name, INT32, ['batch', width]);
  const floats = (name: string, width: string | number) => g.input(name, FLOAT, ['batch', width]);
  const axisLast = g.constant('axis_last', BigInt64Array.of(2n), [1]);
  const axisList = g.constant('axis_list', BigInt64Array.of(1n), [1]);
  const perCandidate = (name: string) => g.op('Unsqueeze', [name, axisLast]);
  const mul = (a: string, b: string) => g.op('Mul', [a, b]);
  const add = (a: string, b: string) => g.op('Add', [a, b]);
  const less = (a: string, b: string) => g.op('Sub', [a, b]);
  const over = (a: string, b: string) => g.op('Div', [a, b]);
  const fromOne = (a: string) => less(g.scalar(1), a);
  const sumOverList = (a: string) => g.op('ReduceSum', [a, axisList], { keepdims: 0 });

  const frequency = lookup(g, 'p', tables.p, count);
  const hits = g.constant('cluster_hits', Float32Array.from(oneHot(tables)), [
    tables.columns.length,
    tables.clusters.length
  ]);
  const clusterOf = g.constant('cluster_of', Int32Array.from(tables.clusterOf), [tables.columns.length]);
  const pi = g.constant('pi', Float32Array.from(tables.pi), [tables.clusters.length, count]);
  const logPi = g.constant('log_pi', Float32Array.from(tables.pi, Math.log), [tables.clusters.length, count]);
  const logNot = g.constant(
    'log_not_pi',
    Float32Array.from(tables.pi, (v) => (v >= 1 ? IMPOSSIBLE : Math.log(1 - v))),
    [tables.clusters.length, count]
  );
  const share = (rows: string) =>
    over(frequency(rows).value, g.op('Gather', [pi, g.op('Gather', [clusterOf, rows])]));
  const hitsOf = (rows: string) => g.op('Gather', [hits, rows]);
  /** P(finding | candidate, person) of the table's p. */
  const mixed = (p: string, background: string) =>
    add(mul(g.scalar(1 - nu), fromOne(mul(fromOne(p), fromOne(background)))), mul(g.scalar(nu), background));

  const presentRows = ids('present', 'presents');
  const odds = perCandidate(floats('present_odds', 'presents'));
  const present = g.op('Log', [add(g.scalar(1), mul(mul(g.scalar(1 - nu), share(presentRows)), odds))]);

  const absentRows = ids('absent', 'absents');
  const absentShare = share(absentRows);
  let absent = g.op('Max', [
    mul(g.scalar(alpha), g.op('Log', [fromOne(absentShare)])),
    g.scalar(Math.log(floor))
  ]);
  if (tables.required.some(Boolean)) {
    const required = g.constant('required', tables.required, [tables.columns.length, count]);
    const isRequired = g.op('Cast', [g.op('Gather', [required, absentRows])], { to: BOOL });
    const missing = g.op('Log', [add(mul(g.scalar(1 - nu), fromOne(absentShare)), g.scalar(nu))]);
    absent = g.op('Where', [isRequired, missing, absent]);
  }
  const stated = g.op('Concat', [present, absent], { axis: 1 });
  const statedHits = g.op('Concat', [hitsOf(presentRows), hitsOf(absentRows)], { axis: 1 });
  const sums = g.op('MatMul', [g.op('Transpose', [statedHits], { perm: [0, 2, 1] }), stated]);
  const withLatent = add(sums, logPi);
  const most = g.op('Max', [withLatent, logNot]);
  const mix = add(
    most,
    g.op('Log', [add(g.op('Exp', [less(withLatent, most)]), g.op('Exp', [less(logNot, most)]))])
  );

  const child = mixed(
    frequency(ids('child', 'children')).value,
    perCandidate(floats('child_background', 'children'))
  );
  const parent = mixed(
    frequency(ids('parent', 'children')).value,
    perCandidate(floats('parent_background', 'children'))
  );
  const childAbsent = g.op('Log', [g.op('Max', [fromOne(over(child, parent)), g.scalar(floor)])]);

  const u = perCandidate(floats('slot_u', 'slots'));
  const quality = lookup(g, 'q', tables.q, count)(ids('slot_row', 'slots'));
  const q = g.op('Where', [quality.described, quality.value, u]);
  const ofSlot = frequency(ids('slot_column', 'slots')).value;
  const own = over(ofSlot, mixed(ofSlot, perCandidate(floats('slot_background', 'slots'))));
  const omega = g.op('Min', [own, g.scalar(1 - nu)]);
  const value = add(u, mul(omega, less(q, u)));
  const said = perCandidate(floats('slot_present', 'slots'));
  const slots = g.op('Log', [
    add(mul(said, over(value, u)), mul(fromOne(said), over(fromOne(value), fromOne(u))))
  ]);

  const neutral = new Float32Array(count);
  const timing = g.constant('timing', Float32Array.from([...neutral, ...tables.timing]), [
    1 + tables.timing.length / count,
    count
  ]);
  const time = g.op('Gather', [timing, g.input('time', INT32, ['batch', 3])]);

  const likelihood = [mix, childAbsent, slots, time].map(sumOverList).reduce(add);
  const tempered = over(likelihood, g.scalar(temperature));
  const posterior = g.op('Softmax', [add(tempered, floats('log_prior', count))], { axis: 1 });
  g.output('likelihood', likelihood, ['batch', count]);
  g.output('posterior', posterior, ['batch', count]);
  return g.bytes('tongzhen-compiled', metadata);
}

function* oneHot(tables: ModelTables) {
  for (let column = 0; column < tables.columns.length; column += 1) {
    for (let cluster = 0; cluster < tables.clusters.length; cluster += 1)
      yield tables.clusterOf[column] === cluster ? 1 : 0;
  }
}
