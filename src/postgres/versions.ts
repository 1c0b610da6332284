/** The major that plancliff starts where none is asked for. */
export const defaultMajor = 18;

/** The oldest major whose plans plancliff reads. */
export const oldestMajor = 15;
