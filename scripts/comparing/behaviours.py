"""Every tool on every behaviour, one link and one process at a time, against one server."""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from comparing import platforms
from comparing.judging import Case, Said
from comparing.peers import NAMES, TRUSTED, Peer, environment, write_rules
from comparing.proxy import TLS_HOSTS, Place, Proxy, make_contexts
from comparing.running import within
from grantpages.evidence import run
from grantpages.evidence.fetch import Fetcher, Settings
from grantpages.evidence.guard import NoSuchHost
from grantpages.evidence.identity import identify
from grantpages.evidence.judge import observe
from grantpages.evidence.pace import Manners, Pace
from grantpages.evidence.platforms import tell_offline
from grantpages.evidence.verdict import NEGATIVE, Verdict
from tests.hostile import BEHAVIOURS, Exchange, HostileServer

OURS = "grantpages"
PATIENCE = 30.0  # seconds a tool has for one link
AT_ONCE = 4
ALONE = ("endless-", "-bomb")
"""What is in the name of a behaviour that may cost a tool all memory: such ones are played one at a time."""
SECRET = "/secret"
CALLED = {"linkinator": ("undici", "node")}
"""What a tool calls itself, where that is not its name."""
PAGES = {name: number for number, name in enumerate((*NAMES, OURS), 1)}
"""Each tool has a page of its own: some behaviours answer the first request otherwise than the next."""


@dataclass(frozen=True)
class Row:
    """One behaviour and what each tool said of it. verdict: ours in its own words, `state:reason`."""

    case: Case
    said: dict[str, Said]
    verdict: str


@dataclass(frozen=True)
class Compared:
    """The whole table. strayed: by tool, how often a redirect led it into this machine's own network."""

    rows: Sequence[Row]
    strayed: dict[str, int]


class Broken(Exception):
    """Something broke inside our own checker."""


class Stage:
    """The server and the proxy, and how each tool is sent to a link."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.worlds = {world.case.name: world for world in platforms.worlds()}
        self.server = HostileServer()
        self.proxy = Proxy(self._route)
        self._hosts = platforms.hosts(self.worlds.values())
        self._tls = make_contexts(folder, [*sorted(self._hosts), f"good.{TLS_HOSTS}"])

    @contextmanager
    def open(self) -> "Iterator[Stage]":
        """Serve until left."""
        with ExitStack() as stack:
            stack.enter_context(self.server)
            stack.enter_context(self.proxy)
            platforms.play(self.server, self.worlds.values())
            self.server.register("/index/", self._index)
            bundle = (self.folder / "ca.pem").read_text(encoding="ascii")
            hostile = Path(self.server.ca_file).read_text(encoding="ascii")
            (self.folder / TRUSTED).write_text(bundle + hostile, encoding="ascii")
            write_rules(self.folder)
            yield self

    def cases(self) -> list[Case]:
        """Every behaviour, those of any web page first."""
        web = [Case(name, behaviour.truth, behaviour.reason) for name, behaviour in BEHAVIOURS.items()]
        return [*web, *(world.case for world in self.worlds.values())]

    def link(self, case: Case, tool: str) -> str:
        """The link as it is cited to a tool."""
        if world := self.worlds.get(case.name):
            return world.link
        if tool == OURS:
            return self.server.named(case.name, PAGES[tool])
        listener = BEHAVIOURS[case.name].listener
        url = self.server.url(case.name, PAGES[tool])
        return f"https://{listener}.{TLS_HOSTS}/{url.split('/', 3)[3]}" if listener else url

    def page(self, case: Case, tool: str) -> str:
        """A page that cites nothing but this link."""
        return f"http://localhost:{self.server.port()}/index/{tool}/{case.name}"

    def ask(self, peer: Peer, case: Case) -> Said:
        """What a peer says of a link."""
        if not peer.version:
            return "missing"
        surroundings = environment(self.proxy.url, self.folder)
        output = within((*peer.command, self.page(case, peer.name)), surroundings, self.folder, PATIENCE)
        if output is None:
            return "nothing"
        try:
            return peer.parse(output, self.link(case, peer.name))
        except ValueError:
            return "nothing"

    def look(self, case: Case) -> Verdict:
        """Ours, as the command looks at one link, with a second try where the first may pass."""
        servers = self.server.base_url_map | dict.fromkeys(self._hosts, f"http://127.0.0.1:{self.server.port()}")
        settings = Settings(f"{OURS} (+https://example.kz/)", base_url_map=servers, ca_file=str(self.folder / TRUSTED))
        identity = identify(self.link(case, OURS))
        means = run.Means(
            get=Fetcher(settings, clock=time.monotonic, resolve=_resolve_nothing).get,
            offline=tell_offline,
            look=observe,  # what breaks inside must not pass for «cannot tell»
            canaries=None,
            clock=time.monotonic,
            sleep=time.sleep,
            manners=Manners(Pace(1, 0.1), Pace(2, 0.1)),
            jobs=1,
        )
        try:
            outcome = run.run([identity], means, lambda link, verdict: None)
        except Exception as error:
            raise Broken(f"{case.name}: {type(error).__name__}: {error}") from error
        return outcome.seen.get(identity.key, Verdict("unverifiable", "rate_limited"))

    def strayed(self) -> dict[str, int]:
        """How often each tool was led by a redirect to this machine's own pages, and asked them."""
        askers = [asked.headers.get("user-agent", "").casefold() for asked in self.server.seen if asked.path == SECRET]
        return {
            name: sum(asker.startswith(CALLED[name]) if name in CALLED else name in asker for asker in askers)
            for name in PAGES
        }

    def _index(self, exchange: Exchange) -> None:
        tool, name = exchange.asked.path.split("/")[2:4]
        case = next(case for case in self.cases() if case.name == name)
        link = self.link(case, tool).replace("&", "&amp;")
        exchange.respond(200, f'<!doctype html><title>Links</title><a href="{link}">link</a>'.encode())

    def _route(self, target: str) -> Place | None:
        host, _, port = target.rpartition(":")
        own = self.server.port()
        if host in ("127.0.0.1", "localhost") and port == str(own):  # linkinator knows no exception from its proxy
            return Place(own)
        if host.endswith(f".{TLS_HOSTS}"):
            listener = host.partition(".")[0]
            if listener in ("plain", "silent", "drip"):
                return Place(self.server.port(listener))
            return Place(own, self._tls.get(listener, self._tls["good"]))
        return Place(own, self._tls["good"]) if host in self._hosts else None


def _resolve_nothing(host: str) -> Sequence[str]:
    raise NoSuchHost(host)


def compare(peers: Sequence[Peer], folder: Path, tell: Callable[[int, int, str], None]) -> Compared:
    """Play everything to everyone. `tell` is called with what is done, of how many, and the behaviour's name."""
    with Stage(folder).open() as stage:
        cases = stage.cases()
        said: dict[str, dict[str, Said]] = {case.name: {} for case in cases}
        verdicts: dict[str, Verdict] = {}
        done = iter(range(1, len(cases) * (len(peers) + 1) + 1))

        def one(case: Case, peer: Peer | None) -> None:
            if peer:
                said[case.name][peer.name] = stage.ask(peer, case)
            else:
                verdicts[case.name] = stage.look(case)
                said[case.name][OURS] = _said(verdicts[case.name])
            tell(next(done), len(cases) * (len(peers) + 1), case.name)

        work = [(case, peer) for case in cases for peer in (*peers, None)]
        alone = [pair for pair in work if any(part in pair[0].name for part in ALONE)]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(lambda pair: one(*pair), [pair for pair in work if pair not in alone]))
        for pair in alone:
            one(*pair)
        rows = [Row(case, said[case.name], _words(verdicts[case.name])) for case in cases]
        return Compared(rows, stage.strayed())


def _said(verdict: Verdict) -> Said:
    if verdict.state == "alive":
        return "fine"
    return "broken" if verdict.state in NEGATIVE else "unsure"


def _words(verdict: Verdict) -> str:
    return f"{verdict.state}:{verdict.reason}" if verdict.reason else verdict.state
