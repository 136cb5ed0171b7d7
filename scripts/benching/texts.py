"""The texts that are searched for, once as JSON for our index and once as pages for Pagefind."""

import html
import json
import sys
from pathlib import Path

from searching.measuring import texts_of


def main(data: Path, out: Path) -> None:
    """Write `<language>.jsonl`, on each line a pair of title and text, and `pages/<language>/<number>/index.html`."""
    for language, texts in texts_of(data):
        for number, text in enumerate(texts):
            page = out / "pages" / language / str(number) / "index.html"
            page.parent.mkdir(parents=True)
            head = f'<!doctype html><html lang="{language}"><head><title>{html.escape(text.title)}</title></head>'
            body = f"<body><main><h1>{html.escape(text.title)}</h1><p>{html.escape(text.body)}</p></main></body></html>"
            page.write_text(head + body, encoding="utf-8")
        pairs = (json.dumps((text.title, text.body), ensure_ascii=False) for text in texts)
        (out / f"{language}.jsonl").write_text("\n".join(pairs), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
