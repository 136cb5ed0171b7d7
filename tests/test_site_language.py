"""No Kazakh sentence on a Russian page but inside names and quotations, no Russian interface word on a Kazakh page."""

import re

import pytest
from builtsite import MISSING, BuiltSite, language_of
from htmltree import Element, squeeze
from records import texts_of

from grantpages.load import load_folder
from grantpages.problem import Language
from grantpages.wording import catalogue

KAZAKH_LETTERS = re.compile("[әғқңөұүһі]", re.I)
LONG = re.compile("[а-яёәғқңөұүһі]{4,}")
WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
ADDRESS = re.compile(r"https?://\S+")
HASHTAG = re.compile(r"#\w+")
QUOTED = re.compile("«[^«»]*»")
SPOKEN = ("title", "aria-label", "alt", "placeholder", "content", "data-label")
"""Attributes whose words a person may see or hear."""


def _said(page: Element, language: str) -> list[str]:
    """Texts and spoken attributes of a page in one language; addresses, files and terminals are in none."""
    found = []
    for element, text in page.texts():
        if element.tag == "code" and element.parent and element.parent.tag == "pre":
            continue
        if element.inherited("lang") == language and (text := squeeze(ADDRESS.sub("", text))):
            found.append(text)
    for element in page.walk():
        if element.inherited("lang") == language:
            found += [squeeze(element[name]) for name in SPOKEN if element[name]]
    return found


def _unquoted(text: str) -> str:
    """The text without hashtags and without what stands in quotation marks, however deep."""
    text = HASHTAG.sub("", text)
    while QUOTED.search(text):
        text = QUOTED.sub("", text)
    return text


def test_russian_pages_have_kazakh_words_only_in_quotations_hashtags_and_regions(site: BuiltSite) -> None:
    """Since 2022 two regions are called in Russian by their Kazakh names, «область Жетісу», «область Ұлытау»."""
    dataset, _ = load_folder(site.data)
    assert dataset is not None
    official = {word for region in dataset.regions.values() for word in WORD.findall(region.name.ru)}
    found = {}
    for address in site.of("ru"):
        for text in _said(site.page(address), "ru"):
            words = [word for word in WORD.findall(_unquoted(text)) if KAZAKH_LETTERS.search(word)]
            if words := [word for word in words if word not in official]:
                found[text] = words
    assert found == {}


SHARED = {"грант", "гранты", "орган", "платформа", "подкаст", "процесс", "мухаммедов"}
"""Words of both languages, and a name, that the records happen to have in one of them only."""


def _vocabulary(site: BuiltSite, language: str) -> set[str]:
    """The longer Cyrillic words of all records in one language."""
    dataset, _ = load_folder(site.data)
    assert dataset is not None
    kinds = (dataset.calls, dataset.projects, dataset.organizations, dataset.reports)
    texts = (text for records in kinds for record in records.values() for _, text in texts_of(record))
    return {word for text in texts for word in LONG.findall(_unquoted(getattr(text, language)).casefold())}


@pytest.mark.parametrize(("language", "other"), [("kk", "ru"), ("ru", "kk")])
def test_pages_of_one_language_have_no_word_that_only_the_others_texts_use(
    real_site: BuiltSite, language: Language, other: Language
) -> None:
    foreign = _vocabulary(real_site, other) - _vocabulary(real_site, language) - SHARED
    assert len(foreign) > 1_000
    found = {
        (address, word)
        for address in real_site.of(language)
        for text in _said(real_site.page(address), language)
        for word in LONG.findall(_unquoted(text).casefold())
        if word in foreign
    }
    assert found == set()


def test_russian_pages_quote_no_kazakh_sentence(site: BuiltSite) -> None:
    """A quotation may be a name; a whole sentence must stand in an element that says `lang="kk"`."""
    quoted = {
        quotation
        for address in site.of("ru")
        for text in _said(site.page(address), "ru")
        for quotation in QUOTED.findall(text)
        if len([word for word in WORD.findall(quotation) if KAZAKH_LETTERS.search(word)]) > 3
    }
    assert quoted == set()


def _words(language: str) -> set[str]:
    """The catalogue's messages that are whole words of the interface, without `{names}`."""
    messages = catalogue("ru" if language == "ru" else "kk").messages
    return {
        message
        for key, message in messages.items()
        if isinstance(message, str) and "{" not in message and not key.startswith(("platform.", "problem."))
    }


@pytest.mark.parametrize(("language", "other"), [("kk", "ru"), ("ru", "kk")])
def test_no_message_of_one_language_stands_on_pages_of_the_other(site: BuiltSite, language: str, other: str) -> None:
    foreign = {message.casefold() for message in _words(other)} - {m.casefold() for m in _words(language)}
    found = {
        (address, text)
        for address in site.all_pages
        if address in MISSING or language_of(address) == language
        for text in _said(site.page(address), language)
        if text.casefold() in foreign
    }
    assert found == set()


RUSSIAN = re.compile(r"\b(?:и|в|на|для|или|что|это|как|по|из|при|где|кто|с|к|у|о)\b")


def test_kazakh_pages_have_no_russian_sentence(site: BuiltSite) -> None:
    """Two of Russian's commonest words in one text are a sentence of it; Kazakh has none of them."""
    found = {
        (address, text[:120])
        for address in site.of("kk")
        for text in _said(site.page(address), "kk")
        if len(RUSSIAN.findall(text)) > 1
    }
    assert found == set()


def test_english_is_nowhere_in_the_interface(site: BuiltSite) -> None:
    english = re.compile(
        r"\b(?:search|menu|skip|content|next|previous|home|page|not found|back|language|dark|light)\b", re.I
    )
    found = {
        (address, text)
        for address in site.all_pages
        for element in site.page(address).walk()
        for text in [squeeze(element[name]) for name in SPOKEN if name != "content" and element[name]]
        if english.search(text)
    }
    assert found == set()
