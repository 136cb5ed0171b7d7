"""The headers that servers are to send: the two files say the same, and a real nginx sends it."""

import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest
from builtsite import REPOSITORY, BuiltSite

sys.path += [str(REPOSITORY / "scripts")]

from serving import Server

from grantpages.problem import LANGUAGES
from grantpages.site.headers import EVERYWHERE, HOSTS, KEPT, NGINX, YEAR, Headers
from grantpages.site.policy import PLAYER

ANYWHERE = ("Content-Security-Policy", *EVERYWHERE)
PAGES = [
    "/", "/ru/", "/404.html", "/projects/zhanaozen-2025-2/", "/ru/projects/zhanaozen-2025-2/", "/projects/zhanaozen-2025-2.json",
    "/data/projects/zhanaozen-2025-2.yml", "/data/calls.csv", "/feeds/calls.xml", "/embed/projects/zhanaozen-2025-2/",
    "/ru/embed/lists/all/", "/assets/favicon.svg", "/assets/fonts/golos-latin.woff2", "/search/", "/ru/data/",
]  # fmt: skip
COMPARED = (*ANYWHERE, "X-Frame-Options", "Cross-Origin-Resource-Policy", "Access-Control-Allow-Origin")


@pytest.fixture(scope="module")
def hosts(real_site: BuiltSite) -> Server:
    """The reader of `_headers`."""
    return Server(real_site.root)


def _kept(site: BuiltSite) -> list[str]:
    files = sorted(f"/{path.relative_to(site.root).as_posix()}" for path in site.root.rglob("*") if path.is_file())
    return [file for file in files if re.match(KEPT, file[1:])]


def test_no_header_of_the_file_has_two_values_for_one_address(real_site: BuiltSite, hosts: Server) -> None:
    files = [
        f"/{path.relative_to(real_site.root).as_posix()}".removesuffix("index.html")
        for path in real_site.root.rglob("*")
        if path.is_file()
    ]
    assert len(files) > 500
    for file in files:
        single = [
            name
            for pattern, headers in hosts.rules
            if Path(file).match(pattern) or file == pattern
            for name, _ in headers
        ]
        assert len(single) == len(set(single)), file


def test_the_file_keeps_within_the_limits_of_the_hosts(real_site: BuiltSite, hosts: Server) -> None:
    assert 30 < len(hosts.rules) <= 100  # rules, and letters of a line: Cloudflare Pages
    assert max(map(len, (real_site.root / HOSTS).read_text(encoding="utf-8").splitlines())) <= 2000


def test_only_the_pages_made_for_other_sites_may_be_framed(real_site: BuiltSite, hosts: Server) -> None:
    for address in [f"/{address}" for address in (*real_site.addresses, *real_site.bare)]:
        headers = hosts.headers(address)
        framed = "embed/" in address
        assert set(ANYWHERE) <= set(headers), address
        assert ("frame-ancestors 'none'" not in headers["Content-Security-Policy"]) is framed, address
        assert ("X-Frame-Options" not in headers) is framed, address
        assert headers["Cross-Origin-Resource-Policy"] == ("cross-origin" if framed else "same-origin"), address


def test_a_page_never_allows_more_than_the_header(real_site: BuiltSite, hosts: Server) -> None:
    header = dict(part.split(" ", 1) for part in hosts.headers("/")["Content-Security-Policy"].split("; "))
    offering = 0
    for path in real_site.root.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        found = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', html)
        assert len(found) == 1, path
        said = dict(part.split(" ", 1) for part in found[0].split("; "))
        assert header.items() >= said.items(), path
        assert ("frame-src" in said) is (' data-video="' in html), path
        offering += "frame-src" in said
    assert header["frame-src"] == PLAYER
    assert offering >= 2


def test_files_named_by_their_content_are_kept_for_a_year_and_no_others(real_site: BuiltSite, hosts: Server) -> None:
    kept = _kept(real_site)
    assert len([address for address in kept if address.startswith("/assets/")]) == 7
    assert {address.split("/")[2] for address in kept if address.startswith("/search/")} == set(LANGUAGES)
    for path in filter(Path.is_file, real_site.root.rglob("*")):
        address = f"/{path.relative_to(real_site.root).as_posix()}"
        assert hosts.headers(address).get("Cache-Control") == (YEAR if address in kept else None), address


def test_a_site_below_the_root_of_its_host_has_its_own_addresses() -> None:
    headers = Headers("https://a.kz/open/", ["calls", "embed", "ru/calls"], ["assets/site.00000000.css"])
    assert {line for line in headers.hosts().splitlines() if line.startswith("/")} == {
        "/open/*", "/open/", "/open/404.html", "/open/ru/", "/open/ru/404.html", "/open/calls/*", "/open/embed/*",
        "/open/ru/calls/*", "/open/assets/fonts/*", "/open/search/kk/*", "/open/search/ru/*",
        "/open/assets/site.00000000.css",
    }  # fmt: skip
    assert '"^/open/(ru/)?embed/"' in headers.nginx()


def test_the_hash_of_a_script_in_a_page_is_allowed_by_the_header() -> None:
    assert "script-src 'self' 'sha256-x';" in Headers("https://a.kz/", [], [], ("'sha256-x'",)).hosts()


def _example(language: str) -> str:
    """The server that the page about hosting shows."""
    found = re.findall(
        r"```nginx\n(.*?)```", (REPOSITORY / f"docs/hosting.{language}.md").read_text(encoding="utf-8"), re.S
    )
    assert len(found) == 1
    return str(found[0])


@pytest.fixture(scope="module")
def nginx(real_site: BuiltSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[HTTPConnection]:
    """A real nginx with the server of the page, but for the certificate and its port."""
    program = shutil.which("nginx") or ("/usr/sbin/nginx" if Path("/usr/sbin/nginx").is_file() else None)
    if program is None:
        pytest.fail("No nginx found: run `apt-get install nginx-light`.", pytrace=False)
    folder = tmp_path_factory.mktemp("nginx")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = _example("kk").replace("/var/www/grantpages", str(real_site.root))
    server = (
        re.sub(r"listen (\[::\]:)?443 [^;]*;|ssl_[^;]*;", "", server)
        .replace("listen 80;", "")
        .replace("listen [::]:80;", "")
    )
    plain, secure = re.findall(r"^server \{.*?^\}", server, re.S | re.M)
    assert "return 301 https://" in plain
    secure = secure.replace("server {", f"server {{ listen 127.0.0.1:{port};", 1)
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/log; worker_processes 1; events {{}}\n"
        f"http {{ include /etc/nginx/mime.types; access_log off; client_body_temp_path {folder}/a; proxy_temp_path {folder}/b;\n"
        f"fastcgi_temp_path {folder}/c; uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;\n{secure}\n}}\n",
        encoding="utf-8",
    )
    folder.chmod(0o755)
    command = [program, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-g", "user root;"]
    running = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    connection = HTTPConnection("127.0.0.1", port)
    try:
        for _ in range(100):
            with socket.socket() as tried:
                if not tried.connect_ex(("127.0.0.1", port)):
                    break
            assert running.poll() is None, (folder / "log").read_text(encoding="utf-8")
            time.sleep(0.05)
        yield connection
    finally:
        connection.close()
        running.terminate()
        running.wait()


def _asked(nginx: HTTPConnection, address: str) -> tuple[int, dict[str, str]]:
    nginx.request("GET", address, headers={"Accept-Encoding": "gzip"})
    answer = nginx.getresponse()
    answer.read()
    return answer.status, dict(answer.getheaders())


@pytest.mark.parametrize("address", PAGES)
def test_nginx_sends_what_the_other_hosts_send(nginx: HTTPConnection, hosts: Server, address: str) -> None:
    status, sent = _asked(nginx, address)
    assert status == 200
    wanted = hosts.headers(address)
    assert {name: sent.get(name) for name in COMPARED} == {name: wanted.get(name) for name in COMPARED}
    assert sent["Cache-Control"] == wanted.get("Cache-Control", "no-cache")


KINDS = {
    "/": ("text/html; charset=utf-8", True),
    "/data/calls.csv": ("text/csv; charset=utf-8", True),
    "/data/projects/zhanaozen-2025-2.yml": ("text/yaml; charset=utf-8", True),
    "/projects/zhanaozen-2025-2.json": ("application/json", True),
    "/feeds/calls.xml": ("application/atom+xml", True),
    "/.well-known/security.txt": ("text/plain; charset=utf-8", False),
    "/assets/fonts/golos-latin.woff2": ("font/woff2", False),
    "/assets/favicon.svg": ("image/svg+xml", False),
}


@pytest.mark.parametrize(("address", "expected"), KINDS.items())
def test_nginx_names_the_kind_of_a_file_and_packs_what_can_be_packed(
    nginx: HTTPConnection, address: str, expected: tuple[str, bool]
) -> None:
    status, sent = _asked(nginx, address)
    assert status == 200
    assert (sent["Content-Type"], sent.get("Content-Encoding") == "gzip") == expected


@pytest.mark.parametrize("address", [f"/{HOSTS}", f"/{NGINX}", "/.git/config", "/.projects.json"])
def test_nginx_sends_no_file_of_the_host_itself(nginx: HTTPConnection, address: str) -> None:
    assert _asked(nginx, address)[0] == 404


@pytest.mark.parametrize(("address", "language"), [("/nowhere/", "kk"), ("/ru/nowhere/", "ru")])
def test_nginx_answers_a_missing_address_with_the_page_of_its_language(
    nginx: HTTPConnection, address: str, language: str
) -> None:
    nginx.request("GET", address)
    answer = nginx.getresponse()
    body = answer.read().decode()
    assert answer.status == 404
    assert f'<html lang="{language}"' in body
    assert "frame-ancestors 'none'" in str(answer.getheader("Content-Security-Policy"))


def test_the_example_is_the_same_in_both_languages() -> None:
    kept = [
        [line for line in _example(language).splitlines() if not line.strip().startswith("#")]
        for language in ("kk", "ru")
    ]
    assert kept[0] == kept[1]
