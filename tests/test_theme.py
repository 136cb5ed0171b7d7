"""What is taken of the theme's style sheets: the rules for what the site's templates and scripts name."""

import sys

import pytest
from builtsite import REPOSITORY, BuiltSite

sys.path += [str(REPOSITORY / "scripts")]

from theming.pruned import pruned, words
from update_theme import FILE, theme_css

KNOWN = words("a body p .here data-x dark __drawer")
RULES = [
    ("a{b:c}.here{d:e}", "a{b:c}.here{d:e}"),
    ("a.gone{b:c}", ""),
    (".here .gone,.here a{b:c}", ".here a{b:c}"),
    (".here:not(.gone):hover{b:c}", ".here:not(.gone):hover{b:c}"),
    ("p::before{b:c}", "p::before{b:c}"),
    ("[data-x=dark]{b:c}[data-x=light]{b:c}[data-y]{b:c}", "[data-x=dark]{b:c}"),
    ("a[for=__drawer]{b:c}", ""),
    ("#__drawer:checked~.here{b:c}#other{b:c}", "#__drawer:checked~.here{b:c}"),
    ("@media print{.here{b:c}.gone{b:c}}@media screen{.gone{b:c}}", "@media print{.here{b:c}}"),
    ("a{--x:1;--y:2;b:var(--x)}", "a{--x:1;b:var(--x)}"),
    ("a{--x:var(--y);--y:2}p{b:c}", "p{b:c}"),
    ("@keyframes k{0%{b:c}to{b:d}}p{b:c}", "p{b:c}"),
    ("@keyframes k{0%{b:c}}p{animation:k 1s}", "@keyframes k{0%{b:c}}p{animation:k 1s}"),
    ('a{--i-icon:url("data:image/svg+xml,<svg>;{}");b:c;mask-image:var(--i-icon)}', "a{b:c;}"),
]


@pytest.mark.parametrize(("css", "kept"), RULES)
def test_a_rule_stays_where_all_it_names_may_occur(css: str, kept: str) -> None:
    assert pruned(css, KNOWN) == kept


def test_a_property_that_another_sheet_uses_stays() -> None:
    assert pruned("a{--x:1}", KNOWN, "p{b:var(--x)}") == "a{--x:1}"


def test_the_file_is_what_the_theme_in_use_gives() -> None:
    assert (REPOSITORY / FILE).read_text(encoding="utf-8") == theme_css()


def test_every_class_of_the_theme_that_a_page_has_is_styled_or_never_was(real_site: BuiltSite) -> None:
    """A page made of more than the templates (a Markdown extension, say) would show here."""
    pages = {
        name
        for path in real_site.root.rglob("*.html")
        for name in words(path.read_text(encoding="utf-8"))
        if name.startswith("md-")
    }
    known = set().union(
        *(words(path.read_text(encoding="utf-8")) for path in (REPOSITORY / "docs/overrides").rglob("*.html"))
    )
    assert len(pages) > 20
    assert pages - known == set()
