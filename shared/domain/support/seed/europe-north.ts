import { call, europe112, site, type SeedCountry } from './shape.ts';

export const europeNorth: readonly SeedCountry[] = [
  {
    country: 'SE',
    languages: ['sv'],
    emergency: [europe112],
    lines: [
      {
        id: 'mind-sjalvmordslinjen',
        name: 'Mind Självmordslinjen',
        topics: ['suicide-crisis'],
        hours: '24/7',
        contacts: [call('90101'), site('https://mind.se/')],
        source: { url: 'https://mind.se/hitta-hjalp/sjalvmordslinjen/', publisher: 'Mind' },
      },
      {
        id: 'bris',
        name: 'Bris',
        topics: ['children'],
        hours: '24/7',
        contacts: [call('116111'), site('https://www.bris.se/')],
        audience: 'Children and young people under 18',
        source: { url: 'https://www.bris.se/', publisher: 'Bris' },
      },
    ],
  },
  {
    country: 'NO',
    languages: ['nb', 'nn'],
    emergency: [
      {
        name: 'Ambulance',
        numbers: ['113'],
        source: { url: 'https://www.helsenorge.no/', publisher: 'Helsenorge' },
      },
      {
        name: 'Police',
        numbers: ['112'],
        source: { url: 'https://www.politiet.no/', publisher: 'Politiet' },
      },
    ],
    lines: [
      {
        id: 'mental-helse',
        name: 'Mental Helse Hjelpetelefonen',
        topics: ['general', 'suicide-crisis'],
        hours: '24/7',
        contacts: [call('116123'), site('https://mentalhelse.no/')],
        source: { url: 'https://mentalhelse.no/', publisher: 'Mental Helse' },
      },
      {
        id: 'alarmtelefonen',
        name: 'Alarmtelefonen for barn og unge',
        topics: ['children'],
        hours: '24/7',
        contacts: [call('116111'), site('https://www.116111.no/')],
        audience: 'Children and young people',
        source: { url: 'https://www.116111.no/', publisher: 'Alarmtelefonen for barn og unge' },
      },
    ],
  },
  {
    country: 'DK',
    languages: ['da'],
    emergency: [europe112],
    lines: [
      {
        id: 'livslinien',
        name: 'Livslinien',
        topics: ['suicide-crisis'],
        contacts: [call('+4570201201'), site('https://www.livslinien.dk/')],
        source: { url: 'https://www.livslinien.dk/', publisher: 'Livslinien' },
      },
      {
        id: 'bornetelefonen',
        name: 'BørneTelefonen',
        topics: ['children'],
        hours: '24/7',
        contacts: [call('116111'), site('https://bornetelefonen.dk/')],
        audience: 'Children and young people',
        source: { url: 'https://bornetelefonen.dk/', publisher: 'Børns Vilkår' },
      },
    ],
  },
  {
    country: 'FI',
    languages: ['fi', 'sv'],
    emergency: [europe112],
    lines: [
      {
        id: 'kriisipuhelin',
        name: 'MIELI Kriisipuhelin',
        topics: ['general', 'suicide-crisis'],
        languages: ['fi'],
        hours: '24/7',
        contacts: [call('+358925250111'), site('https://mieli.fi/')],
        source: { url: 'https://mieli.fi/', publisher: 'MIELI Suomen Mielenterveys' },
      },
      {
        id: 'nuortennetti',
        name: 'Lasten ja nuorten puhelin',
        topics: ['children'],
        languages: ['fi'],
        contacts: [call('116111'), site('https://www.nuortennetti.fi/')],
        audience: 'Children and young people',
        source: { url: 'https://www.nuortennetti.fi/', publisher: 'Mannerheimin Lastensuojeluliitto' },
      },
    ],
  },
  {
    country: 'IS',
    languages: ['is'],
    emergency: [
      {
        name: 'Emergency services',
        numbers: ['112'],
        source: { url: 'https://www.112.is/', publisher: 'Neyðarlínan' },
      },
    ],
    lines: [
      {
        id: '1717',
        name: 'Hjálparsími Rauða krossins 1717',
        topics: ['general', 'suicide-crisis'],
        languages: ['is', 'en'],
        hours: '24/7',
        contacts: [call('1717'), site('https://www.1717.is/')],
        source: { url: 'https://www.1717.is/', publisher: 'Rauði krossinn' },
      },
    ],
  },
  {
    country: 'EE',
    languages: ['et'],
    emergency: [europe112],
    lines: [
      {
        id: 'lasteabi',
        name: 'Lasteabi 116 111',
        topics: ['children'],
        hours: '24/7',
        contacts: [call('116111'), site('https://www.lasteabi.ee/')],
        audience: 'Children, and those who worry about one',
        source: { url: 'https://www.lasteabi.ee/', publisher: 'Sotsiaalkindlustusamet' },
      },
    ],
  },
  {
    country: 'LV',
    languages: ['lv'],
    emergency: [europe112],
    lines: [
      {
        id: 'skalbes',
        name: 'Krīžu un konsultāciju centrs Skalbes',
        topics: ['general', 'suicide-crisis'],
        languages: ['lv', 'ru', 'en'],
        hours: '24/7',
        contacts: [call('116123'), site('https://www.skalbes.lv/')],
        source: {
          url: 'https://www.vmnvd.gov.lv/en/toll-free-unified-crisis-line-116123',
          publisher: 'National Health Service of Latvia',
        },
      },
    ],
  },
  {
    country: 'LT',
    languages: ['lt'],
    emergency: [europe112],
    lines: [
      {
        id: 'vilties-linija',
        name: 'Vilties linija',
        topics: ['general', 'suicide-crisis'],
        hours: '24/7',
        contacts: [call('116123'), site('https://www.viltieslinija.lt/')],
        source: { url: 'https://www.viltieslinija.lt/', publisher: 'Vilties linija' },
      },
      {
        id: 'vaiku-linija',
        name: 'Vaikų linija',
        topics: ['children'],
        contacts: [call('116111'), site('https://www.vaikulinija.lt/')],
        audience: 'Children and young people',
        source: { url: 'https://www.vaikulinija.lt/', publisher: 'Vaikų linija' },
      },
    ],
  },
  {
    country: 'UA',
    languages: ['uk'],
    emergency: [
      {
        name: 'Ambulance',
        numbers: ['103'],
        source: { url: 'https://moz.gov.ua/', publisher: 'Ministry of Health of Ukraine' },
      },
      {
        name: 'Emergency services',
        numbers: ['112'],
        source: { url: 'https://mvs.gov.ua/', publisher: 'Ministry of Internal Affairs of Ukraine' },
      },
    ],
    lines: [
      {
        id: 'lifeline-ukraine',
        name: 'Lifeline Ukraine',
        topics: ['suicide-crisis', 'general'],
        hours: '24/7',
        contacts: [call('7333'), site('https://lifelineukraine.com/')],
        source: { url: 'https://lifelineukraine.com/', publisher: 'Lifeline Ukraine' },
      },
      {
        id: 'child-line',
        name: 'Національна дитяча «гаряча» лінія',
        topics: ['children'],
        contacts: [call('116111'), call('+380800500225')],
        audience: 'Children and young people',
        source: { url: 'https://la-strada.org.ua/', publisher: 'La Strada Ukraine' },
      },
    ],
  },
];
