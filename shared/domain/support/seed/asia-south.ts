import { call, site, type SeedCountry } from './shape.ts';

export const asiaSouth: readonly SeedCountry[] = [
  {
    country: 'IN',
    languages: ['en', 'hi'],
    emergency: [
      {
        name: 'Emergency services',
        numbers: ['112'],
        source: { url: 'https://112.gov.in/', publisher: 'Ministry of Home Affairs' },
      },
    ],
    lines: [
      {
        id: 'tele-manas',
        name: 'Tele MANAS',
        topics: ['general', 'suicide-crisis'],
        hours: '24/7',
        contacts: [call('14416'), site('https://telemanas.mohfw.gov.in/')],
        source: { url: 'https://telemanas.mohfw.gov.in/', publisher: 'Ministry of Health and Family Welfare' },
      },
      {
        id: 'childline',
        name: 'Child Helpline 1098',
        topics: ['children'],
        hours: '24/7',
        contacts: [call('1098')],
        audience: 'Children in need of care and protection',
        source: { url: 'https://wcd.gov.in/', publisher: 'Ministry of Women and Child Development' },
      },
    ],
  },
  {
    country: 'SG',
    languages: ['en'],
    emergency: [
      {
        name: 'Ambulance and fire',
        numbers: ['995'],
        source: { url: 'https://www.scdf.gov.sg/', publisher: 'Singapore Civil Defence Force' },
      },
      { name: 'Police', numbers: ['999'], source: { url: 'https://www.police.gov.sg/', publisher: 'Singapore Police Force' } },
    ],
    lines: [
      {
        id: 'sos',
        name: 'Samaritans of Singapore',
        topics: ['suicide-crisis', 'general'],
        hours: '24/7',
        contacts: [call('1767'), site('https://www.sos.org.sg/')],
        source: { url: 'https://www.sos.org.sg/', publisher: 'Samaritans of Singapore' },
      },
      {
        id: 'mindline',
        name: 'national mindline 1771',
        topics: ['general'],
        hours: '24/7',
        contacts: [call('1771'), site('https://mindline.sg/')],
        source: { url: 'https://mindline.sg/', publisher: 'mindline.sg' },
      },
    ],
  },
  {
    country: 'MY',
    languages: ['ms', 'en'],
    emergency: [
      {
        name: 'Emergency services',
        numbers: ['999'],
        source: { url: 'https://999.gov.my/', publisher: 'Government of Malaysia' },
      },
    ],
    lines: [
      {
        id: 'befrienders-kl',
        name: 'Befrienders Kuala Lumpur',
        topics: ['general', 'suicide-crisis'],
        hours: '24/7',
        contacts: [call('+60376272929'), site('https://www.befrienders.org.my/')],
        source: { url: 'https://www.befrienders.org.my/', publisher: 'Befrienders Kuala Lumpur' },
      },
      {
        id: 'talian-kasih',
        name: 'Talian Kasih 15999',
        topics: ['domestic-violence', 'children'],
        hours: '24/7',
        contacts: [call('15999')],
        source: { url: 'https://www.kpwkm.gov.my/', publisher: 'Kementerian Pembangunan Wanita, Keluarga dan Masyarakat' },
      },
    ],
  },
  {
    country: 'PH',
    languages: ['en', 'fil'],
    emergency: [
      {
        name: 'Emergency services',
        numbers: ['911'],
        source: { url: 'https://www.dilg.gov.ph/', publisher: 'Department of the Interior and Local Government' },
      },
    ],
    lines: [
      {
        id: 'ncmh',
        name: 'NCMH Crisis Hotline',
        topics: ['suicide-crisis', 'general'],
        hours: '24/7',
        contacts: [call('1553')],
        source: { url: 'https://ncmh.gov.ph/', publisher: 'National Center for Mental Health' },
      },
    ],
  },
  {
    country: 'TH',
    languages: ['th'],
    emergency: [
      {
        name: 'Ambulance',
        numbers: ['1669'],
        source: { url: 'https://www.niems.go.th/', publisher: 'National Institute for Emergency Medicine' },
      },
      { name: 'Police', numbers: ['191'], source: { url: 'https://www.royalthaipolice.go.th/', publisher: 'Royal Thai Police' } },
    ],
    lines: [
      {
        id: '1323',
        name: 'สายด่วนสุขภาพจิต 1323',
        topics: ['general', 'suicide-crisis'],
        hours: '24/7',
        contacts: [call('1323')],
        source: { url: 'https://www.dmh.go.th/', publisher: 'Department of Mental Health' },
      },
    ],
  },
];
