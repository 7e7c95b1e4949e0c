import { call, site, type SeedCountry } from './shape.ts';

export const africaMiddleEast: readonly SeedCountry[] = [
  {
    country: 'ZA',
    languages: ['en', 'af', 'zu', 'xh'],
    emergency: [
      {
        name: 'Ambulance and fire',
        numbers: ['10177', '112'],
        source: { url: 'https://www.gov.za/', publisher: 'South African Government' },
      },
      {
        name: 'Police',
        numbers: ['10111'],
        source: { url: 'https://www.saps.gov.za/', publisher: 'South African Police Service' },
      },
    ],
    lines: [
      {
        id: 'sadag',
        name: 'SADAG Suicide Crisis Helpline',
        topics: ['suicide-crisis', 'general'],
        languages: ['en'],
        hours: '24/7',
        contacts: [call('+27800567567'), site('https://www.sadag.org/')],
        source: { url: 'https://www.sadag.org/', publisher: 'South African Depression and Anxiety Group' },
      },
      {
        id: 'childline',
        name: 'Childline South Africa',
        topics: ['children'],
        languages: ['en'],
        hours: '24/7',
        contacts: [call('116'), site('https://www.childlinesa.org.za/')],
        audience: 'Children and young people',
        source: { url: 'https://www.childlinesa.org.za/', publisher: 'Childline South Africa' },
      },
    ],
  },
  {
    country: 'KE',
    languages: ['en', 'sw'],
    emergency: [
      {
        name: 'Emergency services',
        numbers: ['999', '112'],
        source: { url: 'https://www.nationalpolice.go.ke/', publisher: 'National Police Service' },
      },
    ],
    lines: [
      {
        id: 'childline',
        name: 'Childline Kenya',
        topics: ['children'],
        hours: '24/7',
        contacts: [call('116')],
        audience: 'Children and young people',
        source: { url: 'https://www.childlinekenya.co.ke/', publisher: 'Childline Kenya' },
      },
    ],
  },
  {
    country: 'NG',
    languages: ['en'],
    emergency: [
      {
        name: 'Emergency services',
        numbers: ['112'],
        source: { url: 'https://ncc.gov.ng/', publisher: 'Nigerian Communications Commission' },
      },
    ],
    lines: [],
  },
  {
    country: 'IL',
    languages: ['he', 'ar'],
    emergency: [
      { name: 'Ambulance', numbers: ['101'], source: { url: 'https://www.mdais.org/', publisher: 'Magen David Adom' } },
      { name: 'Police', numbers: ['100'], source: { url: 'https://www.gov.il/', publisher: 'Israel Police' } },
    ],
    lines: [
      {
        id: 'eran',
        name: 'ERAN',
        topics: ['general', 'suicide-crisis'],
        languages: ['he'],
        hours: '24/7',
        contacts: [call('1201'), site('https://www.eran.org.il/')],
        source: { url: 'https://www.eran.org.il/', publisher: 'ERAN' },
      },
    ],
  },
  {
    country: 'AE',
    languages: ['ar', 'en'],
    emergency: [
      {
        name: 'Ambulance',
        numbers: ['998'],
        source: { url: 'https://u.ae/', publisher: 'Government of the United Arab Emirates' },
      },
      { name: 'Police', numbers: ['999'], source: { url: 'https://u.ae/', publisher: 'Government of the United Arab Emirates' } },
    ],
    lines: [],
  },
];
