import { call, site, text, type SeedCountry } from './shape.ts';

export const asiaPacific: readonly SeedCountry[] = [
  {
    country: 'AU',
    languages: ['en'],
    emergency: [
      {
        name: 'Emergency services',
        numbers: ['000'],
        source: { url: 'https://www.triplezero.gov.au/', publisher: 'Australian Government' },
      },
    ],
    lines: [
      {
        id: 'lifeline',
        name: 'Lifeline',
        topics: ['suicide-crisis', 'general'],
        hours: '24/7',
        contacts: [call('131114'), text('+61477131114'), site('https://www.lifeline.org.au/')],
        source: { url: 'https://www.lifeline.org.au/', publisher: 'Lifeline Australia' },
      },
      {
        id: '13yarn',
        name: '13YARN',
        topics: ['suicide-crisis', 'general', 'indigenous'],
        hours: '24/7',
        contacts: [call('139276'), site('https://www.13yarn.org.au/')],
        audience: 'Aboriginal and Torres Strait Islander people',
        source: { url: 'https://www.13yarn.org.au/', publisher: '13YARN' },
      },
      {
        id: 'kids-helpline',
        name: 'Kids Helpline',
        topics: ['children'],
        hours: '24/7',
        contacts: [call('+611800551800'), site('https://kidshelpline.com.au/')],
        audience: 'Children and young people from 5 to 25',
        source: { url: 'https://kidshelpline.com.au/', publisher: 'yourtown' },
      },
      {
        id: '1800respect',
        name: '1800RESPECT',
        topics: ['domestic-violence'],
        hours: '24/7',
        contacts: [call('+611800737732'), site('https://www.1800respect.org.au/')],
        source: { url: 'https://www.1800respect.org.au/', publisher: '1800RESPECT' },
      },
    ],
  },
  {
    country: 'NZ',
    languages: ['en', 'mi'],
    emergency: [
      {
        name: 'Emergency services',
        numbers: ['111'],
        source: { url: 'https://www.police.govt.nz/', publisher: 'New Zealand Police' },
      },
    ],
    lines: [
      {
        id: '1737',
        name: '1737, Need to talk?',
        topics: ['general', 'suicide-crisis'],
        languages: ['en'],
        hours: '24/7',
        contacts: [call('1737'), text('1737'), site('https://1737.org.nz/')],
        source: { url: 'https://1737.org.nz/', publisher: 'Whakarongorau Aotearoa' },
      },
      {
        id: 'youthline',
        name: 'Youthline',
        topics: ['children'],
        languages: ['en'],
        contacts: [call('+64800376633'), text('234'), site('https://www.youthline.co.nz/')],
        audience: 'Young people',
        source: { url: 'https://www.youthline.co.nz/', publisher: 'Youthline' },
      },
    ],
  },
  {
    country: 'JP',
    languages: ['ja'],
    emergency: [
      {
        name: 'Ambulance and fire',
        numbers: ['119'],
        source: { url: 'https://www.fdma.go.jp/', publisher: 'Fire and Disaster Management Agency' },
      },
      { name: 'Police', numbers: ['110'], source: { url: 'https://www.npa.go.jp/', publisher: 'National Police Agency' } },
    ],
    lines: [
      {
        id: 'yorisoi-hotline',
        name: 'よりそいホットライン',
        topics: ['general', 'suicide-crisis', 'domestic-violence', 'lgbt'],
        hours: '24/7',
        contacts: [call('+81120279338'), site('https://www.since2011.net/yorisoi/')],
        source: { url: 'https://www.since2011.net/yorisoi/', publisher: '社会的包摂サポートセンター' },
      },
    ],
  },
  {
    country: 'KR',
    languages: ['ko'],
    emergency: [
      {
        name: 'Ambulance and fire',
        numbers: ['119'],
        source: { url: 'https://www.nfa.go.kr/', publisher: 'National Fire Agency' },
      },
      {
        name: 'Police',
        numbers: ['112'],
        source: { url: 'https://www.police.go.kr/', publisher: 'Korean National Police Agency' },
      },
    ],
    lines: [
      {
        id: '109',
        name: '자살예방 상담전화 109',
        topics: ['suicide-crisis'],
        hours: '24/7',
        contacts: [call('109')],
        source: { url: 'https://www.mohw.go.kr/', publisher: 'Ministry of Health and Welfare' },
      },
      {
        id: '1388',
        name: '청소년상담 1388',
        topics: ['children'],
        hours: '24/7',
        contacts: [call('1388'), site('https://www.1388.go.kr/')],
        audience: 'Young people',
        source: { url: 'https://www.1388.go.kr/', publisher: 'Ministry of Gender Equality and Family' },
      },
    ],
  },
  {
    country: 'TW',
    languages: ['zh-Hant'],
    emergency: [
      {
        name: 'Ambulance and fire',
        numbers: ['119'],
        source: { url: 'https://www.nfa.gov.tw/', publisher: 'National Fire Agency' },
      },
      { name: 'Police', numbers: ['110'], source: { url: 'https://www.npa.gov.tw/', publisher: 'National Police Agency' } },
    ],
    lines: [
      {
        id: '1925',
        name: '1925 安心專線',
        topics: ['suicide-crisis', 'general'],
        hours: '24/7',
        contacts: [call('1925')],
        source: { url: 'https://www.mohw.gov.tw/', publisher: 'Ministry of Health and Welfare' },
      },
    ],
  },
  {
    country: 'HK',
    languages: ['zh-Hant', 'en'],
    emergency: [
      {
        name: 'Emergency services',
        numbers: ['999'],
        source: { url: 'https://www.police.gov.hk/', publisher: 'Hong Kong Police Force' },
      },
    ],
    lines: [
      {
        id: '18111',
        name: '18111 Mental Health Support Hotline',
        topics: ['general', 'suicide-crisis'],
        hours: '24/7',
        contacts: [call('18111')],
        source: { url: 'https://www.shallwetalk.hk/', publisher: 'Advisory Committee on Mental Health' },
      },
      {
        id: 'samaritan-befrienders',
        name: 'The Samaritan Befrienders Hong Kong',
        topics: ['suicide-crisis', 'general'],
        languages: ['zh-Hant'],
        hours: '24/7',
        contacts: [call('+85223892222'), site('https://sbhk.org.hk/')],
        source: { url: 'https://sbhk.org.hk/', publisher: 'The Samaritan Befrienders Hong Kong' },
      },
    ],
  },
];
