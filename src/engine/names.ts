/** Engines by their names on the command line, the default first. */
export const engineNames = ['virtual', 'seed'] as const;
export type EngineName = (typeof engineNames)[number];
