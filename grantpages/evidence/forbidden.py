"""Networks that are never contacted, whatever link or redirect leads there.

Our own table: `ipaddress.is_global` changed between Python versions. IPv4 carried inside IPv6
(mapped, compatible, NAT64, 6to4, Teredo) is refused whole, so whom it carries makes no difference.
Known price: on a network that reaches IPv4 only through NAT64, hosts without IPv6 are not checked.
"""

from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

NETWORKS: dict[str, tuple[str, str]] = {
    "0.0.0.0/8": ("this network", "RFC 1122, 3.2.1.3"),
    "10.0.0.0/8": ("private", "RFC 1918"),
    "100.64.0.0/10": ("shared by a provider's customers (CGNAT)", "RFC 6598"),
    "127.0.0.0/8": ("loopback", "RFC 1122, 3.2.1.3"),
    "168.63.129.16/32": ("Azure's own address inside each machine", "Microsoft, What is IP address 168.63.129.16"),
    "169.254.0.0/16": ("link-local, clouds' metadata", "RFC 3927"),
    "172.16.0.0/12": ("private", "RFC 1918"),
    "192.0.0.0/24": ("IETF protocol assignments", "RFC 6890"),
    "192.0.2.0/24": ("documentation, TEST-NET-1", "RFC 5737"),
    "192.88.99.0/24": ("6to4 relay", "RFC 7526"),
    "192.168.0.0/16": ("private", "RFC 1918"),
    "198.18.0.0/15": ("benchmarking", "RFC 2544"),
    "198.51.100.0/24": ("documentation, TEST-NET-2", "RFC 5737"),
    "203.0.113.0/24": ("documentation, TEST-NET-3", "RFC 5737"),
    "224.0.0.0/4": ("multicast", "RFC 5771"),
    "240.0.0.0/4": ("reserved", "RFC 1112"),
    "255.255.255.255/32": ("broadcast", "RFC 919"),
    "::/128": ("unspecified", "RFC 4291"),
    "::1/128": ("loopback", "RFC 4291"),
    "::/96": ("IPv4-compatible", "RFC 4291"),
    "::ffff:0:0/96": ("IPv4-mapped", "RFC 4291"),
    "::ffff:0:0:0/96": ("IPv4-translated", "RFC 2765"),
    "64:ff9b::/96": ("NAT64", "RFC 6052"),
    "64:ff9b:1::/48": ("NAT64 of one network", "RFC 8215"),
    "100::/64": ("discard", "RFC 6666"),
    "100:0:0:1::/64": ("dummy prefix", "RFC 9780"),
    "2001::/32": ("Teredo", "RFC 4380"),
    "2001:2::/48": ("benchmarking", "RFC 5180"),
    "2001:10::/28": ("ORCHID", "RFC 4843"),
    "2001:20::/28": ("ORCHIDv2", "RFC 7343"),
    "2001:30::/28": ("drone remote ID", "RFC 9374"),
    "2001::/23": ("IETF protocol assignments", "RFC 2928"),
    "2001:db8::/32": ("documentation", "RFC 3849"),
    "2002::/16": ("6to4", "RFC 3056"),
    "3ffe::/16": ("6bone, given back", "RFC 3701"),
    "3fff::/20": ("documentation", "RFC 9637"),
    "5f00::/16": ("SRv6 segment identifiers", "RFC 9602"),
    "fc00::/7": ("unique local", "RFC 4193"),
    "fe80::/10": ("link-local", "RFC 4291"),
    "fec0::/10": ("site-local", "RFC 3879"),
    "ff00::/8": ("multicast", "RFC 4291"),
    # Global unicast is 2000::/3; nothing outside it is handed out to hosts.
    "::/3": ("not global unicast", "RFC 4291, 2.4; IANA IPv6 address space"),
    "4000::/2": ("not global unicast", "RFC 4291, 2.4; IANA IPv6 address space"),
    "8000::/1": ("not global unicast", "RFC 4291, 2.4; IANA IPv6 address space"),
}
"""Networks that are never contacted: what each is, and where that is said."""
_PARSED = [ip_network(network) for network in NETWORKS]
_IPV4 = [network for network in _PARSED if isinstance(network, IPv4Network)]
_IPV6 = [network for network in _PARSED if isinstance(network, IPv6Network)]


def is_forbidden(address: str) -> bool:
    """Whether an IP address must not be contacted; what is no plain address (a zone, an odd spelling) must not."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return True
    if parsed.version == 4:
        return any(parsed in network for network in _IPV4)
    return "%" in address or any(parsed in network for network in _IPV6)
