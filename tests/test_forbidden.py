"""No connection is opened to a network that is never contacted, however it is written and whoever leads there."""

import socket
import time
from collections.abc import Callable, Iterator
from ipaddress import ip_address, ip_network

import pytest
from hostile import Exchange, HostileServer

from grantpages.evidence.fetch import Fetcher, Settings
from grantpages.evidence.forbidden import NETWORKS, is_forbidden

ADDRESSES = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 127.0.0.1 127.255.255.254 168.63.129.16
169.254.169.254 169.254.0.1 172.16.0.1 172.31.255.255 192.0.0.8 192.0.0.170 192.0.2.1 192.88.99.1 192.168.0.1
198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255
:: ::1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::127.0.0.1 64:ff9b::7f00:1 64:ff9b:1::a00:1 100::1 2001::1 2001:10::1
2001:20::1 2001:db8::1 2002:7f00:1::1 3fff::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fec0::1 ff02::1
""".split()  # noqa: SIM905 - a table

# Hosts of addresses, each a spelling of a forbidden one.
SPELLINGS = """
2130706433 017700000001 0x7f000001 0X7F000001 0x7f.0x0.0x0.0x1 0x7f.0.0.1 0177.0.0.1 0177.0.0.01 0177.00.00.01 127.1
127.0.1 127.0.0.1. 127.0.0.01 127.0.0.001 127.00.0.1 00127.0.0.1 127.0x1 127.0.0.0x1 0 0. 0x0 00 0.0 1.. .127.0.0.1
2852039166 0xa9fea9fe 0xA9.0xFE.0xA9.0xFE 0251.0376.0251.0376 169.254.43518 169.16689662 169.254.169.254.
3232235521 0xc0a80001 0300.0250.0.1 192.168.1 167772161 0x0a000001 012.0.0.1 10.1 4294967295 0xffffffff 256.256.256.256
%31%32%37.0.0.1 127%2e0%2e0%2e1 127.0.0.1%00 127.0.0.1%2f %6c%6f%63%61%6c%68%6f%73%74 １２７.0.0.1 １２７．０．０．１
127。0。0。1 ①②⑦.⓪.⓪.① ⑫7.0.0.1 0ｘ7f000001 ｌｏｃａｌｈｏｓｔ localhost LOCALHOST localhost. metadata
user@127.0.0.1 example.com@127.0.0.1 example.com:80@127.0.0.1 127.0.0.1:80 127.0.0.1:443 127.0.0.1:8080 127.0.0.1:
[::1] [0:0:0:0:0:0:0:1] [0000:0000:0000:0000:0000:0000:0000:0001] [::0001] [::] [::ffff:127.0.0.1] [::FFFF:7F00:1]
[::ffff:7f00:0001] [0:0:0:0:0:ffff:127.0.0.1] [::127.0.0.1] [::ffff:0:127.0.0.1] [64:ff9b::127.0.0.1] [64:FF9B::7F00:1]
[2002:7f00:1::] [2001:0:0:0:0:0:80ff:fffe] [fe80::1%25eth0] [fe80::1%eth0] [FE80::1] [FD00:EC2::254] [::1%25lo] [::1]:80
[::ffff:169.254.169.254] [::ffff:a9fe:a9fe] [v1.127.0.0.1] [127.0.0.1] [::1 [::1]x 127.0.0.1\\@example.com
""".split()  # noqa: SIM905 - a table

ALLOWED = """
1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0 169.253.255.255 169.255.0.0
172.15.255.255 172.32.0.0 192.0.1.0 192.0.3.0 192.167.255.255 192.169.0.0 198.17.255.255 198.20.0.0 203.0.112.255
223.255.255.255 2001:200::1 2001:4860:4860::8888 2003::1 2606:4700::1111 2a00:1450::1 3ffd::1 3fff:1000::1
""".split()  # noqa: SIM905 - a table


@pytest.fixture(scope="module")
def server() -> Iterator[HostileServer]:
    with HostileServer() as server:
        server.register("/to/", lead)
        yield server


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, server: HostileServer) -> list[object]:
    """Every address this process tries to connect to, but for the server that plays the redirects."""
    found: list[object] = []

    def watched(real: Callable[..., object]) -> Callable[..., object]:
        def connect(self: socket.socket, address: object) -> object:
            if address == ("127.0.0.1", server.port()):
                return real(self, address)
            found.append(address)
            raise AssertionError(address)

        return connect

    monkeypatch.setattr(socket.socket, "connect", watched(socket.socket.connect))
    monkeypatch.setattr(socket.socket, "connect_ex", watched(socket.socket.connect_ex))
    monkeypatch.setattr(socket, "create_connection", lambda address, *_, **__: found.append(address))
    return found


def lead(exchange: Exchange) -> None:
    """Redirect to what the query says, byte for byte."""
    location = bytes.fromhex(exchange.asked.path.partition("?")[2])
    exchange.send(b"HTTP/1.1 302 Found\r\nLocation: " + location + b"\r\nContent-Length: 0\r\n\r\n")


class Names:
    """A name service; an attacker's, unless told otherwise, and any machine's for `localhost`."""

    def __init__(self) -> None:
        self.found = ["127.0.0.1"]

    def __call__(self, host: str) -> list[str]:
        return self.found


NAMES = Names()


def fetcher(server: HostileServer, resolve: Callable[[str], list[str]]) -> Fetcher:
    return Fetcher(
        Settings("test", base_url_map=server.base_url_map, deadline=5), clock=time.monotonic, resolve=resolve
    )


@pytest.fixture(scope="module")
def fetch(server: HostileServer) -> Fetcher:
    return fetcher(server, NAMES)


def bracketed(address: str) -> str:
    return f"[{address}]" if ":" in address else address


HOSTS = [*map(bracketed, ADDRESSES), *SPELLINGS]


def test_the_lists_are_as_long_as_they_must_be() -> None:
    assert len(set(ADDRESSES)) >= 42
    assert len(set(SPELLINGS)) >= 80


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_forbidden_address_is_known(address: str) -> None:
    assert is_forbidden(address)
    assert is_forbidden(ip_address(address).exploded)


@pytest.mark.parametrize("address", ALLOWED)
def test_its_neighbours_are_not_forbidden(address: str) -> None:
    assert not is_forbidden(address)


@pytest.mark.parametrize(
    "address", ["", "x", "127.1", "2130706433", "1.1.1.1 ", "1.1.1.01", "2606:4700::1111%eth0", "[::1]"]
)
def test_what_is_no_plain_address_is_forbidden(address: str) -> None:
    assert is_forbidden(address)


@pytest.mark.parametrize("network", NETWORKS)
def test_a_network_is_forbidden_from_end_to_end_and_inside_ipv6(network: str) -> None:
    ends = ip_network(network)[0], ip_network(network)[-1]
    for end in ends:
        assert is_forbidden(str(end))
        if end.version == 4:
            low, high = int(end) & 0xFFFF, int(end) >> 16
            teredo = f"2001:0:0:0:0:0:{high ^ 0xFFFF:x}:{low ^ 0xFFFF:x}"
            carriers = [f"::ffff:{end}", f"::{end}", f"64:ff9b::{end}", f"2002:{high:x}:{low:x}::1", teredo]
            assert all(map(is_forbidden, carriers))


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_no_connection_for_an_address_as_it_is(scheme: str, host: str, fetch: Fetcher, opened: list[object]) -> None:
    answer = fetch.get(f"{scheme}://{host}/", http=True)
    assert answer.failure in ("forbidden_address", "malformed")
    assert opened == []


@pytest.mark.parametrize("host", HOSTS)
def test_no_connection_for_a_redirect(host: str, fetch: Fetcher, opened: list[object]) -> None:
    location = f"http://{host}/".encode().hex()
    answer = fetch.get(f"https://hostile.test/to/?{location}", http=True)
    assert (answer.status, len(answer.hops)) == (302, 1)
    assert answer.failure in ("forbidden_address", "malformed")
    assert opened == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_connection_for_a_name_that_leads_there(
    address: str, fetch: Fetcher, opened: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    for found in ([address], ["93.184.216.34", address], [address, "2606:4700::1111"]):
        monkeypatch.setattr(NAMES, "found", found)
        answer = fetch.get("https://rebinding.example.kz/")
        assert answer.failure == "forbidden_address"
    assert opened == []


def test_a_name_is_resolved_once_for_each_hop_and_the_second_answer_counts(
    server: HostileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rebinding: public when first asked, private from then on."""
    asked: list[str] = []
    tried: list[object] = []
    real = socket.socket.connect

    def resolve(host: str) -> list[str]:
        asked.append(host)
        return ["93.184.216.34"] if len(asked) == 1 else ["127.0.0.1"]

    def connect(self: socket.socket, address: tuple[str, int]) -> None:
        tried.append(address)
        real(self, ("127.0.0.1", server.port()))

    monkeypatch.setattr(socket.socket, "connect", connect)
    location = b"http://rebinding.example.kz/secret".hex()
    answer = fetcher(server, resolve).get(f"http://rebinding.example.kz/to/?{location}", http=True)
    assert (answer.status, answer.failure) == (302, "forbidden_address")
    assert tried == [("93.184.216.34", 80)]
    assert asked == ["rebinding.example.kz"] * 2
