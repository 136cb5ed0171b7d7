"""Under which licence each package stands, by its own installed metadata, and the page that lists them."""

import importlib.metadata
from collections.abc import Mapping, Sequence

from marked import table

from supply.locked import Locked, needed_by_site

_SAYS_NOTHING = ("", "UNKNOWN", "Dual License")
_LONGEST = 40  # characters; longer is the licence's text
INTRO = """# Тәуелділіктер · Зависимости

Мұнда `requirements.lock` файлындағы барлық пакет, нұсқасы және лицензиясы тұр; лицензия – пакеттің өз метадерегінен. «site» – сайтты құруға керегі, «test» – тек сынақтарға керегі. Файлды `make lock` жазады, тура екенін `make test` тексереді. Не үшін керегі: [CONTRIBUTING.md](CONTRIBUTING.md).

Здесь все пакеты из `requirements.lock` с версиями и лицензиями; лицензия взята из метаданных самого пакета. «site» – нужен для сборки сайта, «test» – только для проверок. Файл пишет `make lock`, а `make test` проверяет, что он верен. Зачем нужен каждый: [CONTRIBUTING.md](CONTRIBUTING.md).
"""  # noqa: E501 - paragraphs are not broken


def licence_of(metadata: importlib.metadata.PackageMetadata) -> str:
    """The licence a package names: its expression, short name or classifiers, else the heading of its text."""
    if expression := metadata.get("License-Expression"):
        return str(expression)
    classified = [line.split(" :: ")[-1] for line in metadata.get_all("Classifier", []) if line.startswith("License ")]
    named = str(metadata.get("License") or "").strip()
    if len(classified) < 2 and named not in _SAYS_NOTHING and "\n" not in named and len(named) <= _LONGEST:
        return named
    return " / ".join(classified) or _heading(metadata)


def _heading(metadata: importlib.metadata.PackageMetadata) -> str:
    """The first line of the licence's text, for a package whose metadata only name the file."""
    for name in metadata.get_all("License-File", []):
        for file in importlib.metadata.files(metadata["Name"]) or ():
            if file.name == name:
                return file.read_text(encoding="utf-8").strip().partition("\n")[0]
    return ""


def page(packages: Sequence[Locked], named: Mapping[str, str]) -> str:
    """The text of DEPENDENCIES.md. Raises PackageNotFoundError where a package is not installed."""
    site, rows = needed_by_site(packages, named), {}
    for each in packages:
        told = importlib.metadata.metadata(each.name)
        place = "site" if each.name in site else "test"
        versions = ", ".join(other.version for other in packages if other.name == each.name)
        rows[each.name] = [each.name, versions, licence_of(told), place]
    return f"{INTRO}\n{table(['пакет', 'нұсқа · версия', 'лицензия', ''], rows.values())}\n"
