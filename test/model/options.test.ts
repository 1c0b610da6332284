import { backlog } from '../../src/model/amount';
import { mixture, phases } from '../../src/model/choices';
import {
  array,
  constant,
  email,
  jsonb,
  reference,
  text,
  time,
  timeUniform,
  uuidV7,
  words,
  zipf,
} from '../../src/model/distributions';
import { growingPartitions, saturating } from '../../src/model/growth';
import { heapOrder } from '../../src/model/heap-order';
import { skew } from '../../src/model/skew';
import { thrownBy } from '../helpers/thrown';

/** What an author misspells: the compiler would see it, but plancliff does not compile scenarios. */
const misspelt = (options: object) => options as never;
const from = '2025-01-01';

test.each<[message: string, hint: string, make: () => unknown]>([
  ['array: emtpy is unknown', "Did you mean 'empty'?", () => array(constant(1), misspelt({ emtpy: 0.5 }))],
  ['backlog: newst is unknown', "Did you mean 'newest'?", () => backlog(5, misspelt({ newst: 10 }))],
  ['email: size is unknown', 'Known: length.', () => email(misspelt({ size: 30 }))],
  ['growingPartitions: colum is unknown', "Did you mean 'column'?", () => growingPartitions(misspelt({ by: 'day', colum: 'at' }))],
  ['heapOrder: move is unknown', "Did you mean 'moved'?", () => heapOrder('a', 'b', misspelt({ move: 0.3 }))],
  ['jsonb: presnt is unknown', "Did you mean 'present'?", () => jsonb({ a: constant(1) }, misspelt({ presnt: {} }))],
  ["mixture: class 'x': wieght is unknown", "Did you mean 'weight'?", () => mixture({ x: misspelt({ wieght: 3, columns: { a: constant(1) } }) })],
  ['phases: phase 1: upto is unknown', "Did you mean 'upTo'?", () => phases([misspelt({ upto: 3 }), misspelt({})])],
  ['reference: skw is unknown', "Did you mean 'skew'?", () => reference('a', misspelt({ skw: skew.uniform() }))],
  ['saturating: half is unknown', "Did you mean 'halfAt'?", () => saturating(misspelt({ half: 3 }))],
  ['skew.hot: row is unknown', "Did you mean 'rows'?", () => skew.hot(misspelt({ parents: 1, row: 0.5 }))],
  ['text: distinkt is unknown', "Did you mean 'distinct'?", () => text(misspelt({ distinkt: 3 }))],
  ['time: jiterSeconds is unknown', "Did you mean 'jitterSeconds'?", () => time(misspelt({ from, jiterSeconds: 5 }))],
  ['timeUniform: jitterSeconds is unknown', 'Known: from, to.', () => timeUniform(misspelt({ from, jitterSeconds: 5 }))],
  ['uuidV7: form is unknown', "Did you mean 'from'?", () => uuidV7(misspelt({ form: from }))],
  ['words: exponnt is unknown', "Did you mean 'exponent'?", () => words(misspelt({ vocabulary: 5, exponnt: 1 }))],
  ['zipf: perrow is unknown', "Did you mean 'perRow'?", () => zipf(misspelt({ perrow: 0.1 }))],
])('%s', (message, hint, make) => {
  expect(thrownBy(make)).toMatchObject({ message, hint });
}); // prettier-ignore
