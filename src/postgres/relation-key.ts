/** Key of a relation by its names: no name contains NUL. */
export function relationKey({
  schema,
  name,
}: {
  readonly schema: string;
  readonly name: string;
}): string {
  return `${schema}\0${name}`;
}
