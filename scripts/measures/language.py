"""Every text and every spoken attribute of every page: in the language its place says it is in."""

from collections.abc import Iterator

from access.kinds import addresses, file_of, language_of
from access.tongues import WORD, Judge, said
from marked import ROOT
from measuring.measure import Measure, Site

from grantpages.load import load_folder
from grantpages.problem import Message

TITLE = Message("Беттердің тілі", "Язык страниц")
PAGES = Message("Тілі дұрыс жазылмаған бет", "Страницы с неверно указанным языком")
WORDS = Message("Өз тілінде емес, бірақ белгіленбеген сөз", "Слова на другом языке без отметки о нем")
ENGLISH = Message("Интерфейстегі ағылшын сөзі", "Английские слова в интерфейсе")
HOW = Message(
    "бет: {pages}; мәтін мен оқылатын атрибут: {texts}, оның басқа тілде деп белгіленгені: {marked}",
    "страниц: {pages}; текстов и читаемых атрибутов: {texts}, из них отмечены как текст на другом языке: {marked}",
)


def measures(site: Site) -> Iterator[Measure]:
    """Pages that name a wrong language, texts in another one than they say, English words of the interface."""
    dataset, _ = load_folder(ROOT / "data")
    assert dataset is not None
    # Since 2022 two regions are called in Russian by their Kazakh names.
    judge = Judge({word for region in dataset.regions.values() for word in WORD.findall(region.name.ru)})
    pages, texts, marked = addresses(site.root), 0, 0
    wrong, foreign, english = [], [], []
    for address in pages:
        language, found = said((site.root / file_of(address)).read_text(encoding="utf-8"))
        if language != language_of(address):
            wrong.append(address)
        texts, marked = texts + len(found), marked + sum(one.marked for one in found)
        foreign += [f"{address}: {one.text[:100]}" for one in found if judge.foreign(one)]
        english += [f"{address}: {one.text[:100]}" for one in found if judge.english(one)]
    how = HOW.fill(pages=len(pages), texts=texts, marked=marked)
    for code, name, faults in (
        ("page-language", PAGES, wrong), ("foreign-words", WORDS, foreign), ("english-words", ENGLISH, english)
    ):  # fmt: skip
        for one in faults[:20]:
            site.tell(Message(one, one))
        yield Measure(code, name, "0", str(len(faults)), not faults and texts > 0, how)
