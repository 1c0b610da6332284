import { definitionOf } from '../generate/definition';
import { scenarioFrom } from '../scenario/from-definition';
import { isRefused } from './is-refused';
import { planProbes } from './plan-probes';
import { casesThatUse, redundancies } from './rules/redundant-index';
import type { partOf } from './part-of-schema';
import type { ScanEvidence, ScannedCase } from './types';

/**
 * Plans every case that reads by an index that another one starts with once more, over tables without any such index. None
 * where the schema cannot be made without them: what was not planned is not called redundant.
 *
 * @throws PlancliffError of the server, the disk, an interruption
 */
export async function planWithoutRedundant(
  planning: Omit<Parameters<typeof planProbes>[0], 'scenario' | 'probes' | 'reserve'>,
  { ddl, model }: Pick<Awaited<ReturnType<typeof partOf>>, 'ddl' | 'model'>,
  evidence: Pick<ScanEvidence, 'facts' | 'cases'>,
): Promise<readonly ScannedCase[]> {
  const used = redundancies(evidence.facts).filter(
    (each) => casesThatUse(evidence, each).length > 0,
  );
  const cases = used.flatMap((each) => casesThatUse(evidence, each));
  const probes = [...new Set(cases.map(({ probe }) => probe))];
  if (probes.length === 0) return [];
  const text = [ddl, ...used.map(({ change }) => change)].join('\n;\n');
  try {
    const planned = await planProbes({
      ...planning,
      scenario: scenarioFrom('scan', definitionOf(text, model, probes)),
      probes,
      reserve: () => [],
    });
    return planned.cases;
  } catch (error) {
    if (isRefused(error)) return [];
    throw error;
  }
}
