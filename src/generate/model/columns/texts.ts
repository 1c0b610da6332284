import { email, nullable, text } from '../../../model/distributions';
import type { Distribution } from '../../../model/types';
import type { ColumnFacts } from '../../../postgres/catalog/schema-facts';
import { words } from '../../names';
import type { ColumnRule } from '../types';

interface Guess {
  readonly of: Distribution;
  readonly because: string;
}

function guess({ name, type }: ColumnFacts, repeats: boolean): Guess {
  const limit = Number(/\((\d+)\)/.exec(type)?.[1] ?? 1e6);
  const last = words(name).at(-1) ?? '';
  const length = (min: number, max: number) => ({
    minLength: Math.min(min, limit),
    maxLength: Math.max(1, Math.min(max, limit)),
  });
  if (/e?mail$/.test(last) && limit >= 24) {
    return { of: email(), because: 'it is an address that every row has for itself' };
  }
  if (
    limit <= 3 ||
    /^(?:country|currency|locale|language|lang|timezone|zone|city|region|brand|model|unit|code|format|method|action|channel|queue|topic)$/.test(
      last,
    )
  ) {
    return repeats
      ? {
          of: text({ ...length(2, 12), distinct: 200 }),
          because: 'it is short or names a kind: 200 values are assumed',
        }
      : { of: text(length(8, 16)), because: 'it must be unique' };
  }
  if (
    /^(?:body|content|description|text|comment|note|message|html|markdown|bio|summary|data|payload|details?)$/.test(
      last,
    )
  ) {
    return { of: text(length(40, 600)), because: 'its name says prose' };
  }
  return { of: text(length(8, 32)), because: 'it is a text, different in nearly every row' };
}

export const texts: ColumnRule = {
  name: 'text',
  reason: 'Addresses and names are nearly unique, codes repeat, prose is long.',
  infer(column, { table }) {
    if (column.category !== 'S') return undefined;
    const unique = table.indexes.some(
      (index) => index.unique && index.keys.some(({ column: key }) => key === column.name),
    );
    const { of, because } = guess(column, !unique);
    const optional = !column.notNull && !unique;
    return { value: optional ? nullable(0.2, of) : of, because };
  },
};
