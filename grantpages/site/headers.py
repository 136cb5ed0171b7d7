"""The headers a server is to send with the site, as files that servers read.

`_headers` is read by Cloudflare Pages, Netlify and their like; `nginx-headers.conf` is included in a server of nginx.
Where several rules of `_headers` fit an address, hosts differ: some send all values of a header, some the last. So a
header of that file stands either in the rule for everything or in rules of which never two fit one address.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from grantpages.problem import LANGUAGES
from grantpages.site.policy import PLAYER, directives
from grantpages.sitefile import write_text

HOSTS, NGINX = "_headers", "nginx-headers.conf"
FRAMED = "embed"
"""The folder of the pages that are made to stand in other sites."""
OPEN = ("calls", "data", "feeds", "organizations", "projects", "regions", "reports", "schema")
"""Folders with files for programs, which scripts of other sites may read (Fetch, 3.3)."""
YEAR = "public, max-age=31536000, immutable"
"""What is sent with a file that never changes under its address (RFC 9111, RFC 8246)."""
KEPT = rf"(assets/(fonts/|(site|theme)\.[0-9a-f]{{8}}\.)|search/({'|'.join(LANGUAGES)})/)"
"""Files whose address changes with what is in them."""
ALWAYS = ("assets/fonts/*", *(f"search/{language}/*" for language in LANGUAGES))
"""Those of them that every site has."""
_FORBIDDEN = ("accelerometer", "autoplay", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer",
              "microphone", "midi", "payment", "publickey-credentials-get", "screen-wake-lock", "usb",
              "xr-spatial-tracking")  # fmt: skip
EVERYWHERE = {
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
    "Strict-Transport-Security": "max-age=31536000",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": ", ".join(
        (*(f"{name}=()" for name in _FORBIDDEN), "clipboard-write=(self)", f'fullscreen=(self "{PLAYER}")')
    ),
}
"""What is sent with every file."""


@dataclass(frozen=True)
class Headers:
    """The two files. address: the site's, ending in `/`. folders: those of each language's root, as `ru/calls`.

    kept: the files whose names change with what is in them. scripts: hashes of whatever script stands in a page.
    """

    address: str
    folders: Sequence[str]
    kept: Sequence[str]
    scripts: tuple[str, ...] = ()

    @property
    def base(self) -> str:
        """The path of the site's root on its host."""
        return urlsplit(self.address).path

    @property
    def policy(self) -> str:
        """What any page of the site may do; each page says in itself what less it does."""
        return directives(self.scripts)

    def hosts(self) -> str:
        """The text of `_headers`."""
        return "".join(_block(self.base + place, headers) for place, headers in self._rules())

    def _rules(self) -> Iterator[tuple[str, Mapping[str, str]]]:
        yield "*", EVERYWHERE
        own, framed = self._of("none"), self._of("any")
        yield from ((place, own) for place in ("", "404.html", "ru/", "ru/404.html"))
        for folder in self.folders:
            name = folder.rpartition("/")[2]
            more = {"Access-Control-Allow-Origin": "*"} if name in OPEN else {}
            yield f"{folder}/*", (framed if name == FRAMED else own) | more
        yield from ((place, {"Cache-Control": YEAR}) for place in (*ALWAYS, *self.kept))

    def _of(self, framers: str) -> dict[str, str]:
        """What depends on who may show a page in a frame: `none` or `any`."""
        if framers == "any":
            return {"Content-Security-Policy": self.policy, "Cross-Origin-Resource-Policy": "cross-origin"}
        return {
            "Content-Security-Policy": f"{self.policy}; frame-ancestors 'none'",
            "X-Frame-Options": "DENY",
            "Cross-Origin-Resource-Policy": "same-origin",
        }

    def nginx(self) -> str:
        """The text of the file for nginx, to be included in a `server`."""
        base, own = re.escape(self.base), self._of("none")
        names = ["Content-Security-Policy", "X-Frame-Options", "Cross-Origin-Resource-Policy"]
        lines = [
            "# Grantpages: the headers of this site. Include in its server.",
            *(f"set $gp_{place} {_quoted(own[name])};" for place, name in enumerate(names)),
            'set $gp_open "";',
            "set $gp_cache no-cache;",
            _where(f"{base}(ru/)?{FRAMED}/", gp_0=self.policy, gp_1="", gp_2="cross-origin"),
            _where(f"{base}(ru/)?({'|'.join(OPEN)})/", gp_open="*"),
            _where(base + KEPT, gp_cache=YEAR),
            *(f"add_header {name} $gp_{place} always;" for place, name in enumerate(names)),
            "add_header Access-Control-Allow-Origin $gp_open always;",
            "add_header Cache-Control $gp_cache;",
            *(f"add_header {name} {_quoted(value)} always;" for name, value in EVERYWHERE.items()),
            *(f"location = {self.base}{name} {{ return 404; }}" for name in (HOSTS, NGINX)),
        ]
        return "\n".join(lines) + "\n"


def write_headers(site: Path, address: str, kept: Iterable[str], scripts: Iterable[str] = ()) -> None:
    """Write both files into a built site; see `Headers`."""
    roots = [site, *(site / language for language in LANGUAGES)]
    found = sorted(
        path.relative_to(site).as_posix() for root in roots if root.is_dir() for path in root.iterdir() if path.is_dir()
    )
    folders = [folder for folder in found if folder not in LANGUAGES and not folder.startswith(".")]
    headers = Headers(address, folders, sorted(kept), tuple(sorted(scripts)))
    write_text(site / HOSTS, headers.hosts())
    write_text(site / NGINX, headers.nginx())


def _block(place: str, headers: Mapping[str, str]) -> str:
    return "\n".join((place, *(f"  {name}: {value}" for name, value in headers.items()))) + "\n"


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "\\'") + "'"


def _where(pattern: str, **values: str) -> str:
    """What is set otherwise where an address begins so."""
    settings = " ".join(f"set ${name} {_quoted(value)};" for name, value in values.items())
    return f'if ($uri ~ "^{pattern}") {{ {settings} }}'
