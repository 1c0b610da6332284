import { PlancliffError } from '../errors';
import type { DatabaseLocale } from '../postgres/types';

/** The order of code points, which PostgreSQL's own provider and C of libc share; `C` has no letters beyond ASCII. */
const ownLocales = ['C', 'POSIX', 'C.UTF-8', 'PG_UNICODE_FAST'] as const;

export interface ScenarioLocale extends DatabaseLocale {
  /** As the author wrote it. */
  readonly written: string;
}

/**
 * The locale of the databases of a scenario: one of PostgreSQL's own provider, or one of ICU. A name as libc writes it
 * (`en_US.UTF-8`) means ICU's locale of the same language and country, the nearest that is the same on every machine.
 *
 * @throws PlancliffError `scenario` for a name that ICU does not know
 */
export function readLocale(written: string): ScenarioLocale {
  const own = ownLocales.find((each) => each.toLowerCase() === written.toLowerCase());
  if (own !== undefined || /^c\.utf-?8$/i.test(written)) {
    const locale = own === 'POSIX' ? 'C' : (own ?? 'C.UTF-8');
    return { provider: 'builtin', locale, written };
  }
  const tag = written
    .replace(/\.[\w-]+$/, '')
    .replace(/@.*$/, '')
    .replace(/-x-icu$/, '')
    .replaceAll('_', '-');
  if (tag === 'und' || isKnown(tag)) return { provider: 'icu', locale: tag, written };
  throw new PlancliffError('scenario', {
    message: `is '${written}', which is no locale of ICU`,
    hint: "Write a language and a country, e.g. 'en_US' or 'de-DE', 'und' for ICU's root, or 'C.UTF-8' for the order of code points.",
  });
}

function isKnown(tag: string): boolean {
  try {
    return Intl.Collator.supportedLocalesOf([tag]).length > 0;
  } catch {
    return false;
  }
}

/** The collation that texts without one of their own have: `en-US (ICU)`. */
export const localeText = ({ provider, locale }: DatabaseLocale): string =>
  `${locale} (${provider === 'icu' ? 'ICU' : provider})`;

/**
 * What to say of the locale that a scenario was planned with.
 *
 * @param own whether the server is one that plancliff started; of another its own locale stands
 */
export function localeNotes(locale: ScenarioLocale | undefined, own: boolean): readonly string[] {
  if (locale === undefined) return [];
  if (!own)
    return [
      `locale '${locale.written}' was not used: texts have the collation of the server's databases`,
    ];
  const nearest = locale.provider === 'icu' && /[._@]/.test(locale.written);
  return [
    `texts without a collation of their own have ${localeText(locale)}` +
      (nearest
        ? `, the nearest to ${locale.written} of libc: punctuation and upper case may be ordered in another way there, and so the ranges between them; equality and the use of indexes are the same`
        : ''),
  ];
}
