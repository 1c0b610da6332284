/** A name as a scenario writes it, split at one of its dots. */
export interface SplitName {
  readonly before: string;
  readonly after: string;
}

/**
 * Every way to read `table.column` or `schema.table`: names may contain dots. The last dot comes first, which is right
 * where they do not.
 */
export function splitsOf(name: string): readonly SplitName[] {
  const splits: SplitName[] = [];
  for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
    splits.push({ before: name.slice(0, dot), after: name.slice(dot + 1) });
  }
  return splits;
}

/** What a name may be in the catalog: itself, and what its double quotes contain. */
export function spellingsOf(name: string): readonly string[] {
  const [, quoted] = /^"((?:[^"]|"")+)"$/.exec(name) ?? [];
  return quoted === undefined ? [name] : [quoted.replaceAll('""', '"'), name];
}

/** A relation by the names that the catalog may have for it. */
export interface RelationReading {
  /** Absent where the name has no schema. */
  readonly schema?: string;
  readonly relation: string;
}

/** Every way to read `table` or `schema.table`: names may contain dots and be written in double quotes. */
export function relationReadings(name: string): readonly RelationReading[] {
  return [
    ...spellingsOf(name).map((relation) => ({ relation })),
    ...splitsOf(name).flatMap(({ before, after }) =>
      spellingsOf(before).flatMap((schema) =>
        spellingsOf(after).map((relation) => ({ schema, relation })),
      ),
    ),
  ];
}
