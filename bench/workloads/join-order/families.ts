/**
 * The 33 families of queries and their 113 variants: which tables are joined (`graph.ts` reads that), which columns are
 * asked for, and by what each variant filters (`filters.ts`).
 */
export interface Family {
  readonly graph: string;
  readonly show: string;
  /** Where variants show something else. */
  readonly shown?: { readonly [letter: string]: string };
  readonly variants: { readonly [letter: string]: string };
}

export const families: { readonly [number: string]: Family } = {
  1: {
    graph: 't(mc(ct) mx(it))',
    show: 'mc.note t.title t.production_year',
    variants: {
      a: 'ct:producer it:best mc:!merged mc:joint|presents',
      b: 'ct:producer it:worst mc:!merged t:2005..2010',
      c: 'ct:producer it:best mc:!merged mc:joint t:>2010',
      d: 'ct:producer it:worst mc:!merged t:>2000',
    },
  },
  2: {
    graph: 't(mc(cn) mk(k))',
    show: 't.title',
    variants: {
      a: 'cn:de k:inTitle',
      b: 'cn:nl k:inTitle',
      c: 'cn:sm k:inTitle',
      d: 'cn:us k:inTitle',
    },
  },
  3: {
    graph: 't(mi mk(k))',
    show: 't.title',
    variants: {
      a: 'k:*sequel* mi:nordic t:>2005',
      b: 'k:*sequel* mi:bulgaria t:>2010',
      c: 'k:*sequel* mi:nordic10 t:>1990',
    },
  },
  4: {
    graph: 't(mx(it) mk(k))',
    show: 'mx.info t.title',
    variants: {
      a: 'it:rating k:*sequel* mx:>5.0 t:>2005',
      b: 'it:rating k:*sequel* mx:>9.0 t:>2010',
      c: 'it:rating k:*sequel* mx:>2.0 t:>1990',
    },
  },
  5: {
    graph: 't(mc(ct) mi(it))',
    show: 't.title',
    variants: {
      a: 'ct:producer mc:theatrical mc:france mi:nordic t:>2005',
      b: 'ct:producer mc:tape mc:usa mc:1994 mi:usa t:>2010',
      c: 'ct:producer mc:!tv mc:usa mi:nordic10 t:>1990',
    },
  },
  6: {
    graph: 't(mk(k) ci(n))',
    show: 'k.keyword n.name t.title',
    variants: {
      a: 'k:universe n:star t:>2010',
      b: 'k:heroes8 n:star t:>2014',
      c: 'k:universe n:star t:>2014',
      d: 'k:heroes8 n:star t:>2000',
      e: 'k:universe n:star t:>2000',
      f: 'k:heroes8 t:>2000',
    },
  },
  7: {
    graph: 't(lm(lt) ci(n(an pi(it))))',
    show: 'n.name t.title',
    shown: { c: 'n.name pi.info' },
    variants: {
      a: 'an:*a* it:biography lt:features n:codeAF n:menOrB pi:author t:1980..1995',
      b: 'an:*a* it:biography lt:features n:codeD n:m pi:author t:1980..1984',
      c: 'an:given an:*a*|A* it:biography lt:mentions n:codeAF n:menOrA pi:given t:1980..2010',
    },
  },
  8: {
    graph: 't(mc(cn) ci(rt n(an)))',
    show: 'an.name t.title',
    variants: {
      a: 'ci:dubbed cn:jp mc:japan mc:!usa n:*Yo* n:!*Yu* rt:actress',
      b: 'ci:dubbed cn:jp mc:japan mc:!usa mc:2006|2007 n:*Yo* n:!*Yu* rt:actress t:2006..2007 t:piece*|dragon*',
      c: 'cn:us rt:writer',
      d: 'cn:us rt:costumes',
    },
  },
  9: {
    graph: 't(mc(cn) ci(rt chn n(an)))',
    show: 'an.name chn.name n.name t.title',
    shown: { a: 'an.name chn.name t.title' },
    variants: {
      a: 'ci:voices4 cn:us mc:given mc:usa|world n:f n:*Ang* rt:actress t:2005..2015',
      b: 'ci:voice cn:us mc:200x mc:usa|world n:f n:*Angel* rt:actress t:2007..2010',
      c: 'ci:voices4 cn:us n:f n:*An* rt:actress',
      d: 'ci:voices4 cn:us n:f rt:actress',
    },
  },
  10: {
    graph: 't(mc(cn ct) ci(rt chn))',
    show: 'chn.name t.title',
    variants: {
      a: 'ci:*voice* ci:*uncredited* cn:ru rt:actor t:>2005',
      b: 'ci:*producer* cn:ru rt:actor t:>2010',
      c: 'ci:*producer* cn:us t:>1990',
    },
  },
  11: {
    graph: 't(ml(lt) mc(cn ct) mk(k))',
    show: 'cn.name lt.link t.title',
    shown: { c: 'cn.name mc.note t.title', d: 'cn.name mc.note t.title' },
    variants: {
      a: 'cn:!pl cn:*film*|*warner* ct:producer k:sequel lt:*follow* mc:bare t:1950..2000',
      b: 'cn:!pl cn:*film*|*warner* ct:producer k:sequel lt:*follows* mc:bare t:=1998 t:*money*',
      c: 'cn:!pl cn:fox*|twentieth* ct:!producer ct:given k:sequels mc:given t:>1950',
      d: 'cn:!pl ct:!producer ct:given k:sequels mc:given t:>1950',
    },
  },
  12: {
    graph: 't(mc(cn ct) mi(it1) mx(it2))',
    show: 'cn.name mx.info t.title',
    shown: { b: 'mi.info t.title' },
    variants: {
      a: 'cn:us ct:producer it1:genres it2:rating mi:dramas mx:>8.0 t:2005..2008',
      b: 'cn:us ct:given ct:producer|distributor it1:budget it2:worst t:>2000 t:winter*|*movie*',
      c: 'cn:us ct:producer it1:genres it2:rating mi:dramas4 mx:>7.0 t:2000..2010',
    },
  },
  13: {
    graph: 't(kt mc(cn ct) mi(it2) mx(it1))',
    show: 'cn.name mx.info t.title',
    shown: { a: 'mi.info mx.info t.title' },
    variants: {
      a: 'cn:de ct:producer it1:rating it2:releases kt:movie',
      b: 'cn:us ct:producer it1:rating it2:releases kt:movie t:named t:*champion*|*loser*',
      c: 'cn:us ct:producer it1:rating it2:releases kt:movie t:named t:champion*|loser*',
      d: 'cn:us ct:producer it1:rating it2:releases kt:movie',
    },
  },
  14: {
    graph: 't(kt mi(it1) mx(it2) mk(k))',
    show: 'mx.info t.title',
    variants: {
      a: 'it1:countries it2:rating k:violence kt:movie mi:nordic10 mx:<8.5 t:>2010',
      b: 'it1:countries it2:rating k:murders kt:movie mi:nordic10 mx:>6.0 t:>2010 t:*murder*|*Murder*|*Mord*',
      c: 'it1:countries it2:rating k:given k:violence kt:movies mi:nordic10 mx:<8.5 t:>2005',
    },
  },
  15: {
    graph: 't(at mc(cn ct) mi(it) mk(k))',
    show: 'mi.info t.title',
    shown: { d: 'at.title t.title' },
    variants: {
      a: 'cn:us it:releases mc:200x mc:world mi:internet mi:us200 t:>2000',
      b: 'cn:us cn:tube it:releases mc:200x mc:world mi:internet mi:us200 t:2005..2010',
      c: 'cn:us it:releases mi:internet mi:given mi:us199|us200 t:>1990',
      d: 'cn:us it:releases mi:internet t:>1990',
    },
  },
  16: {
    graph: 't(mc(cn) mk(k) ci(n(an)))',
    show: 'an.name t.title',
    variants: {
      a: 'cn:us k:inTitle t:ep50..99',
      b: 'cn:us k:inTitle',
      c: 'cn:us k:inTitle t:ep<100',
      d: 'cn:us k:inTitle t:ep5..99',
    },
  },
  17: {
    graph: 't(mc(cn) mk(k) ci(n))',
    show: 'n.name',
    variants: {
      a: 'cn:us k:inTitle n:B*',
      b: 'k:inTitle n:Z*',
      c: 'k:inTitle n:X*',
      d: 'k:inTitle n:*Bert*',
      e: 'cn:us k:inTitle',
      f: 'k:inTitle n:*B*',
    },
  },
  18: {
    graph: 't(mi(it1) mx(it2) ci(n))',
    show: 'mi.info mx.info t.title',
    variants: {
      a: 'ci:producers it1:budget it2:votes n:m n:*Tim*',
      b: 'ci:writers it1:genres it2:rating mi:thrillers mi:bare mx:>8.0 n:gendered n:f t:2008..2014',
      c: 'ci:writers it1:genres it2:votes mi:crimes n:m',
    },
  },
  19: {
    graph: 't(mc(cn) mi(it) ci(rt chn n(an)))',
    show: 'n.name t.title',
    variants: {
      a: 'ci:voices4 cn:us it:releases mc:given mc:usa|world mi:given mi:jp200|us200 n:f n:*Ang* rt:actress t:2005..2009',
      b: 'ci:voice cn:us it:releases mc:200x mc:usa|world mi:given mi:jp2007|us2008 n:f n:*Angel* rt:actress t:2007..2008 t:*panda*',
      c: 'ci:voices4 cn:us it:releases mi:given mi:jp200|us200 n:f n:*An* rt:actress t:>2000',
      d: 'ci:voices4 cn:us it:releases n:f rt:actress t:>2000',
    },
  },
  20: {
    graph: 't(kt mk(k) ci(chn n) cc(sub sta))',
    show: 't.title',
    shown: { c: 'n.name t.title' },
    variants: {
      a: 'sub:cast sta:*complete* chn:!*sherlock* chn:*tony*|*iron* k:heroes8 kt:movie t:>1950',
      b: 'sub:cast sta:*complete* chn:!*sherlock* chn:*tony*|*iron* k:heroes8 kt:movie n:star t:>2000',
      c: 'sub:cast sta:*complete* chn:given chn:*man*|*Man* k:heroes10 kt:movie t:>2000',
    },
  },
  21: {
    graph: 't(ml(lt) mc(cn ct) mk(k) mi)',
    show: 'cn.name lt.link t.title',
    variants: {
      a: 'cn:!pl cn:*film*|*warner* ct:producer k:sequel lt:*follow* mc:bare mi:nordic t:1950..2000',
      b: 'cn:!pl cn:*film*|*warner* ct:producer k:sequel lt:*follow* mc:bare mi:german t:2000..2010',
      c: 'cn:!pl cn:*film*|*warner* ct:producer k:sequel lt:*follow* mc:bare mi:nordic9 t:1950..2010',
    },
  },
  22: {
    graph: 't(kt mc(cn ct) mi(it1) mx(it2) mk(k))',
    show: 'cn.name mx.info t.title',
    variants: {
      a: 'cn:!us it1:countries it2:rating k:violence kt:movies mc:!usa mc:200x mi:atlantic mx:<7.0 t:>2008',
      b: 'cn:!us it1:countries it2:rating k:violence kt:movies mc:!usa mc:200x mi:atlantic mx:<7.0 t:>2009',
      c: 'cn:!us it1:countries it2:rating k:violence kt:movies mc:!usa mc:200x mi:nordic10 mx:<8.5 t:>2005',
      d: 'cn:!us it1:countries it2:rating k:violence kt:movies mi:nordic10 mx:<8.5 t:>2005',
    },
  },
  23: {
    graph: 't(kt mc(cn ct) mi(it) mk(k) cc(sta))',
    show: 'kt.kind t.title',
    variants: {
      a: 'sta:verified cn:us it:releases kt:movie mi:internet mi:given mi:us199|us200 t:>2000',
      b: 'sta:verified cn:us it:releases k:loners kt:movie mi:internet mi:us200 t:>2000',
      c: 'sta:verified cn:us it:releases kt:films mi:internet mi:given mi:us199|us200 t:>1990',
    },
  },
  24: {
    graph: 't(mc(cn) mi(it) mk(k) ci(rt chn n(an)))',
    show: 'chn.name n.name t.title',
    variants: {
      a: 'ci:voices4 cn:us it:releases k:combat mi:given mi:jp201|us201 n:f n:*An* rt:actress t:>2010',
      b: 'ci:voices4 cn:us cn:dream it:releases k:combat4 mi:given mi:jp201|us201 n:f n:*An* rt:actress t:>2010 t:panda*',
    },
  },
  25: {
    graph: 't(mi(it1) mx(it2) mk(k) ci(n))',
    show: 'mi.info mx.info n.name t.title',
    variants: {
      a: 'ci:writers it1:genres it2:votes k:deaths mi:horror n:m',
      b: 'ci:writers it1:genres it2:votes k:deaths mi:horror n:m t:>2010 t:vampire*',
      c: 'ci:writers it1:genres it2:votes k:deaths7 mi:crimes n:m',
    },
  },
  26: {
    graph: 't(kt mx(it) mk(k) ci(chn n) cc(sub sta))',
    show: 'chn.name mx.info t.title',
    shown: { a: 'chn.name mx.info n.name t.title' },
    variants: {
      a: 'sub:cast sta:*complete* chn:given chn:*man*|*Man* it:rating k:heroes10 kt:movie mx:>7.0 t:>2000',
      b: 'sub:cast sta:*complete* chn:given chn:*man*|*Man* it:rating k:heroes kt:movie mx:>8.0 t:>2005',
      c: 'sub:cast sta:*complete* chn:given chn:*man*|*Man* it:rating k:heroes10 kt:movie t:>2000',
    },
  },
  27: {
    graph: 't(ml(lt) mc(cn ct) mk(k) mi cc(sub sta))',
    show: 'cn.name lt.link t.title',
    variants: {
      a: 'sub:both sta:complete cn:!pl cn:*film*|*warner* ct:producer k:sequel lt:*follow* mc:bare mi:german4 t:1950..2000',
      b: 'sub:both sta:complete cn:!pl cn:*film*|*warner* ct:producer k:sequel lt:*follow* mc:bare mi:german4 t:=1998',
      c: 'sub:cast sta:complete* cn:!pl cn:*film*|*warner* ct:producer k:sequel lt:*follow* mc:bare mi:nordic9 t:1950..2010',
    },
  },
  28: {
    graph: 't(kt mc(cn ct) mi(it1) mx(it2) mk(k) cc(sub sta))',
    show: 'cn.name mx.info t.title',
    variants: {
      a: 'sub:crew sta:!verified cn:!us it1:countries it2:rating k:violence kt:movies mc:!usa mc:200x mi:nordic10 mx:<8.5 t:>2000',
      b: 'sub:crew sta:!verified cn:!us it1:countries it2:rating k:violence kt:movies mc:!usa mc:200x mi:german4 mx:>6.5 t:>2005',
      c: 'sub:cast sta:complete cn:!us it1:countries it2:rating k:violence kt:movies mc:!usa mc:200x mi:nordic10 mx:<8.5 t:>2005',
    },
  },
  29: {
    graph: 't(mc(cn) mi(it1) mk(k) cc(sub sta) ci(rt chn n(an pi(it2))))',
    show: 'chn.name n.name t.title',
    variants: {
      a: 'sub:cast sta:verified chn:queen ci:voices cn:us it1:releases it2:trivia k:animation mi:given mi:jp200|us200 n:f n:*An* rt:actress t:exactly t:2000..2010',
      b: 'sub:cast sta:verified chn:queen ci:voices cn:us it1:releases it2:height k:animation mi:us200 n:f n:*An* rt:actress t:exactly t:2000..2005',
      c: 'sub:cast sta:verified ci:voices4 cn:us it1:releases it2:trivia k:animation mi:given mi:jp200|us200 n:f n:*An* rt:actress t:2000..2010',
    },
  },
  30: {
    graph: 't(mi(it1) mx(it2) mk(k) ci(n) cc(sub sta))',
    show: 'mi.info mx.info n.name t.title',
    variants: {
      a: 'sub:both sta:verified ci:writers it1:genres it2:votes k:deaths7 mi:thrillers n:m t:>2000',
      b: 'sub:both sta:verified ci:writers it1:genres it2:votes k:deaths7 mi:thrillers n:m t:>2000 t:*letter*|*island*|war*',
      c: 'sub:cast sta:verified ci:writers it1:genres it2:votes k:deaths7 mi:crimes n:m',
    },
  },
  31: {
    graph: 't(mc(cn) mi(it1) mx(it2) mk(k) ci(n))',
    show: 'mi.info mx.info n.name t.title',
    variants: {
      a: 'ci:writers cn:lion* it1:genres it2:votes k:deaths7 mi:thrillers n:m',
      b: 'ci:writers cn:lion* it1:genres it2:votes k:deaths7 mc:disc mi:thrillers n:m t:>2000 t:*letter*|*island*|war*',
      c: 'ci:writers cn:lion* it1:genres it2:votes k:deaths7 mi:crimes',
    },
  },
  32: {
    graph: 't1(mk(k) ml(lt t2))',
    show: 'lt.link t1.title t2.title',
    variants: { a: 'k:rare', b: 'k:inTitle' },
  },
  33: {
    graph: 't1(kt1 mx1(it1) mc1(cn1) ml(lt t2(kt2 mx2(it2) mc2(cn2))))',
    show: 'cn1.name cn2.name mx1.info mx2.info t1.title t2.title',
    variants: {
      a: 'cn1:us it1:rating it2:rating kt1:series kt2:series lt:sequels mx2:<3.0 t2:2005..2008',
      b: 'cn1:nl it1:rating it2:rating kt1:series kt2:series lt:*follow* mx2:<3.0 t2:=2007',
      c: 'cn1:!us it1:rating it2:rating kt1:shows kt2:shows lt:sequels mx2:<3.5 t2:2000..2010',
    },
  },
};
