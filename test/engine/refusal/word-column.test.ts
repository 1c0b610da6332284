import type { RefusedColumn } from '../../../src/engine/refusal/find-column';
import { wordColumn } from '../../../src/engine/refusal/word-column';
import { nullable, sql, uniformInt } from '../../../src/model/distributions';
import type { ColumnModel, Distribution } from '../../../src/model/types';
import type { ServerError } from '../../../src/postgres/server-error';

const error: ServerError = { message: 'integer out of range', severity: 'ERROR', code: '22003' };

const column = (distribution: Distribution): ColumnModel => ({
  name: 'amount',
  sqlName: 'amount',
  type: 'integer',
  distribution,
});

const word = (found: RefusedColumn, definition?: string) =>
  wordColumn({ table: 'orders', scale: '10M', rowCount: 10_000_000, found, definition });

it('names column, expression, row and value of SQL that outgrows its type', () => {
  const parts = word({
    column: column(sql('i * 1000')),
    error,
    row: 2_147_484,
    value: '2147484000',
  });
  expect(parts).toEqual({
    message:
      'tables.orders.columns.amount: the server refuses sql("i * 1000") in row 2147484 of 10000000, value 2147484000, at 10M',
    reason: 'integer out of range',
    hint: 'Change the expression so that every row has a value of its type integer.',
    cause: error,
  });
});

it('names row and no value where the value itself cannot be computed', () => {
  const { message } = word({ column: column(nullable(0.1, sql('1 / (i - 5)'))), error, row: 5 });
  expect(message).toBe(
    'tables.orders.columns.amount: the server refuses sql("1 / (i - 5)") in row 5 of 10000000, at 10M',
  );
});

it('says what an expression may name where the server does not understand it', () => {
  const unknown = { ...error, message: 'column "x" does not exist', code: '42703' };
  const { message, hint } = word({ column: column(sql('x + 1')), error: unknown });
  expect(message).toBe('tables.orders.columns.amount: the server refuses sql("x + 1") at 10M');
  expect(hint).toMatch(/^Correct the expression: i \(row number\)/);
});

it('proposes another distribution or a smaller scale, with the domain that a value breaks', () => {
  const { message, hint } = word(
    { column: column(uniformInt(1, 9)), error, row: 1, value: '9' },
    'CHECK (VALUE < 5)',
  );
  expect(message).toContain('refuses its distribution in row 1 of 10000000, value 9,');
  expect(hint).toBe(
    'Change its distribution so that every value fits its type integer (CHECK (VALUE < 5)), or end at a smaller scale.',
  );
});

it('names the object of the schema whose expression fails', () => {
  const { message, hint } = wordColumn({
    table: 'orders',
    scale: '1k',
    rowCount: 1000,
    found: { object: 'index orders_ratio', expression: '(a / b)', error },
  });
  expect(message).toBe(
    'tables.orders: the index orders_ratio cannot be computed for the rows at 1k',
  );
  expect(hint).toBe(
    'Change the distributions of the columns in (a / b), or the expression in the schema.',
  );
});
