declare const brand: unique symbol;

/** A string that may not be mistaken for another kind of id. */
export type Branded<Name extends string> = string & { readonly [brand]: Name };
