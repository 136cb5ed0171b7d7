"""The quicker Jinja says what Jinja says, for every way in which a template calls a macro or a function."""

from types import SimpleNamespace

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError
from markupsafe import Markup

from grantpages.site.engine import WAY, PageEnvironment, led

PARTS = (
    '{% macro row(name, mark="<i>", more=none) %}{{ name }}{{ mark }}{% if more %}{{ more }}{% endif %}{% endmacro %}'
    "{% macro many() %}{{ varargs | join(',') }}{{ kwargs['a'] }}{% endmacro %}"
    "{% macro around() %}({{ caller() }}){% endmacro %}"
)
IMPORT = '{% from "parts" import around, many, row %}'
TEXTS = (
    "{{ row('a & b') }}",
    "{{ row(name='a & b') }}",
    "{{ row('a', '<b>') }}",
    "{{ row('a', '<b>', raw) }}",
    "{{ row('a', more=raw) }}",
    "{% for item in items %}{{ row(item, loop.index) }}{% endfor %}",
    "{% for item in items %}{{ row(item, loop.index, raw) }}{% endfor %}",
    "{{ many('<', '>', a=1) }}",
    "{% call around() %}{{ row('&') }}{% endcall %}",
    "{{ thing.said('&') }}{{ thing.said(text=raw) }}",
    "{{ thing.said(*['<']) }}{{ thing.said(**{'text': '>'}) }}",
    "{% for item in items %}{{ thing.said(item) }}{% endfor %}",
)


def rendered(kind: type[Environment], text: str) -> str:
    loader = DictLoader({"parts": PARTS, "page": IMPORT + text})
    env = kind(loader=loader, autoescape=True, undefined=StrictUndefined)
    env.globals["say"] = {}
    thing = SimpleNamespace(said=lambda text: text + text)
    return env.get_template("page").render(items=["<", "b"], raw=Markup("<br>"), thing=thing)


@pytest.mark.parametrize("text", TEXTS)
def test_a_call_gives_what_jinja_gives(text: str) -> None:
    assert rendered(PageEnvironment, text) == rendered(Environment, text)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("{{ row() }}", UndefinedError),
        ("{{ row('a', 'b', 'c', 'd') }}", TypeError),
        ("{{ row('a', colour='b') }}", TypeError),
        ("{{ unheard('a') }}", UndefinedError),
        ("{{ thing.unheard('a') }}", AttributeError),
    ],
)
def test_a_wrong_call_is_an_error(text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        rendered(PageEnvironment, text)


def test_a_row_is_led_home_from_each_list_by_its_own_way() -> None:
    row = f'<a href="{WAY}x">a&amp;b</a>'
    assert [led(row, up) for up in ("../", "")] == ['<a href="../x">a&amp;b</a>', '<a href="x">a&amp;b</a>']
    assert isinstance(led(row, ""), Markup)
