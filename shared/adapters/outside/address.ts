import { BlockList, isIPv4, isIPv6 } from 'node:net';

/**
 * IPv4 blocks that are not the public internet: those of the IANA IPv4 Special-Purpose Address Registry, and multicast. Among them are the
 * addresses of the machine itself, of private networks, and of the metadata services of clouds.
 */
const innerIPv4: readonly (readonly [network: string, prefix: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];

/** All global IPv6 addresses are inside it (IANA IPv6 Global Unicast Address Assignments). Forms that hold an IPv4 address are not. */
const globalIPv6 = ['2000::', 3] as const;

/** The blocks inside it that the IANA IPv6 Special-Purpose Address Registry takes out: Teredo, documentation, 6to4, AS112. */
const innerIPv6: readonly (readonly [network: string, prefix: number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
];

const inner4 = new BlockList();
for (const [network, prefix] of innerIPv4) inner4.addSubnet(network, prefix, 'ipv4');
const global6 = new BlockList();
global6.addSubnet(...globalIPv6, 'ipv6');
const inner6 = new BlockList();
for (const [network, prefix] of innerIPv6) inner6.addSubnet(network, prefix, 'ipv6');

/** Whether a message may be sent to the address: it is one of the public internet. False for a text that is no address. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !inner4.check(address, 'ipv4');
  return isIPv6(address) && !address.includes('%') && global6.check(address, 'ipv6') && !inner6.check(address, 'ipv6');
}
