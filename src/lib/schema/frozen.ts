type Leaf = string | number | boolean | null | undefined;

/** A validated value as it is handed about: read-only to its full depth, so that a record changes only by a new version. */
export type Frozen<T> = T extends Leaf ? T : { readonly [K in keyof T]: Frozen<T[K]> };
