"""A shell page is cut at its marks and poured full; nothing poured can break out of its place."""

import pytest

from grantpages.site.shell import BODY, DEPTHS, DESCRIPTION, TITLE, Shell, address, source

PLAIN = {"address": "calls/x/", "title": "T", "description": "D", "body": "B"}


def test_a_shell_without_marks_is_poured_as_it_is() -> None:
    assert Shell.of("<p>text</p>").pieces == ("<p>text</p>",)
    assert Shell.of("<p>text</p>").pour(**PLAIN) == "<p>text</p>"


@pytest.mark.parametrize(
    ("html", "poured"),
    [
        (f"<title>{TITLE}</title>", "<title>T</title>"),
        (f'<meta content="{DESCRIPTION}">', '<meta content="D">'),
        (f"<main><p>{BODY}</p></main>", "<main>B</main>"),
        (f"<main>{BODY}</main>", "<main>B</main>"),
        (f'<a href="../{address(2)}">', '<a href="../calls/x/">'),
        (f"{address(1)}|{address(3)}", "calls/x/|calls/x/"),
        (f"{TITLE}{DESCRIPTION}{TITLE}", "TDT"),
        (f"{BODY} and {BODY}", "B and B"),
    ],
)
def test_each_mark_is_replaced_wherever_it_stands(html: str, poured: str) -> None:
    assert Shell.of(html).pour(**PLAIN) == poured


def test_pieces_are_text_at_even_places_and_names_at_odd_ones() -> None:
    shell = Shell.of(f"a{TITLE}b<p>{BODY}</p>c")
    assert shell.pieces == ("a", "title", "b", "body", "c")
    assert Shell.of(TITLE).pieces == ("", "title", "")


def test_title_and_description_are_escaped_and_the_body_is_not() -> None:
    shell = Shell.of(f'<title>{TITLE}</title><meta content="{DESCRIPTION}">{BODY}')
    poured = shell.pour(address="", title='<b>&"', description='"><script>', body="<b>bold</b>")
    assert poured == '<title>&lt;b&gt;&amp;&quot;</title><meta content="&quot;&gt;&lt;script&gt;"><b>bold</b>'


def test_marks_in_what_is_poured_are_only_text() -> None:
    poured = Shell.of(f"{TITLE}|{BODY}").pour(address="", title=BODY, description="", body=TITLE)
    assert poured == f"{BODY}|{TITLE}"


def test_the_current_section_is_marked_and_the_others_lose_their_mark() -> None:
    html = '<a href="c/" data-section="calls">1</a><a href="p/" data-section="projects">2</a>'
    assert Shell.of(html, "projects").pieces == ('<a href="c/">1</a><a href="p/" aria-current="page">2</a>',)
    assert Shell.of(html).pieces == ('<a href="c/">1</a><a href="p/">2</a>',)


@pytest.mark.parametrize("depth", DEPTHS)
def test_a_source_says_its_depth_and_has_every_mark(depth: int) -> None:
    text = source(depth)
    assert f"shell: {depth}\n" in text
    assert [mark for mark in (TITLE, DESCRIPTION, BODY) if mark not in text] == []
    assert address(depth).count("/") == depth
