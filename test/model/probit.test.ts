import { probit } from '../../src/model/probit';

describe('probit', () => {
  it.each([
    [0.5, 0],
    [0.975, 1.959963984540054],
    [0.025, -1.959963984540054],
    [0.001, -3.090232306167813],
    [5e-10, -6.109410204869],
  ])('of %d is %d', (p, expected) => {
    expect(probit(p)).toBeCloseTo(expected, 6);
  });

  it('refuses what is no probability between 0 and 1', () => {
    expect(() => probit(0)).toThrow(RangeError);
    expect(() => probit(1)).toThrow(RangeError);
  });
});
