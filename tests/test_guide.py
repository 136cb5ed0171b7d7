"""The guide's pages are done as they are written, and what they show is what is there."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from builtsite import REPOSITORY, BuiltSite
from intake.worddocs import plain_kazakh, styled_russian

from grantpages.problem import LANGUAGES, Language
from grantpages.site.publish import prefix

if TYPE_CHECKING:
    from playwright.sync_api import Browser

sys.path.append(str(REPOSITORY / "scripts"))

import update_screenshots  # isort: skip
from guide.comparing import agrees  # isort: skip
from guide.pictures import Picture, words_of  # isort: skip
from guide.reading import Step, steps  # isort: skip
from guide.terminal import run  # isort: skip
from guide.walking import walk  # isort: skip
from guide.workspace import lay_out  # isort: skip

GUIDE = REPOSITORY / "docs" / "guide"
PICTURES = GUIDE / "pictures"
RECORDS = Path(__file__).parent / "data" / "guide"
PAGES = ("announce", "add-report", "answer-note", "publish", "red-check")
EACH = pytest.mark.parametrize("name", PAGES)
BOTH = pytest.mark.parametrize("language", LANGUAGES)
Done = dict[tuple[str, str], tuple[list[str], Path]]


def text_of(name: str, language: Language) -> str:
    return (GUIDE / f"{name}.{language}.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Done:
    """What has been done so far: (what a page says wrongly, its folder) by page and language."""
    return {}


def doing(name: str, language: Language, done: Done, factory: pytest.TempPathFactory) -> tuple[list[str], Path]:
    if (name, language) not in done:
        folder = factory.mktemp(f"{name}-{language}")
        environment = lay_out(folder, RECORDS)
        (folder / "esep.docx").write_bytes(plain_kazakh())
        (folder / "otchet.docx").write_bytes(styled_russian())
        pages = (text_of("index", language), text_of(name, language))
        done[name, language] = [said for page in pages for said in walk(page, folder, environment)], folder
    return done[name, language]


@EACH
@BOTH
def test_a_page_is_done_as_it_is_written(
    name: str, language: Language, done: Done, tmp_path_factory: pytest.TempPathFactory
) -> None:
    wrong, _ = doing(name, language, done, tmp_path_factory)
    assert not wrong, "\n\n".join(wrong)


@EACH
def test_both_languages_lead_to_the_same_records(
    name: str, done: Done, tmp_path_factory: pytest.TempPathFactory
) -> None:
    left, right = (doing(name, language, done, tmp_path_factory)[1] / "data" for language in LANGUAGES)
    files = sorted(path.relative_to(left) for path in left.rglob("*.yml") if (right / path.relative_to(left)).is_file())
    assert len(files) >= 8
    assert [file for file in files if (left / file).read_bytes() != (right / file).read_bytes()] == []


@pytest.mark.parametrize("name", ["index", *PAGES])
def test_both_languages_have_the_same_steps_and_sections(name: str) -> None:
    def shape(language: Language) -> tuple[object, ...]:
        page = text_of(name, language)
        made = [(step.kind, step.file, step.shown is None) for step in steps(page)]
        return made, re.findall(r"\{#(.+?)\}", page), re.findall(r"!\[.+?\]\((.+?)-", page)

    assert shape("kk") == shape("ru")


# a page that is wrong is told


WRONG = {  # page, what is said of it
    "another answer": ("```sh\necho one\n```\n\n```text\ntwo\n```\n", "line 1: echo one\n--- page"),
    "too little shown": ("```sh\nprintf 'one\\ntwo\\n'\n```\n\n```text\none\n```\n", "+two"),
    "a command that fails": ("```sh\nfalse\n```\n", "line 1: false: exit code 1"),
    "a failure that does not come": ("```sh\ntrue\n```\n\n```text\nmake: *** [x] Error 1\n```\n", "exit code 0"),
    "a place that is not there": ("<!-- try: data/operator.yml | of nobody | x -->\n", "holds «of nobody» 0 times"),
}


@pytest.mark.parametrize(("page", "said"), WRONG.values(), ids=WRONG)
def test_a_page_that_is_wrong_is_told(page: str, said: str, tmp_path: Path) -> None:
    environment = lay_out(tmp_path, RECORDS)
    (message,) = walk(page, tmp_path, environment)
    assert said in message


def test_what_is_right_is_passed_over_in_silence(tmp_path: Path) -> None:
    page = (
        "`data/operator.yml`\n\n```yaml\n# end\n```\n\n```sh\ntail -n 1 data/operator.yml\n```\n\n```text\n# e…\n```\n"
    )
    assert list(walk(page, tmp_path, lay_out(tmp_path, RECORDS))) == []


def test_what_is_set_outside_does_not_reach_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"ARGS": "--nope", "MAKEFLAGS": "n", "GRANTPAGES_LANG": "xx", "GIT_DIR": "/nowhere"}.items():
        monkeypatch.setenv(name, value)
    page = "```sh\nmake check\ngit status --short\n```\n"
    assert list(walk(page, tmp_path, lay_out(tmp_path, RECORDS))) == []


def test_a_block_without_a_file_is_refused() -> None:
    with pytest.raises(ValueError, match="line 3"):
        list(steps("No file is named.\n\n```yaml\na: 1\n```\n"))


def test_shown_only_blocks_are_no_steps() -> None:
    assert list(steps("```bash\nrm -rf /\n```\n\n```sh\nls\n```\n\n```bash\nx\n```\n")) == [Step("run", 5, "ls")]


AGREE = [  # page, terminal, whether they agree
    ("a\nb\n", "a\n\nb\n", True),
    ("a\n…\n", "a\n", True),
    ("a\n…\nd\n", "a\nb\nc\nd\n", True),
    ("a\n…\nd\n", "a\nb\n", False),
    ("a … c\n", "a b c\n", True),
    ("a … c\n", "a b\nc\n", False),
    ("a.c\n", "abc\n", False),
    ("a\n", "b\na\n", False),
]


@pytest.mark.parametrize(("page", "terminal", "expected"), AGREE)
def test_a_page_agrees_with_a_terminal(page: str, terminal: str, expected: bool) -> None:
    assert agrees(page, terminal) is expected


def test_a_question_gets_the_answer_shown_and_any_other_an_empty_line(tmp_path: Path) -> None:
    command = "read -p 'Name (long hint): ' a; read -p 'Age [7]: ' b; read -p 'Write? [y/n] ' c; echo $a/$b/$c"
    environment = lay_out(tmp_path, RECORDS)
    code, screen = run(command, tmp_path, environment, "Name (…): Ann\n…\nWrite? [y/n] y\n")
    assert (code, screen.splitlines()[-1]) == (0, "Ann//y")


def test_a_question_that_takes_no_empty_line_ends_the_trial(tmp_path: Path) -> None:
    with pytest.raises(TimeoutError, match="Name: "):
        run("while true; do read -p 'Name: ' a; done", tmp_path, lay_out(tmp_path, RECORDS))


# pictures


@pytest.mark.parametrize(
    "name", [f"{name}-{language}" for name in ("call", "activity", "note", "calls") for language in LANGUAGES]
)
def test_a_picture_is_small_shown_once_and_described(name: str) -> None:
    assert (PICTURES / f"{name}.png").stat().st_size <= 60_000
    language: Language = "ru" if name.endswith("-ru") else "kk"
    pages = "".join(text_of(page, language) for page in PAGES)
    (description,) = re.findall(rf"!\[(.+?)\]\(pictures/{name}\.png\)", pages)
    assert len(description) > 30


def test_no_picture_is_left_over() -> None:
    assert len(list(PICTURES.iterdir())) == 8


@pytest.mark.browser
def test_pictures_show_what_pages_show_now_and_a_stale_one_is_named(tmp_path: Path) -> None:
    out = Path(shutil.copytree(PICTURES, tmp_path / "pictures"))
    shutil.copy(out / "call-kk.png", out / "call-ru.png")
    command = [sys.executable, "scripts/update_screenshots.py", "--check", "--lang", "ru", "--out", str(out)]
    checked = subprocess.run(command, cwd=REPOSITORY, capture_output=True, encoding="utf-8", check=False)
    assert checked.stderr == "Картинка устарела, страница изменилась: call-ru.png\nОбновить: make screenshots\n"
    assert (checked.returncode, checked.stdout) == (1, "")


def test_pictures_are_written_and_what_is_the_same_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    png = (PICTURES / "note-ru.png").read_bytes()
    monkeypatch.setattr(update_screenshots, "build", lambda folder, environment, guide: folder)
    monkeypatch.setattr(update_screenshots, "pictures", lambda site: [Picture("one", png, "words")])
    arguments = ["--lang", "kk", "--out", str(tmp_path / "new")]
    assert [update_screenshots.main(arguments) for _ in range(2)] == [0, 0]
    assert (tmp_path / "new" / "one.png").read_bytes() == png
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["one.png"]
    first, second = capsys.readouterr().out.splitlines()
    assert (first.split(":")[0], second) == ("Жазылды", "Өзгеріс жоқ: one.png")
    assert "Примечания" in words_of(tmp_path / "new" / "one.png")


# on the site


@pytest.mark.browser
@pytest.mark.parametrize("name", ["", *(f"{name}/" for name in PAGES)])
@BOTH
def test_a_page_of_the_guide_takes_one_sheet_of_paper(
    name: str, language: Language, served: str, browser: "Browser"
) -> None:
    page = browser.new_page()
    page.goto(f"{served}{prefix(language)}guide/{name}")
    sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", prefer_css_page_size=True))
    page.close()
    assert len(sheets) == 1


@BOTH
def test_the_page_about_the_site_leads_to_the_guide_and_the_guide_to_each_page(
    language: Language, real_site: BuiltSite
) -> None:
    def leads(address: str) -> set[str]:
        page = real_site.page(prefix(language) + address)
        found = (real_site.link(prefix(language) + address, link["href"]) for link in page.all("a") if link["href"])
        return {target[0].removeprefix(prefix(language)) for target in found if target}

    assert "guide/" in leads("about/")
    assert {f"guide/{name}/" for name in PAGES} <= leads("guide/")


def test_the_readme_names_every_job_and_the_guide() -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    jobs = re.findall(r"^([a-z-]+):.*##", (REPOSITORY / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(jobs) > 10
    assert [job for job in jobs if not re.search(rf"`(?:make )?{job}[` ]|^make {job} ", readme, re.MULTILINE)] == [
        "help"
    ]
    assert all(f"docs/guide/index.{language}.md" in readme for language in LANGUAGES)
