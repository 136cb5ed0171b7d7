"""A small web on loopback, a data folder that cites it, and the command that checks it."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from pathlib import Path
from threading import Thread
from unittest.mock import patch
from urllib.parse import parse_qs, urlsplit

from builtsite import REPOSITORY, VALID

SCRIPT = REPOSITORY / "scripts" / "check_links.py"
sys.path.append(str(SCRIPT.parent))
import check_links  # noqa: E402
from language import language_of  # noqa: E402, F401
from linkcheck import help as helptext  # noqa: E402, F401 - for the tests, which need not know where it is
from linkcheck import words  # noqa: E402, F401
from linkcheck.arguments import parse  # noqa: E402, F401
from linkcheck.progress import Progress  # noqa: E402, F401

HOSTS = (
    "www.youtube.com", "i.ytimg.com", "www.instagram.com", "news.example", "example.com", "web.archive.org",
    "archive.org",
)  # fmt: skip
ROOM = 7
"""Links that the small data folder cites."""
ALIVE, DEAD = "jNQXAC9IVRw", "AAAAAAAAAAA"
"""The canaries of signs.yml."""
ARTICLE = (
    "<!doctype html><title>{path}</title><h1>{path}</h1><p>" + "Жаңаөзенде ойналған спектакль туралы мақала. " * 20
)
COPY = "https://web.archive.org/web/20251201000000/https://news.example/1"


@dataclass
class Web:
    """What stands where. videos: identifiers that YouTube shows. pages: paths of news.example; any other is not found.

    asked: host and path of each request, in turn.
    """

    map: dict[str, str]
    videos: set[str] = field(default_factory=lambda: {ALIVE})
    pages: set[str] = field(default_factory=set)
    copies: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)

    def answer(self, host: str, path: str) -> tuple[int, str, Mapping[str, str]]:
        """Status, body and headers."""
        parts = urlsplit(path)
        if host == "www.youtube.com" and parts.path == "/oembed":
            id = parse_qs(urlsplit(parse_qs(parts.query)["url"][0]).query)["v"][0]
            html = f'<iframe src="https://www.youtube.com/embed/{id}"></iframe>'
            shown = json.dumps({"title": "Қорытынды", "type": "video", "html": html})
            return (200, shown, {"content-type": "application/json"}) if id in self.videos else (404, "Not Found", {})
        if host == "www.instagram.com":
            return 302, "", {"location": "https://www.instagram.com/accounts/login/"} if "login" not in path else {}
        if host == "web.archive.org" and path.endswith("news.example/1") and COPY.endswith(path):
            return 200, "copy", {}
        if host == "web.archive.org" and path.endswith("news.example/1"):
            return 302, "", {"location": COPY}
        known = host == "example.com" or (host == "news.example" and path in self.pages)
        return (200, ARTICLE.format(path=path), {}) if known else (404, "<title>404</title>", {})


@contextmanager
def serving() -> Iterator[Web]:
    """The web, until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            host = self.headers["Host"]
            web.asked.append(f"{host}{self.path}")
            web.agents.add(self.headers["User-Agent"])
            status, body, headers = web.answer(host, self.path)
            self.send_response(status)
            for name, value in {"content-type": "text/html; charset=utf-8", **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            with suppress(ConnectionError):  # an interrupted checker does not wait
                self.wfile.write(body.encode())

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    web = Web(dict.fromkeys(HOSTS, f"http://127.0.0.1:{server.server_port}"))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass(frozen=True)
class Done:
    """What came of running the command."""

    returncode: int
    stdout: str
    stderr: str


def records(folder: Path, *links: str) -> Path:
    """The small valid data folder, citing these links in turn: the last one fills what room is left, more find room."""
    data = Path(shutil.copytree(VALID, folder / "data", ignore=shutil.ignore_patterns("evidence")))
    _make_room(data / "projects" / "aqtas-2025-1.yml", len(links) - ROOM)
    left = list(links)
    for file in ("calls/aqtas-2025.yml", "projects/aqtas-2025-1.yml"):
        text = (data / file).read_text(encoding="utf-8")
        text = re.sub(r"(- url: ).*", lambda found: found[1] + (left.pop(0) if len(left) > 1 else left[0]), text)
        (data / file).write_text(text, encoding="utf-8")
    return data


def _make_room(file: Path, number: int) -> None:
    """Space for so many more links in the first list of evidence."""
    text = file.read_text(encoding="utf-8")
    first = text.index("- url: ")
    indent = " " * (first - text.rindex("\n", 0, first) - 1)
    more = f"- url: x\n{indent}  language: kk\n{indent}" * max(0, number)
    file.write_text(text[:first] + more + text[first:], encoding="utf-8")


def command(data: Path, web: Web | None, *arguments: object) -> list[str]:
    """The command line: without pauses, and asking nothing but this web."""
    mapped = [f"--base-url-map={host}={server}" for host, server in web.map.items()] if web else []
    pauses = ["--pause", "0"] if web else []
    return [sys.executable, str(SCRIPT), "--data", str(data), *mapped, *pauses, *map(str, arguments)]


def check(data: Path, web: Web | None, *arguments: object, **variables: str) -> Done:
    """Run the command in this process."""
    out, said = StringIO(), StringIO()
    with patch.dict(os.environ, environment(**variables), clear=True), redirect_stdout(out), redirect_stderr(said):
        code = check_links.main(command(data, web, *arguments)[2:])
    return Done(code, out.getvalue(), said.getvalue())


def check_outside(data: Path, web: Web | None, *arguments: object, **variables: str) -> Done:
    """Run the command as a person does."""
    done = subprocess.run(
        command(data, web, *arguments),
        env=environment(**variables),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def environment(**variables: str) -> dict[str, str]:
    """This process's variables without the project's own, and those named."""
    return {name: value for name, value in os.environ.items() if not name.startswith("GRANTPAGES_")} | variables
