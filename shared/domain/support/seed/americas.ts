import { call, site, text, type SeedCountry } from './shape.ts';

export const americas: readonly SeedCountry[] = [
  {
    country: 'US',
    languages: ['en', 'es'],
    emergency: [
      {
        name: 'Emergency services',
        numbers: ['911'],
        source: { url: 'https://www.911.gov/', publisher: 'National 911 Program' },
      },
    ],
    lines: [
      {
        id: '988',
        name: '988 Suicide & Crisis Lifeline',
        topics: ['suicide-crisis', 'general'],
        hours: '24/7',
        contacts: [call('988'), text('988'), site('https://988lifeline.org/')],
        source: { url: 'https://988lifeline.org/', publisher: '988 Suicide & Crisis Lifeline' },
      },
      {
        id: 'crisis-text-line',
        name: 'Crisis Text Line',
        topics: ['general', 'suicide-crisis'],
        languages: ['en'],
        hours: '24/7',
        contacts: [text('741741', 'HOME')],
        source: { url: 'https://www.crisistextline.org/', publisher: 'Crisis Text Line' },
      },
      {
        id: 'trevor-project',
        name: 'The Trevor Project',
        topics: ['lgbt', 'suicide-crisis'],
        languages: ['en'],
        hours: '24/7',
        contacts: [call('+18664887386'), text('678678', 'START'), site('https://www.thetrevorproject.org/')],
        audience: 'LGBTQ+ young people',
        source: { url: 'https://www.thetrevorproject.org/get-help/', publisher: 'The Trevor Project' },
      },
      {
        id: 'domestic-violence-hotline',
        name: 'National Domestic Violence Hotline',
        topics: ['domestic-violence'],
        hours: '24/7',
        contacts: [call('+18007997233'), text('88788', 'START'), site('https://www.thehotline.org/')],
        source: { url: 'https://www.thehotline.org/', publisher: 'National Domestic Violence Hotline' },
      },
    ],
  },
  {
    country: 'CA',
    languages: ['en', 'fr'],
    emergency: [
      {
        name: 'Emergency services',
        numbers: ['911'],
        source: {
          url: 'https://crtc.gc.ca/eng/phone/911/',
          publisher: 'Canadian Radio-television and Telecommunications Commission',
        },
      },
    ],
    lines: [
      {
        id: '988',
        name: '9-8-8: Suicide Crisis Helpline',
        topics: ['suicide-crisis', 'general'],
        hours: '24/7',
        contacts: [call('988'), text('988'), site('https://988.ca/')],
        source: { url: 'https://988.ca/', publisher: '9-8-8' },
      },
      {
        id: 'kids-help-phone',
        name: 'Kids Help Phone',
        topics: ['children'],
        hours: '24/7',
        contacts: [call('+18006686868'), text('686868', 'CONNECT'), site('https://kidshelpphone.ca/')],
        audience: 'Children and young people',
        source: { url: 'https://kidshelpphone.ca/', publisher: 'Kids Help Phone' },
      },
    ],
  },
  {
    country: 'MX',
    languages: ['es'],
    emergency: [
      {
        name: 'Emergency services',
        numbers: ['911'],
        source: { url: 'https://www.gob.mx/911', publisher: 'Gobierno de México' },
      },
    ],
    lines: [
      {
        id: 'linea-de-la-vida',
        name: 'Línea de la Vida',
        topics: ['general', 'suicide-crisis'],
        hours: '24/7',
        contacts: [call('+528009112000')],
        source: { url: 'https://www.gob.mx/salud/conasama', publisher: 'Gobierno de México' },
      },
    ],
  },
  {
    country: 'BR',
    languages: ['pt'],
    emergency: [
      {
        name: 'SAMU',
        numbers: ['192'],
        source: { url: 'https://www.gov.br/saude/pt-br/composicao/saes/samu-192', publisher: 'Ministério da Saúde' },
      },
      {
        name: 'Police',
        numbers: ['190'],
        source: { url: 'https://www.gov.br/pt-br', publisher: 'Governo Federal' },
      },
    ],
    lines: [
      {
        id: 'cvv',
        name: 'CVV, Centro de Valorização da Vida',
        topics: ['general', 'suicide-crisis'],
        hours: '24/7',
        contacts: [call('188'), site('https://cvv.org.br/')],
        source: { url: 'https://cvv.org.br/', publisher: 'CVV' },
      },
    ],
  },
  {
    country: 'CL',
    languages: ['es'],
    emergency: [
      {
        name: 'SAMU',
        numbers: ['131'],
        source: { url: 'https://www.minsal.cl/', publisher: 'Ministerio de Salud' },
      },
      {
        name: 'Police',
        numbers: ['133'],
        source: { url: 'https://www.carabineros.cl/', publisher: 'Carabineros de Chile' },
      },
    ],
    lines: [
      {
        id: '4141',
        name: 'Línea de prevención del suicidio «No estás solo, no estás sola»',
        topics: ['suicide-crisis'],
        hours: '24/7',
        contacts: [call('*4141')],
        source: { url: 'https://www.minsal.cl/', publisher: 'Ministerio de Salud' },
      },
    ],
  },
  {
    country: 'UY',
    languages: ['es'],
    emergency: [
      {
        name: 'Emergency services',
        numbers: ['911'],
        source: { url: 'https://www.gub.uy/ministerio-interior/', publisher: 'Ministerio del Interior' },
      },
    ],
    lines: [
      {
        id: 'linea-vida',
        name: 'Línea Vida',
        topics: ['suicide-crisis'],
        hours: '24/7',
        contacts: [call('+5988000767'), call('*0767')],
        source: { url: 'https://www.asse.com.uy/', publisher: 'ASSE' },
      },
    ],
  },
  {
    country: 'CO',
    languages: ['es'],
    emergency: [
      {
        name: 'Emergency services',
        numbers: ['123'],
        source: { url: 'https://www.policia.gov.co/', publisher: 'Policía Nacional de Colombia' },
      },
    ],
    lines: [],
  },
  {
    country: 'AR',
    languages: ['es'],
    emergency: [
      {
        name: 'Ambulance',
        numbers: ['107'],
        source: { url: 'https://www.argentina.gob.ar/', publisher: 'Gobierno de Argentina' },
      },
      {
        name: 'Emergency services',
        numbers: ['911'],
        source: { url: 'https://www.argentina.gob.ar/', publisher: 'Gobierno de Argentina' },
      },
    ],
    lines: [],
  },
];
