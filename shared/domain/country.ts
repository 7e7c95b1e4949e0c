/** Countries by every code that people write, and the country whose help numbers serve a territory. The only table of countries. */

/**
 * ISO 3166-1, alpha-2 and alpha-3 codes, of which there are 249. Source: the list of Debian's iso-codes (json/iso_3166-1.json), made from
 * https://www.iso.org/obp/ui/#search.
 */
const alpha3 =
  'AD=AND AE=ARE AF=AFG AG=ATG AI=AIA AL=ALB AM=ARM AO=AGO AQ=ATA AR=ARG AS=ASM AT=AUT AU=AUS AW=ABW AX=ALA AZ=AZE BA=BIH BB=BRB ' +
  'BD=BGD BE=BEL BF=BFA BG=BGR BH=BHR BI=BDI BJ=BEN BL=BLM BM=BMU BN=BRN BO=BOL BQ=BES BR=BRA BS=BHS BT=BTN BV=BVT BW=BWA BY=BLR ' +
  'BZ=BLZ CA=CAN CC=CCK CD=COD CF=CAF CG=COG CH=CHE CI=CIV CK=COK CL=CHL CM=CMR CN=CHN CO=COL CR=CRI CU=CUB CV=CPV CW=CUW CX=CXR ' +
  'CY=CYP CZ=CZE DE=DEU DJ=DJI DK=DNK DM=DMA DO=DOM DZ=DZA EC=ECU EE=EST EG=EGY EH=ESH ER=ERI ES=ESP ET=ETH FI=FIN FJ=FJI FK=FLK ' +
  'FM=FSM FO=FRO FR=FRA GA=GAB GB=GBR GD=GRD GE=GEO GF=GUF GG=GGY GH=GHA GI=GIB GL=GRL GM=GMB GN=GIN GP=GLP GQ=GNQ GR=GRC GS=SGS ' +
  'GT=GTM GU=GUM GW=GNB GY=GUY HK=HKG HM=HMD HN=HND HR=HRV HT=HTI HU=HUN ID=IDN IE=IRL IL=ISR IM=IMN IN=IND IO=IOT IQ=IRQ IR=IRN ' +
  'IS=ISL IT=ITA JE=JEY JM=JAM JO=JOR JP=JPN KE=KEN KG=KGZ KH=KHM KI=KIR KM=COM KN=KNA KP=PRK KR=KOR KW=KWT KY=CYM KZ=KAZ LA=LAO ' +
  'LB=LBN LC=LCA LI=LIE LK=LKA LR=LBR LS=LSO LT=LTU LU=LUX LV=LVA LY=LBY MA=MAR MC=MCO MD=MDA ME=MNE MF=MAF MG=MDG MH=MHL MK=MKD ' +
  'ML=MLI MM=MMR MN=MNG MO=MAC MP=MNP MQ=MTQ MR=MRT MS=MSR MT=MLT MU=MUS MV=MDV MW=MWI MX=MEX MY=MYS MZ=MOZ NA=NAM NC=NCL NE=NER ' +
  'NF=NFK NG=NGA NI=NIC NL=NLD NO=NOR NP=NPL NR=NRU NU=NIU NZ=NZL OM=OMN PA=PAN PE=PER PF=PYF PG=PNG PH=PHL PK=PAK PL=POL PM=SPM ' +
  'PN=PCN PR=PRI PS=PSE PT=PRT PW=PLW PY=PRY QA=QAT RE=REU RO=ROU RS=SRB RU=RUS RW=RWA SA=SAU SB=SLB SC=SYC SD=SDN SE=SWE SG=SGP ' +
  'SH=SHN SI=SVN SJ=SJM SK=SVK SL=SLE SM=SMR SN=SEN SO=SOM SR=SUR SS=SSD ST=STP SV=SLV SX=SXM SY=SYR SZ=SWZ TC=TCA TD=TCD TF=ATF ' +
  'TG=TGO TH=THA TJ=TJK TK=TKL TL=TLS TM=TKM TN=TUN TO=TON TR=TUR TT=TTO TV=TUV TW=TWN TZ=TZA UA=UKR UG=UGA UM=UMI US=USA UY=URY ' +
  'UZ=UZB VA=VAT VC=VCT VE=VEN VG=VGB VI=VIR VN=VNM VU=VUT WF=WLF WS=WSM YE=YEM YT=MYT ZA=ZAF ZM=ZMB ZW=ZWE';

/**
 * Other codes that people write. `UK` and `EL`: exceptionally reserved for, and used by, the European Union (interinstitutional style
 * guide, 7.1.1). `XK`: used for Kosovo by the European Commission. The others are exceptionally reserved in ISO 3166-1.
 */
const alsoWritten = 'UK=GB EL=GR FX=FR XKX=XK ROM=RO EA=ES IC=ES';

/**
 * Territories in which the emergency numbers and the national lines of another country work. Any other territory has numbers of its own,
 * which this service does not know. Sources: the national numbering plans that ITU-T publishes for E.164; 988 Lifeline,
 * https://988lifeline.org/faq/ (all states and the five territories); 3114, https://3114.fr/ (overseas departments); Samaritans,
 * https://www.samaritans.org/branches/ (Channel Islands and Isle of Man); 143, https://www.143.ch/ (Switzerland and Liechtenstein).
 */
const servedBy: ReadonlyMap<string, string> = mapOf(
  'PR=US VI=US GU=US AS=US MP=US UM=US GP=FR MQ=FR GF=FR RE=FR YT=FR PM=FR BL=FR MF=FR ' +
    'GG=GB JE=GB IM=GB AX=FI SJ=NO CX=AU CC=AU VA=IT LI=CH',
);

const byWritten: ReadonlyMap<string, string> = new Map([
  ...[...mapOf(alpha3)].map(([two, three]): [string, string] => [three, two]),
  ...mapOf(alsoWritten),
]);

function mapOf(pairs: string): ReadonlyMap<string, string> {
  return new Map(
    pairs.split(' ').map((pair): [string, string] => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
}

/** The alpha-2 code of what a person wrote for a country, in any case. What is not known stays, in capital letters. */
export function countryOf(written: string): string {
  const code = written.toUpperCase();
  return byWritten.get(code) ?? code;
}

/** The country whose help numbers serve this one: nearly always the same. */
export function servingCountry(country: string): string {
  return servedBy.get(country) ?? country;
}

/** The alpha-2 codes of ISO 3166-1. */
export const countryCodes: readonly string[] = [...mapOf(alpha3).keys()];
