"""What is generated from the models, so that it cannot disagree with them: schemas, templates, the format's pages.

Models become texts here; nothing is read or written. `scripts/update_reference.py` keeps the files.
"""

from grantpages.problem import LANGUAGES
from grantpages.reference.formatpage import format_page
from grantpages.reference.kinds import KINDS
from grantpages.reference.schema import schema_text
from grantpages.reference.template import template

__all__ = ["generated"]


def generated() -> dict[str, str]:
    """Every generated file's text by its path from the repository's root."""
    schemas = {f"docs/schema/{kind.name}.schema.json": schema_text(kind) for kind in KINDS}
    templates = {kind.template: template(kind) for kind in KINDS if kind.template}
    pages = {f"docs/data-format.{language}.md": format_page(language) for language in LANGUAGES}
    return {**schemas, **templates, **pages}
