"""Drafts in a folder of their own, and whether every word of a report is found again in them."""

import re
import shutil
from pathlib import Path

from grantpages.intake.dates import month_of
from grantpages.intake.reading import Drafts
from grantpages.load import Dataset, load_folder

# Labels that a field says by its name, and units and signs that a number or a date is written without.
GONE = set(
    [
        "сілтеме",
        "сілтемелер",
        "жарияланымдарға",
        "ссылка",
        "ссылки",
        "беруші",
        "міндет",
        "іс",
        "шара",
        "заказчик",
        "задача",
        "мероприятие",
        "тел",
        "номер",
        "дата",
        "наименование",
        "договора",
        "сфера",
        "сумма",
        "количество",
        "приоритетное",
        "направление",
        "вид",
        "гранта",
        "грантов",
        "лет",
        "лица",
        "дети",
        "старше",
        "всего",
        "итого",
        "молодежь",
        "госслужащие",
        "работники",
        "бюджетных",
        "организаций",
        "инвалидностью",
        "пожилые",
        "люди",
        "безработные",
        "представители",
        "общественных",
        "бизнес",
        "сектора",
        "другие",
        "қысқа",
        "орта",
        "мерзімді",
        "краткосрочный",
        "среднесрочный",
        "грант",
        "тг",
        "теңге",
        "тенге",
        "млн",
        "ж",
        "жылғы",
        "жылдың",
        "г",
        "года",
        "b",
        "br",
        "п",
    ]
)
_WORD = re.compile(r"[^\W_]+")


def laid_out(drafts: Drafts, data: Path, folder: Path) -> Dataset:
    """The drafts as a data folder, loaded; they must load as they stand."""
    for path in data.glob("*.yml"):
        if not path.name.startswith("_"):
            shutil.copy(path, folder)
    for name, text in drafts.files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    for id_ in drafts.copied:
        (folder / "organizations").mkdir(exist_ok=True)
        shutil.copy(data / f"organizations/{id_}.yml", folder / "organizations")
    loaded, problems = load_folder(folder)
    assert loaded, [problem.text("ru") for problem in problems][:5]
    return loaded


def lost(drafts: Drafts, folder: Path) -> dict[int, list[str]]:
    """Words of the report that are in none of the files, by line. Numbers count as their digits, dates as their parts."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.*")))
    whole = set(_words(text)) | set(_words(re.sub(r"(?<=\d)[ \u00a0](?=\d{3})", "", text)))
    squeezed = re.sub(r"\W", "", text.lower())
    missing = {}
    for number, line in drafts.lines.items():
        words = [word for word in _words(_plain(line)) if not _kept(word, whole, squeezed)]
        if words:
            missing[number] = words
    return missing


def _kept(word: str, whole: set[str], squeezed: str) -> bool:
    stripped = word.lstrip("0") or "0"
    return (
        word in whole or stripped in whole or word in GONE or (len(word) > 3 and word in squeezed) or month_of(word) > 0
    )


def _plain(line: str) -> str:
    line = re.sub(r"\\(?=_)|</?b>", "", line)
    return re.sub(r"(?<=\d)[ \u00a0](?=\d{3}(?!\d))", "", line)


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]
