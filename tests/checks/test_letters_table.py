"""Words with a letter of another alphabet, made by table from Unicode's confusables and the old fonts; and words without."""

import re

import corpora
import pytest
from builtsite import VALID

from checks.cases import activity, dataset, findings, project, task, text
from grantpages.checks import letters

RULES = (letters.look_alike_letter, letters.mixed_alphabets, letters.foreign_letter)
WORDS = [
    "әлеумет",
    "ғылым",
    "қоғам",
    "аңыз",
    "өнер",
    "ұлттық",
    "үкімет",
    "һәм",
    "білім",
    "Әлем",
    "Ғасыр",
    "Қазақстан",
    "Өскемен",
    "Ұлытау",
    "Үстірт",
    "Ілияс",
    "мәдениет",
    "жаңғыру",
    "шеберлер",
    "тәрбие",
    "ауыл",
    "сарапшы",
    "еріктілер",
    "ТӘРБИЕ",
    "ҚОҒАМ",
    "БІЛІМ",
    "ӨНЕР",
    "ҮЛГІ",
]
# What stood for Kazakh letters in fonts before Unicode, and letters of other alphabets that are drawn alike.
DRAWN = {
    "ә": "əǝӛɘ", "ғ": "ѓӻ", "қ": "ќҝҟӄ", "ң": "њӊӈҥ", "ө": "ɵѳӫ", "ұ": "ў", "ү": "γʏ", "һ": "hћђ", "і": "iıїɪι",
    "Ә": "ƏӚ", "Ғ": "ЃӺ", "Қ": "ЌҜҞӃ", "Ң": "ЊӉӇҤ", "Ө": "ƟѲӪ", "Ұ": "Ў", "Ү": "YΥ", "Һ": "HЋЂ", "І": "IЇΙ",
    "а": "aα", "е": "eє", "о": "oοσ", "р": "pρ", "с": "cϲ", "х": "xχ", "у": "yγ", "К": "KΚ", "М": "MΜ", "Т": "TΤ", "Б": "Ƃ",
}  # fmt: skip


def _wrong() -> list[str]:
    """Each word with one letter in turn drawn by another; the Cyrillic confusables are what Unicode lists."""
    found = []
    for word in WORDS:
        for place, letter in enumerate(word):
            others = {
                *DRAWN.get(letter, ""),
                *(other for other in corpora.look_alikes(letter) if other.isalpha() and ord(other) < 0x530),
            }
            found += [f"{word[:place]}{other}{word[place + 1 :]}" for other in sorted(others - {letter})]
    return list(dict.fromkeys(found))


RIGHT = [
    "IT-компания",
    "COVID-19-дан",
    "YouTube-те",
    "XXI-ғасыр",
    "PR-менеджер",
    "TEDx",
    "Instagram-да",
    "Zoom-да",
    "онлайн-кездесу",
    "web-сайт",
    "QR-код",
    "3D-модель",
    "5G-желісі",
    "e-mail",
    "Wi-Fi-дың",
    "SMM-маман",
    "Telegram-арна",
    "TikTok-та",
    "Facebook-тегі",
    "Google-дың",
    "K-pop",
    "ISO-стандарт",
    "GPS-трекер",
    "USB-кабель",
    "PDF-файл",
    "Word-құжат",
    "Excel-кесте",
    "DJ-сет",
    "VR-көзілдірік",
    "AI-құрал",
    "CRM-жүйе",
    "HR-бөлім",
    "VIP-қонақ",
]


def _found(words: list[str]) -> set[str]:
    said = ", ".join(words)
    data = dataset(project(task(activity(account=text(said, "текст")))))
    return {str(finding.values["word"]) for rule in RULES for finding in findings(rule, data)}


def test_every_word_with_a_foreign_letter_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    words = _wrong()
    known = _found(words)
    with capsys.disabled():
        print(f" [{len(words)} words] ", end="")
    assert len(words) >= 200
    assert [word for word in words if word not in known] == []


def test_no_right_word_is_called_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    """Words of the examples of the intake in both languages, and Latin names with a Kazakh ending."""
    said = " ".join(path.read_text(encoding="utf-8") for path in sorted(VALID.rglob("*.yml")))
    words = list(dict.fromkeys((*RIGHT, *WORDS, *re.findall(r"[А-Яа-яӘәҒғҚқҢңӨөҰұҮүҺһІіЁё-]{3,}", said))))
    with capsys.disabled():
        print(f" [{len(words)} words] ", end="")
    assert len(words) >= 200
    assert _found(words) == set()
