import { modelOf } from '$part/diagnosis';
import type { Json } from '$part/kernel';
import type { Pack } from '$part/knowledge';
import { createHash } from 'node:crypto';
import { writeModel } from './onnx';

/**
 * The model file of a pack, and the card that stands beside it.
 * @param date of the pack's version, so that the same sources give the same bytes
 */
export function compileModel(pack: Pack, date: string): { onnx: Uint8Array; card: Json } {
  const { tables, scalars } = modelOf(pack);
  const onnx = writeModel(tables, scalars, { pack: pack.id, modelInputHash: pack.modelInputHash });
  const card = {
    format: 1,
    pack: pack.id,
    packHash: pack.packHash,
    modelInputHash: pack.modelInputHash,
    modelSha256: createHash('sha256').update(onnx).digest('hex'),
    bytes: onnx.length,
    date,
    method: 'compiled: exact inference over the pack, no training, no seed',
    scalars: { ...scalars },
    candidates: tables.candidates.map(({ condition, cause }) =>
      cause ? `${condition}<${cause}` : condition
    ),
    columns: [...tables.columns],
    slotRows: [...tables.slotRows],
    figures: 'docs/MODEL.md',
    limits: [
      'answers only for the conditions listed as candidates',
      'frequencies are of patients who present to a clinic, by textbook and judgement where no study is named',
      'for a qualified clinician, who decides'
    ]
  };
  return { onnx, card };
}
