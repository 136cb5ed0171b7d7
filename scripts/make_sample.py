"""Invent N projects with their calls, organizations and reports, as long and as varied as the real ones.

Seeded: the same N and seed make the same files. Exit codes: 0 written, 2 could not run.
"""

import argparse
import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from sampling.plan import Plan
from sampling.records import Models, group, organizations, read_models

from grantpages.load import SINGLES, load_folder
from grantpages.problem import Language
from grantpages.yamltext import dump

ROOT = Path(__file__).parent.parent
SAID = {
    "kk": {
        "description": "Нағыз деректерге ұқсас, бірақ ойдан құралған деректер қалтасын жасайды.",
        "count": "жобалардың саны",
        "out": "қайда жазылады: бос немесе әлі жоқ қалта",
        "seed": "сол сан сол деректерді береді",
        "data": "үлгі ретінде алынатын нағыз деректер",
        "lang": "хабарлардың тілі (әдепкісі: GRANTPAGES_LANG немесе kk)",
        "few": "жоба саны кемінде 1 болуы керек",
        "full": "қалта бос емес: {folder}. Басқасын атаңыз немесе мұны өшіріңіз.",
        "faulty": "нағыз деректер қатесіз болуы керек: {folder}. Тексеру: make check",
        "progress": "Жобалар: {done} / {all}",
        "done": "Жазылды: {folder}, {files} файл, {size} МиБ",
    },
    "ru": {
        "description": "Создает папку с вымышленными данными, похожими на настоящие.",
        "count": "количество проектов",
        "out": "куда писать: пустая или еще не существующая папка",
        "seed": "то же число дает те же данные",
        "data": "настоящие данные, взятые за образец",
        "lang": "язык сообщений (по умолчанию GRANTPAGES_LANG или kk)",
        "few": "проектов должно быть не меньше 1",
        "full": "папка не пуста: {folder}. Назовите другую или удалите эту.",
        "faulty": "настоящие данные должны быть без ошибок: {folder}. Проверка: make check",
        "progress": "Проекты: {done} / {all}",
        "done": "Записано: {folder}, файлов: {files}, {size} МиБ",
    },
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the folder and return the exit code."""
    asked = _parser().parse_args(arguments)
    said = SAID[asked.lang]
    if refusal := _refusal(asked, said):
        print(refusal, file=sys.stderr)
        return 2
    plan, models = Plan(asked.count, asked.seed), read_models(asked.data)
    singles = [name for name in SINGLES if (asked.data / f"{name}.yml").exists()]
    for name in singles:
        _copy(asked.data / f"{name}.yml", asked.out / f"{name}.yml")
    sizes = [_write(asked.out, organizations(plan, models))]
    done = 0
    # `fork` hands the records over without reading them again; where it is missing one process does all.
    workers = min(os.cpu_count() or 1, plan.groups) if sys.platform == "linux" else 1
    work = partial(_write_group, asked.out, plan, models)
    with get_context("fork" if workers > 1 else None).Pool(workers) as pool:
        for number, written in pool.imap_unordered(work, range(plan.groups)):
            sizes.append(written)
            done += len(plan.of(number))
            print(f"\r{said['progress'].format(done=done, all=asked.count)}", end="", file=sys.stderr, flush=True)
    files, size = (sum(pair[place] for pair in sizes) for place in (0, 1))
    print(f"\n{said['done'].format(folder=asked.out, files=files + len(singles), size=size >> 20)}", file=sys.stderr)
    return 0


def _refusal(asked: argparse.Namespace, said: dict[str, str]) -> str:
    """Why the command cannot run, or nothing."""
    if asked.count < 1:
        return said["few"]
    if asked.out.exists() and (not asked.out.is_dir() or any(asked.out.iterdir())):
        return said["full"].format(folder=asked.out)
    if not asked.data.is_dir() or load_folder(asked.data)[0] is None:
        return said["faulty"].format(folder=asked.data)
    return ""


def _write_group(out: Path, plan: Plan, models: Models, number: int) -> tuple[int, tuple[int, int]]:
    return number, _write(out, group(plan, models, number))


def _write(out: Path, records: Iterable[tuple[str, Any]]) -> tuple[int, int]:
    """Write records below `out`; (files, bytes)."""
    files = size = 0
    for inside, record in records:
        path = out / inside
        path.parent.mkdir(parents=True, exist_ok=True)
        data = dump(record).encode()
        path.write_bytes(data)
        files, size = files + 1, size + len(data)
    return files, size


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _parser() -> argparse.ArgumentParser:
    default: Language = "ru" if os.environ.get("GRANTPAGES_LANG") == "ru" else "kk"
    help_in: Language = "ru" if "ru" in sys.argv[1:] or "--lang=ru" in sys.argv[1:] else default
    said = SAID[help_in]
    parser = argparse.ArgumentParser(description=said["description"])
    parser.add_argument("count", type=int, metavar="N", help=said["count"])
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help=said["out"])
    parser.add_argument("--seed", type=int, default=1, help=said["seed"])
    parser.add_argument("--data", type=Path, default=ROOT / "data", help=said["data"])
    parser.add_argument("--lang", choices=("kk", "ru"), default=default, help=said["lang"])
    return parser


if __name__ == "__main__":
    sys.exit(main())
