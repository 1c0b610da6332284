/** The public API; the only barrel. */
export type * from './scenario/types';
export type * from './model/types';
export type * from './findings/types';
