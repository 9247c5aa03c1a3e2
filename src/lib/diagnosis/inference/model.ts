import type { Pack } from '$part/knowledge';
import { START_SCALARS } from './scalars';
import type { ModelTables } from './tables';
import { tablesOf } from './tables';
import type { Scalars } from './types';

/** All that reasoning needs beside the case: made once from a pack, never changed. */
export interface Model {
  readonly pack: Pack;
  readonly tables: ModelTables;
  readonly scalars: Scalars;
}

export function modelOf(pack: Pack, scalars: Scalars = START_SCALARS): Model {
  return { pack, tables: tablesOf(pack), scalars };
}
