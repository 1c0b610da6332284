import { thrownBy } from '../helpers/thrown';
import { profiles, resolveSettings } from '../../src/scenario/profiles';

describe('resolveSettings', () => {
  it('is empty on stock settings', () => {
    expect(resolveSettings({})).toEqual({});
    expect(resolveSettings({ profile: 'postgres-defaults' })).toEqual({});
  });

  it('puts the scenario’s own over the profile’s, as postgresql.conf writes them', () => {
    const settings = { work_mem: '1GB', enable_seqscan: false, random_page_cost: 2 };
    expect(resolveSettings({ profile: 'ssd-8gb', settings })).toEqual({
      ...profiles['ssd-8gb'],
      work_mem: '1GB',
      enable_seqscan: 'off',
      random_page_cost: '2',
    });
  });

  it('names the nearest profile', () => {
    expect(thrownBy(() => resolveSettings({ profile: 'ssd-8bg' }))).toMatchObject({
      message: "unknown profile 'ssd-8bg'",
      hint: "Did you mean 'ssd-8gb'?",
    });
  });
});
