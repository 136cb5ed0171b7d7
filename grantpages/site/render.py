"""A page's record becomes HTML: one autoescaping Jinja template for each kind of page."""

from functools import partial
from typing import Any

from jinja2 import PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from grantpages.checks.catalogue import catalogue
from grantpages.evidence.citations import activity_anchor
from grantpages.evidence.identity import is_web
from grantpages.evidence.verdict import STATES
from grantpages.history.records import Past
from grantpages.load import Dataset
from grantpages.site.compiled import Compiled
from grantpages.site.corrections import Corrections
from grantpages.site.engine import Once, PageEnvironment, led
from grantpages.site.page import Page
from grantpages.site.relations import Relations
from grantpages.site.seen import Register
from grantpages.site.short import short_code
from grantpages.site.stages import enclosed_of
from grantpages.site.views import received_by, roles_of
from grantpages.site.voice import Voice
from grantpages.store import Store
from grantpages.wording import shortened

FILTERS = (
    "text", "date", "day", "moment", "money", "number", "size", "place", "label", "planned", "actual", "paragraphs",
    "remark",
)  # fmt: skip


def environment(
    dataset: Dataset,
    relations: Relations,
    register: Register,
    voice: Voice,
    past: Past,
    corrections: Corrections,
    store: Store | None = None,
) -> PageEnvironment:
    """The templates of one language, over one dataset.

    past: what is known of the records' history. corrections: where mistakes are reported, and the address of the
    language's root. store: where compiled templates are kept.

    Fixed messages are a mapping (`say`) and formats are filters, because a call from a template
    costs Jinja ten times as much as either, and a page makes a thousand of them.
    """
    env = PageEnvironment(
        loader=PackageLoader("grantpages", "site/templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=Compiled(f"pages {voice.language}", store),
    )
    env.filters.update({name: getattr(voice, name) for name in FILTERS})
    env.filters["brief"] = shortened
    env.tests["web"] = is_web
    env.globals.update(
        _words(voice)
        | _records(dataset, relations, register)
        | _addresses(corrections, voice)
        | {"past": past, "once": Once(), "led": led}
        | {"report_files": {}}  # the report's documents are made before the pages; a single page does without
    )
    return env


def _words(voice: Voice) -> dict[str, Any]:
    return {
        "v": voice,
        "say": {key: escape(message) for key, message in voice.words.messages.items() if isinstance(message, str)},
        "unknown": Markup("<i>{}</i>").format(voice.t("not-stated")),
        "entries": catalogue(),
        "states": STATES,
    }


def _records(dataset: Dataset, relations: Relations, register: Register) -> dict[str, Any]:
    return {
        "dataset": dataset,
        "relations": relations,
        "register": register,
        "seen_of": register.of,
        "notes": register.notes,
        "anchor_of": activity_anchor,
        "roles_of": partial(roles_of, relations),
        "enclosed_of": partial(enclosed_of, dataset),
        "received_by": partial(received_by, dataset, relations),
    }


def _addresses(corrections: Corrections, voice: Voice) -> dict[str, Any]:
    return {
        "base": corrections.base,
        "site_address": corrections.base.removesuffix("" if voice.language == "kk" else f"{voice.language}/"),
        "webcal": "webcal:" + corrections.base.partition(":")[2],
        "flaw": corrections.link,
        "short_code": short_code,
    }


def render(env: PageEnvironment, page: Page, root: str) -> str:
    """The page's body. `root` is the way from the page to the site's root, `""` or `../` times depth."""
    up = "../" * page.depth
    return env.get_template(page.template).render(**page.values, up=up, root=root, address=page.address)
