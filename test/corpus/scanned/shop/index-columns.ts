import type { ScannedFamily } from '../types';

/** Columns and conditions of an index that a query has, and that it lacks. */
export const indexColumns: ScannedFamily['questions'] = {
  'the second column alone': {
    sql: 'select * from purchase_lines where line_no = 40000 limit 10',
    harmful: true,
    because: 'the primary key starts with the other column',
  },
  'the first column alone': {
    sql: 'select * from purchase_lines where purchase_id = $1',
    values: [{ draw: 'rare', from: 'purchase_lines.purchase_id' }],
    harmful: false,
    because: 'the primary key starts with it',
  },
  'the condition of a partial index forgotten': {
    sql: 'select * from letters where code = 77777777',
    harmful: true,
    because: 'the index has only what is not archived',
  },
  'the condition of a partial index repeated': {
    sql: 'select * from letters where code = 77777777 and archived_at is null',
    harmful: false,
    because: 'the partial index serves',
  },
  'the bare column of an expression index, without one of its own': {
    sql: 'select id from letters where sent_at = $1',
    values: [{ draw: 'rare', from: 'letters.sent_at' }],
    harmful: true,
    because: 'no index has the time',
  },
};
