"""News as Atom feeds (RFC 4287): competitions, and everything that happened, of the country or of one region."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

from grantpages.follow.calendar import until
from grantpages.follow.news import News, title_of
from grantpages.load import Dataset
from grantpages.problem import Language
from grantpages.wording import catalogue, money, plain

MOST = 100
"""Entries of one feed; the newest are kept."""
NEVER = datetime.datetime(2005, 4, 12, tzinfo=datetime.UTC)
"""The day of the Law on grants for non-governmental organizations: when a feed without entries was last new."""


@dataclass(frozen=True)
class Feed:
    """One feed: its file below the language's root, its name, the page it is about, and what it tells."""

    file: str
    name: str
    page: str
    news: Sequence[News]


@dataclass(frozen=True)
class Atom:
    """Writes the feeds of one language. address: the site's address in that language, ending in `/`."""

    dataset: Dataset
    language: Language
    address: str

    def text(self, feed: Feed) -> str:
        """A feed as a file's text."""
        return "".join(f"{line}\n" for line in self._lines(feed))

    def _lines(self, feed: Feed) -> Iterator[str]:
        shown = feed.news[:MOST]
        yield '<?xml version="1.0" encoding="utf-8"?>'
        yield f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{self.language}">'
        yield f"<id>{self._tag(feed.file)}</id>"
        yield f"<title>{_text(feed.name)}</title>"
        yield f"<updated>{_iso(shown[0].moment if shown else NEVER)}</updated>"
        yield f'<link rel="self" type="application/atom+xml" href={_attribute(self.address + feed.file)}/>'
        yield f'<link rel="alternate" type="text/html" href={_attribute(self.address + feed.page)}/>'
        yield f"<author><name>{_text(plain(self.dataset.operator.name, self.language))}</name></author>"
        yield "<rights>CC BY 4.0</rights>"
        for news in shown:
            yield from self._entry(news)
        yield "</feed>"

    def _entry(self, news: News) -> Iterator[str]:
        title = plain(title_of(self.dataset, news.kind, news.id), self.language)
        words = catalogue(self.language)
        page = f"{self.address}{news.kind}/{news.id}/"
        yield "<entry>"
        yield f"<id>{self._tag(f'{news.kind}/{news.id}#{self._part(news)}')}</id>"
        yield f"<title>{_text(words.say(f'news.{news.step}', title=title))}</title>"
        yield f"<updated>{_iso(news.moment)}</updated>"
        yield f'<link rel="alternate" type="text/html" href={_attribute(page)}/>'
        if news.region:
            label = _attribute(plain(self.dataset.regions[news.region].name, self.language))
            yield f'<category term="{news.region}" label={label}/>'
        yield f"<summary>{_text(self._summary(news))}</summary>"
        yield "</entry>"

    def _part(self, news: News) -> str:
        """Of one record: each step happens once, a change as often as it is made."""
        return f"{news.step}-{news.moment:%Y%m%dT%H%M%S}" if news.step == "changed" else news.step

    def _summary(self, news: News) -> str:
        """Who gives or receives, and how much; of a competition announced, until when one may apply."""
        dataset, words = self.dataset, catalogue(self.language)
        if news.kind == "calls":
            call = dataset.calls[news.id]
            funder = plain(dataset.organizations[call.funder].name, self.language)
            told = words.say("news.of-call", funder=funder, amount=money(sum(lot.amount for lot in call.lots)))
            apply = call.intake if news.step == "announced" else None
            return f"{told} {until(apply, self.language)}." if apply else told
        if news.kind == "projects":
            project = dataset.projects[news.id]
            grantee = plain(dataset.organizations[project.grantee].name, self.language)
            return words.say("news.of-project", grantee=grantee, amount=money(project.grant.amount))
        return plain(title_of(dataset, news.kind, news.id), self.language)

    def _tag(self, what: str) -> str:
        """An identifier that outlives the site's address (RFC 4151); each language's entry has its own."""
        host = urlsplit(self.dataset.operator.website).hostname or "grantpages"
        return escape(f"tag:{host},2025:{self.language}/{what}", quote=False)


def _iso(moment: datetime.datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _text(text: str) -> str:
    return escape(" ".join(text.split()), quote=False)


def _attribute(text: str) -> str:
    return f'"{escape(" ".join(text.split()))}"'
