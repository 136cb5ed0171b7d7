"""Style sheets and scripts put together: nothing a browser reads is lost, and the name tells the content."""

import re

import pytest

from grantpages.site.assets import digest, named, script, sheet

SHEETS = [
    (
        'a { color: red; }\n\n/* why */\nb::before { content: "/* not */  ; }"; }',
        'a{color: red}b::before{content: "/* not */  ; }"}\n',
    ),
    (".a .b > i, .c { margin: 0 auto }", ".a .b > i,.c{margin: 0 auto}\n"),
    ("@media print { a { b: c; } }", "@media print{a{b: c}}\n"),
    ("a { width: calc(1px + 2px); }", "a{width: calc(1px + 2px)}\n"),
]


@pytest.mark.parametrize(("css", "expected"), SHEETS)
def test_a_sheet_loses_its_comments_and_spare_space(css: str, expected: str) -> None:
    assert sheet([css], lambda name: b"") == expected


def test_a_font_is_asked_for_by_its_content() -> None:
    css = 'a { src: url(fonts/x.woff2) format("woff2"); }'
    assert (
        sheet([css], lambda name: name.encode())
        == f'a{{src: url(fonts/x.woff2?{digest(b"fonts/x.woff2")}) format("woff2")}}\n'
    )


def test_each_script_has_a_scope_of_its_own_and_keeps_its_lines() -> None:
    joined = script(["// why\nconst a = 1\n  const b = 2 // kept\n", "\nconst a = 'x  // y'\n"])
    assert joined == "{\nconst a = 1\nconst b = 2 // kept\n\n}\n{\nconst a = 'x  // y'\n\n}\n"


def test_the_name_changes_with_the_content() -> None:
    assert re.fullmatch(r"assets/site\.[0-9a-f]{8}\.css", named("assets/", "site.css", "a"))
    assert named("assets/", "site.css", "a") != named("assets/", "site.css", "b")
