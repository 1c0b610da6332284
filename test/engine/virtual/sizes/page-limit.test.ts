import { checkPageLimit } from '../../../../src/engine/virtual/sizes/page-limit';
import type { TableSize } from '../../../../src/engine/virtual/storage/table-image';
import { thrownBy } from '../../../helpers/thrown';

it('says by which option fewer rows are asked for, of check and of verify', () => {
  const size = { rows: 1e15, pages: 4e12, indexes: [] } as unknown as TableSize;
  expect(thrownBy(() => checkPageLimit('t', 1e15, size))).toMatchObject({
    code: 'engine',
    hint: 'Ask for fewer rows (--scales of check, --rows of verify), or partition the table.',
  });
});
