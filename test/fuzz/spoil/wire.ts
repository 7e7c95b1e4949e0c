/** Bytes that are not HTTP, or HTTP that no client sends. The gateway may refuse them or close the connection, and must answer the next request. */
import { oneOf, type Ways } from './spoiling.ts';
import type { Draft } from '../draft.ts';

type Change = (text: string, mark: string) => string;

const inHead =
  (from: RegExp | string, to: (mark: string) => string): Change =>
  (text, mark) =>
    text.replace(from, to(mark));

/** Changes to the text of a request, byte for byte. */
const changes: Readonly<Record<string, Change>> = {
  'no host': inHead(/host: .*\r\n/u, () => ''),
  'two hosts': inHead(/host: .*\r\n/u, (mark) => `host: ${mark}\r\nhost: b\r\n`),
  'HTTP/1.0': inHead('HTTP/1.1', () => 'HTTP/1.0'),
  'HTTP/2.0': inHead('HTTP/1.1', () => 'HTTP/2.0'),
  'HTTP/9': inHead('HTTP/1.1', () => 'HTTP/9'),
  'no version': inHead(' HTTP/1.1', () => ''),
  'the preface of HTTP/2': () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  'a method in small letters': (text) => text.replace(/^\w+/u, (method) => method.toLowerCase()),
  'an unknown method': (text, mark) => text.replace(/^\w+/u, mark.toUpperCase()),
  'a method with bytes beyond ASCII': (text) => text.replace(/^\w+/u, '\u00E9'),
  'an absolute target': inHead(' /', (mark) => ` http://${mark}/`),
  'an asterisk': (text) => text.replace(/ \/\S*/u, ' *'),
  'a target with a space': inHead(' /v1', (mark) => ` /v1 ${mark}`),
  'a target with a null': inHead(' /v1', () => ' /v1\u0000'),
  'a target with raw bytes': inHead(' /v1', () => ' /v1/\u00C3\u00A9\u00FF'),
  'a query with raw bytes': (text) => text.replace(' HTTP/1.1', '?a\u00E9=1 HTTP/1.1'),
  'a target with a fragment': inHead(' /v1', (mark) => ` /v1#${mark}`),
  'bare line feeds': (text) => text.replaceAll('\r\n', '\n'),
  'bare carriage returns': (text) => text.replaceAll('\r\n', '\r'),
  'a header without a colon': inHead('\r\n', (mark) => `\r\n${mark}\r\n`),
  'a header without a name': inHead('\r\n', (mark) => `\r\n: ${mark}\r\n`),
  'a space before the colon': inHead('\r\nhost:', () => '\r\nhost :'),
  'a folded header': inHead('\r\n', (mark) => `\r\nx-folded: a\r\n ${mark}\r\n`),
  'a null in a header': inHead('\r\n', (mark) => `\r\nx-null: ${mark}\u0000\r\n`),
  'a control character in a header': inHead('\r\n', (mark) => `\r\nx-bell: ${mark}\u0007\r\n`),
  'a name with bytes beyond ASCII': inHead('\r\n', () => '\r\nx-\u00E9: a\r\n'),
  'a negative length': inHead('\r\n', () => '\r\ncontent-length: -1\r\n'),
  'a length in words': inHead('\r\n', () => '\r\ncontent-length: ten\r\n'),
  'a length beyond numbers': inHead('\r\n', () => '\r\ncontent-length: 99999999999999999999\r\n'),
  'two lengths': inHead('\r\n', () => '\r\ncontent-length: 1\r\ncontent-length: 2\r\n'),
  'a length and chunks': inHead('\r\n', () => '\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n'),
  'broken chunks': (text) => `${headOf(text)}transfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`,
  'chunks beyond numbers': (text) => `${headOf(text)}transfer-encoding: chunked\r\n\r\nffffffffffffffffff\r\n{}\r\n`,
  'good chunks': (text, mark) =>
    `${headOf(text)}transfer-encoding: chunked\r\n\r\n2;a=${mark}\r\n{}\r\n0\r\nx-trailer: ${mark}\r\n\r\n`,
  'an unknown encoding': (text) => `${headOf(text)}transfer-encoding: gzip, identity\r\n\r\n`,
  'chunked twice': (text) => `${headOf(text)}transfer-encoding: chunked, chunked\r\n\r\n0\r\n\r\n`,
  'a request behind it': (text, mark) => `${text}GET /v1/${mark} HTTP/1.1\r\nhost: a\r\n\r\n`,
  'an upgrade': inHead('\r\n', () => '\r\nconnection: upgrade\r\nupgrade: websocket\r\n'),
  'an upgrade to HTTP/2': inHead('\r\n', () => '\r\nconnection: upgrade, http2-settings\r\nupgrade: h2c\r\n'),
  'to be continued': inHead('\r\n', () => '\r\nexpect: 100-continue\r\n'),
  'another expectation': inHead('\r\n', (mark) => `\r\nexpect: ${mark}\r\n`),
  'to be closed': inHead('\r\n', () => '\r\nconnection: close\r\n'),
  'no longer a connection': inHead('\r\n', () => '\r\nconnection: content-length, host, authorization\r\n'),
  'a tunnel': () => 'CONNECT 127.0.0.1:1 HTTP/1.1\r\nhost: a\r\n\r\n',
  TLS: () => '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00FC\u0003\u0003',
  'no text at all': () => '\u0000\u00FF\u00FE\u0000\r\n\r\n',
  'empty lines first': (text) => `\r\n\r\n\r\n${text}`,
};

/** The head of a request, without the length of its body. */
function headOf(text: string): string {
  return `${text.slice(0, text.indexOf('\r\n\r\n')).replace(/\r\ncontent-length: .*/u, '')}\r\n`;
}

const ways: Ways = Object.fromEntries(
  Object.entries(changes).map(([what, change]) => [
    what,
    (draft: Draft) => {
      draft.mangle = (bytes) => Buffer.from(change(bytes.toString('latin1'), draft.mark), 'latin1');
      draft.isForGateway = true;
    },
  ]),
);

/** The gateway may refuse, accept or close these. Only a 5xx, silence and an echo are violations. */
export const oddWire = oneOf('wire', ways);
