import { show } from '../../model/arguments';
import { fail, fields, text } from './shape';

/** Throws where `recorded` is neither a path nor a path with options. Whether the file exists is seen when it is read. */
export function validateRecorded(value: unknown): void {
  if (value === undefined) return;
  if (typeof value === 'string') {
    text(value, 'recorded');
    return;
  }
  const { file, values, cases } = fields(value, 'recorded', ['file', 'values', 'cases']);
  text(file, 'recorded.file');
  if (values !== undefined && typeof values !== 'boolean') {
    fail('recorded.values', `is ${show(values)}; must be true or false`);
  }
  if (cases !== undefined && (!Number.isInteger(cases) || (cases as number) < 1)) {
    fail('recorded.cases', `is ${show(cases)}; must be a whole number above 0`);
  }
}
