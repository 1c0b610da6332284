import { commonPattern } from '../../src/plan/common-pattern';

test.each([
  [['events_2025_01', 'events_2025_02'], 'events_*'],
  [['events_2025_01', 'events_2025_02', 'events_2026_12'], 'events_*'],
  [['events_p1', 'events_p12'], 'events_p*'],
  [['events_2025_01', 'events_default'], 'events_*'],
  [['orders_eu', 'orders_us'], 'orders_*'],
  [['m_y2024m01_kind_idx', 'm_y2025m11_kind_idx'], 'm_y*m*_kind_idx'],
  [['orders', 'customers'], undefined],
])('what %j have in common', (list, pattern) => {
  expect(commonPattern(list)).toBe(pattern);
});
