"""What platforms and news sites do to a link, played with the answers of `tests/recorded`, each address by its own.

A checker may ask the page as it is printed, its embed, its oEmbed or its thumbnail: all of them answer as
they do for one and the same link.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from comparing.judging import Case, Truth
from tests.hostile import Exchange, HostileServer
from tests.platform_server import NUMBERED, Played, played, recorded


@dataclass(frozen=True)
class World:
    """One link. link: as cited. answers: address without its scheme → answer."""

    case: Case
    link: str
    answers: Mapping[str, Played]


# Name: platform, link, truth, why a checker cannot tell, and what each of the link's places answers.
# `gone` is gone for every reader: removed, or made private.
TABLE: dict[str, tuple[str, str, Truth, str, dict[str, str]]] = {
    "youtube-alive": ("youtube", "watch", "alive", "", {"oembed": "alive", "thumbnail": "picture", "watch": "plays"}),
    "youtube-no-embedding": (
        "youtube", "watch", "alive", "", {"oembed": "unauthorized", "thumbnail": "picture", "watch": "plays"},
    ),
    "youtube-removed": (
        "youtube", "watch", "gone", "", {"oembed": "not-found", "thumbnail": "no-picture", "watch": "removed"},
    ),
    "youtube-short-removed": (
        "youtube", "short", "gone", "",
        {"oembed": "not-found", "thumbnail": "no-picture", "watch": "removed", "short": "removed"},
    ),
    "youtube-account-closed": (
        "youtube", "watch", "gone", "", {"oembed": "not-found", "thumbnail": "picture", "watch": "removed"},
    ),
    "youtube-private": (
        "youtube", "watch", "gone", "", {"oembed": "forbidden", "thumbnail": "no-picture", "watch": "login"},
    ),
    "youtube-robot-check": (
        "youtube", "watch", "unknown", "blocked", {"oembed": "block-page", "thumbnail": "picture", "watch": "captcha"},
    ),
    "youtube-consent": (
        "youtube", "watch", "unknown", "consent", {"oembed": "consent", "thumbnail": "picture", "watch": "consent"},
    ),
    "youtube-rate-limit": (
        "youtube", "watch", "unknown", "rate_limited",
        {"oembed": "rate-limit", "thumbnail": "rate-limit", "watch": "rate-limit"},
    ),
    "instagram-alive": (
        "instagram", "post", "alive", "", {"embed": "caption", "oembed": "oembed-alive", "page": "login"},
    ),
    "instagram-removed": (
        "instagram", "post", "gone", "", {"embed": "broken-message", "oembed": "oembed-not-found", "page": "shell"},
    ),
    "instagram-removed-login": (
        "instagram", "post", "gone", "", {"embed": "broken-message", "oembed": "oembed-not-found", "page": "login"},
    ),
    "instagram-profile-gone": ("instagram", "profile", "gone", "", {"profile": "not-found"}),
    "instagram-login": (
        "instagram", "post", "unknown", "login_wall", {"embed": "shell", "oembed": "oembed-gone", "page": "login"},
    ),
    "instagram-challenge": (
        "instagram", "post", "unknown", "login_wall", {"embed": "shell", "oembed": "oembed-gone", "page": "challenge"},
    ),
    "instagram-wait": (
        "instagram", "post", "unknown", "rate_limited", {"embed": "shell", "oembed": "wait", "page": "wait"},
    ),
    "instagram-rate-limit": (
        "instagram", "post", "unknown", "rate_limited",
        {"embed": "rate-limit", "oembed": "rate-limit", "page": "rate-limit"},
    ),
    "facebook-alive": ("facebook", "post", "alive", "", {"plugin": "message", "page": "login"}),
    "facebook-removed": ("facebook", "post", "gone", "", {"plugin": "no-longer", "page": "not-right-now"}),
    "facebook-login": ("facebook", "post", "unknown", "login_wall", {"plugin": "shell", "page": "login"}),
    "facebook-refused": ("facebook", "post", "unknown", "blocked", {"plugin": "bad-request", "page": "bad-request"}),
    "tiktok-alive": ("tiktok", "video", "alive", "", {"oembed": "alive", "page": "page-0"}),
    "tiktok-removed": ("tiktok", "video", "gone", "", {"oembed": "not-found", "page": "page-10204"}),
    "tiktok-private": ("tiktok", "video", "gone", "", {"oembed": "not-found", "page": "page-10222"}),
    "tiktok-login": ("tiktok", "video", "unknown", "login_wall", {"oembed": "other", "page": "login"}),
    "telegram-alive": ("telegram", "post", "alive", "", {"post": "alive", "link": "shell"}),
    "telegram-removed": ("telegram", "post", "gone", "", {"post": "not-found", "link": "shell"}),
    "telegram-private": ("telegram", "post", "gone", "", {"post": "private", "link": "shell"}),
    "telegram-invitation": ("telegram", "invitation", "unknown", "login_wall", {"link": "shell"}),
    "news-alive": ("web", "page", "alive", "", {"page": "article", "sibling": "not-found"}),
    "news-about-404": ("web", "page", "alive", "", {"page": "quoting", "sibling": "not-found"}),
    "news-removed-kk": ("web", "page", "gone", "", {"page": "soft-kk", "sibling": "not-found"}),
    "news-removed-ru": ("web", "page", "gone", "", {"page": "soft-ru", "sibling": "not-found"}),
    "news-for-sale": ("web", "page", "gone", "", {"page": "parked", "sibling": "parked"}),
    "news-to-section": ("web", "page", "gone", "", {"page": "to-section", "sibling": "article"}),
    "news-moved": ("web", "page", "alive", "", {"page": "to-www", "www": "article", "www-sibling": "not-found"}),
    "news-script-only": ("web", "page", "unknown", "no_marker", {"page": "shell", "sibling": "shell"}),
    "news-robot-check": ("web", "page", "unknown", "blocked", {"page": "moment", "sibling": "moment"}),
}  # fmt: skip
FIRST = 7000
"""Where the numbers of these links begin, apart from those of the tests' rows."""


def worlds() -> list[World]:
    """Every row of the table, each a link with an identifier of its own."""
    return [_world(FIRST + number, name) for number, name in enumerate(TABLE)]


def _world(number: int, name: str) -> World:
    platform, link, truth, reason, gets = TABLE[name]
    file, id = recorded(platform), NUMBERED[platform](number)
    printed = file["links"][link].replace("{id}", id)
    places = {place: url.replace("{id}", id) for place, url in file["places"].items()}
    places |= {"link": printed, "short": f"https://youtube.com/shorts/{id}"}
    places |= {"sibling": f"https://{id}.example.kz/", "www-sibling": f"https://www.{id}.example.kz/"}
    places["www"] = f"https://www.{id}.example.kz/news/2025/seminar.html"
    answers = {_bare(places[place]): played(file["answers"][answer], id) for place, answer in gets.items()}
    if "thumbnail" in gets:
        answers[f"img.youtube.com/vi/{id}/"] = played(file["answers"][gets["thumbnail"]], id)
    if "watch" in gets:
        answers[_bare(printed)] = answers[_bare(places["watch"]).removesuffix("&hl=en")] = played(
            file["answers"][gets.get("short", gets["watch"])], id
        )
    return World(Case(name, truth, reason, platform), printed, answers)


def _bare(url: str) -> str:
    """Host, path and parameters: what is played over http and https alike."""
    return url.partition("://")[2].partition("#")[0]


def hosts(played_worlds: Iterable[World]) -> frozenset[str]:
    """Every host that a world has, those to which it redirects too."""
    found = {url.partition("/")[0] for world in played_worlds for url in world.answers}
    return frozenset(found) | {urlsplit(url).hostname or "" for url in _elsewhere()}


def play(server: HostileServer, played_worlds: Iterable[World]) -> None:
    """Let the server answer for all of them."""
    for url, answer in _elsewhere().items():
        server.register(_bare(url), _play(answer))
    for world in played_worlds:
        for prefix, answer in world.answers.items():
            server.register(prefix, _play(answer))


def _elsewhere() -> dict[str, Played]:
    return {url: played(answer, "") for name in NUMBERED for url, answer in recorded(name)["elsewhere"].items()}


def _play(answer: Played) -> Callable[[Exchange], None]:
    def respond(exchange: Exchange) -> None:
        headers = {name.title(): value for name, value in answer.headers.items()}
        exchange.respond(answer.status or 500, answer.body, headers)

    return respond
