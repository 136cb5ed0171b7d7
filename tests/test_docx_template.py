"""What comes from the records is a value: never a field, never XML; a faulty template is refused with its remedy."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

import pytest
from builtsite import REAL, REPOSITORY
from docx import Document
from wordfile import FORM, WordFile, dataset_of, made, opened

from grantpages.exports.docxpackage import Properties
from grantpages.exports.docxtemplate import DocxTemplate, Links
from grantpages.exports.reportform import template
from grantpages.exports.reports import PLACE
from grantpages.exports.statutory import report_docx
from grantpages.exports.templatefault import TemplateFault
from grantpages.load import Dataset
from grantpages.model import Link, Text

ID = "zhanaozen-2025"
PROJECT = "zhanaozen-2025-1"
DATASET = dataset_of(REAL)
HOSTILE = {
    "field": "{{ 7*7 }} {{ say }} {{r x }} {{p y }}",
    "statement": "{% for a in b %}{%p if c %}{%tr endfor %}{# gone #}",
    "docxtpl's own brackets": "{_{ a }_} {_% b %_}",
    "xml": "<w:p><w:r><w:t>x</w:t></w:r></w:p> ]]> <!-- <?xml?> &amp; &#65; &",
    "quotes": "\"a\" 'b' «c» “d”",
    "right to left": "\u202eabc\u202c \u200fx \u0645",
    "joined letters": "🇰🇿 е\u0301 \u200d",
    "long": "қ" * 60_000,
}


def _with(text: str, url: str = "https://example.kz/") -> Dataset:
    """The real records, where one activity's account, link and its project's grantee say this."""
    project = DATASET.projects[PROJECT]
    pair = Text(kk=text, ru=text)
    activity = (
        project.tasks[0]
        .activities[0]
        .model_copy(update={"title": pair, "account": pair, "place": pair, "evidence": (Link(url=url),)})
    )
    task = project.tasks[0].model_copy(update={"title": pair, "activities": (activity,)})
    changed = project.model_copy(update={"tasks": (task,), "title": pair})
    return replace(DATASET, projects=MappingProxyType({**DATASET.projects, PROJECT: changed}))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_read_back_as_it_is(text: str) -> None:
    document = made(_with(text), ID, "kk")
    assert document.paragraphs.count(text) == 3  # the account, the place, the name in the table
    assert sum(text in paragraph for paragraph in document.paragraphs) >= 6


def test_libreoffice_reads_hostile_text_as_it_is(tmp_path: Path) -> None:
    for place, text in enumerate(HOSTILE.values()):
        (tmp_path / f"hostile{place}.docx").write_bytes(made(_with(text), ID, "ru").data)
    files = sorted(tmp_path.glob("*.docx"))
    read = opened(tmp_path, "txt:Text (encoded):UTF8", files)
    for place, text in enumerate(HOSTILE.values()):
        assert text in read[f"hostile{place}"].decode()


@pytest.mark.parametrize("mark", ["\x00", "\x0b", "\x1b", "\ufffe", "\ud800"])
def test_what_xml_cannot_hold_is_shown_as_unreadable(mark: str) -> None:
    links = Links()
    empty = _filled("{{ text }}", {"text": f"a{mark}b"}, links)
    assert empty.paragraphs[0] == "a\ufffdb"
    assert f"a{mark}b" not in empty.text


URLS = {
    "https://example.kz/?a=1&b=<2>": "https://example.kz/?a=1&b=%3C2%3E",
    "https://example.kz/қазақша#«а»": "https://example.kz/%D2%9B%D0%B0%D0%B7%D0%B0%D2%9B%D1%88%D0%B0#%C2%AB%D0%B0%C2%BB",
    'https://example.kz/"onload="x': "https://example.kz/%22onload=%22x",
    "https://example.kz/%7Ba%7D?x=100%25": "https://example.kz/%7Ba%7D?x=100%25",
    "https://example.kz/{{7*7}}": "https://example.kz/%7B%7B7*7%7D%7D",
    "javascript:alert(1)": None,
    "file:///etc/passwd": None,
    "https://": None,
    "example.kz": None,
}


@pytest.mark.parametrize(("url", "target"), URLS.items())
def test_only_what_a_browser_can_follow_is_a_hyperlink(url: str, target: str | None) -> None:
    document = made(_with("x", url), ID, "kk")
    assert url in document.paragraphs
    relations = document.parts["word/_rels/document.xml.rels"].decode()
    targets = re.findall(r'Target="([^"]*)" TargetMode="External"', relations)
    assert (target in [one.replace("&amp;", "&") for one in targets]) == (target is not None)
    assert not [one for one in targets if not one.startswith("https://")]


def _filled(text: str, values: dict[str, object], links: Links) -> WordFile:
    return WordFile(DocxTemplate(_template(text)).fill(values, links, "kk", Properties("a & b", "c < d")))


def _template(*texts: str, cell: str = "") -> bytes:
    document = Document()
    for text in texts:
        document.add_paragraph(text)
    document.add_table(1, 1).cell(0, 0).text = cell
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


FAULTS = {
    "no zip": (b"plain words", "DOCX", ""),
    "a damaged zip": (b"PK\x03\x04", "DOCX", ""),
    "a field that is not there": (_template("{{ nobody }}"), "nobody", "өріс"),
    "a part of a value that is not there": (_template("{{ say.nothing }}"), "nothing", "өріс"),
    "brackets left open": (_template("before", "{{ title }"), "{{ title }", "өріс"),
    "a loop without an end": (_template("{%p for a in lots %}", "{{ a }}"), "for", "өріс"),
    "a statement in the wrong place": (_template("x {% if not title %} y", cell="{% endif %}"), "", "%p"),
    "a way to Python's insides": (_template("{{ title.__class__.__mro__ }}"), "__class__", "өріс"),
}


@pytest.mark.parametrize(("data", "found", "remedy"), FAULTS.values(), ids=FAULTS)
def test_a_faulty_template_is_refused_in_both_languages(data: bytes, found: str, remedy: str) -> None:
    with pytest.raises(TemplateFault) as fault:
        DocxTemplate(data).fill({"title": "t", "lots": ["a"], "say": {}}, Links(), "kk", Properties("", ""))
    kazakh, russian = fault.value.message
    assert found in kazakh
    assert found in russian
    assert remedy in kazakh
    assert re.search("[әғқңөұүһі]", kazakh)


def test_the_repositorys_template_has_every_field_of_the_form_and_says_the_same() -> None:
    own = (REAL / PLACE).read_bytes()  # an officer may have restyled it
    fields = re.findall(r"\{[{%].*?[%}]\}", WordFile(template()).text)
    assert len(fields) > 150
    assert sorted(set(fields) - set(re.findall(r"\{[{%].*?[%}]\}", WordFile(own).text))) == []
    assert (
        WordFile(report_docx(DocxTemplate(own), DATASET, ID, "ru", private=False)).text == made(DATASET, ID, "ru").text
    )


def test_no_style_points_to_one_that_is_not_there() -> None:
    made_here = WordFile(template())
    styles = made_here.parts["word/styles.xml"].decode()
    ids = set(re.findall(r'w:styleId="([^"]+)"', styles))
    named = set(re.findall(r'<w:(?:link|next|basedOn) w:val="([^"]+)"', styles))
    used = set(
        re.findall(r'<w:(?:pStyle|tblStyle|rStyle) w:val="([^"]+)"', made_here.parts["word/document.xml"].decode())
    )
    assert len(used) > 15
    assert (named | used) - ids == set()
    assert "word/numbering.xml" not in made_here.parts


def test_the_form_makes_the_same_template_each_time() -> None:
    assert template() == template()


def test_the_template_has_a_field_for_every_point_and_appendix() -> None:
    text = WordFile(template()).text
    for number in range(1, 13):
        assert f'{number}. {{{{ say["form.report-{number}"] }}}}' in text
        assert f"before[{number}]" in text
        assert f"after[{number}]" in text
    for number in range(1, 7):
        assert f"item.fields[{number}]" in text
    for name in ("role", "operator", "title", "customer", "issued", "made_by"):
        assert f"{{{{ {name} }}}}" in text
    assert "{{r link }}" in text


def test_the_same_records_give_the_same_bytes_in_another_process() -> None:
    program = (
        "import hashlib; from wordfile import dataset_of, made; from builtsite import REAL;"
        f"print(hashlib.sha256(made(dataset_of(REAL), {ID!r}, 'ru').data).hexdigest())"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=REPOSITORY,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parent), "TZ": zone},
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout
        for seed, zone in (("1", "Asia/Almaty"), ("2", "America/Lima"))
    }
    assert len(said) == 1


def test_what_a_word_processor_adds_of_its_user_is_left_out() -> None:
    document = Document(BytesIO(template()))
    document.core_properties.author = "Somebody"
    document.core_properties.last_modified_by = "Somebody"
    document.add_comment(document.paragraphs[0].runs, text="Somebody says", author="Somebody")
    buffer = BytesIO()
    document.save(buffer)
    filled = WordFile(report_docx(DocxTemplate(buffer.getvalue()), DATASET, ID, "kk", private=False))
    assert [name for name, part in filled.parts.items() if b"Somebody" in part] == []
    assert filled.text


def test_a_template_is_read_once_and_filled_many_times() -> None:
    assert made(DATASET, ID, "kk").data == made(DATASET, ID, "kk").data
    assert FORM.texts is FORM.texts
