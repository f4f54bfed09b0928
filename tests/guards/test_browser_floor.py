"""Chromium 86, Firefox 78 and iOS 13 must run what lies under static/ (users.md a10).

Bootstrap and htmx come from packages and ask for less; only own code can break the floor. Text
inside comments and strings is not looked at where a word could stand there harmlessly.
"""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "static"
TEMPLATES = ROOT / "templates"

# What, and the first browser of the floor that does not know it.
CSS = {
    r":has\(": "Chromium 105",
    r":is\(|:where\(": "Chromium 88",
    r"@layer\b": "Chromium 99",
    r"@container\b|container-type\s*:": "Chromium 105",
    r"color-mix\(|oklch\(|light-dark\(": "Chromium 111",
    r"\d[dsl]v[hw]\b": "Chromium 108",
    r"(?<![-\w])inset\s*:": "Chromium 87",
    r"aspect-ratio\s*:": "Chromium 88",
    r"(margin|padding|border)-(inline|block)\b": "Chromium 87",
    r"(?<![-\w])gap\s*:": "Safari 14.1 for flex; grid-gap is known",
    r"(?<![-\w])(rotate|scale|translate)\s*:": "Chromium 104",
    r"text-wrap\s*:|@property\b|@scope\b|clamp\(": "Chromium 85 to 118, iOS 13.4",
    r"\{[^{}@%]*\{": "nesting: Chromium 112",
}
JS = {
    r"\?\.(?!\d)": "iOS 13.4",
    r"\?\?": "iOS 13.4",
    r"\|\|=|&&=": "Firefox 79",
    r"\.at\(": "Chromium 92",
    r"Object\.hasOwn\b": "Chromium 93",
    r"structuredClone\b": "Chromium 98",
    r"\.replaceAll\(": "iOS 13.4",
    r"\.(findLast|findLastIndex|toSorted|toReversed|toSpliced)\(": "Chromium 97",
    r"Promise\.(any|withResolvers)\b": "Firefox 79",
    r"crypto\.randomUUID": "Chromium 92",
    r"\.requestSubmit\(": "Safari 16",
    r"\.showModal\(": "Firefox 98",
    r"(this|\w)\.#\w|^\s+#\w+": "Firefox 90",
    r"^\s+static\s|^\s{2}\w+ = ": "class fields: Safari 14",
    r"\(\?<[=!]": "Safari 16.4",
    r"^await\b": "Chromium 89",
    r"\beval\(|new Function\(|\.innerHTML\b": "not of age but of the content policy",
}
HTML = {
    r"<dialog\b": "Firefox 98",
    r"type=\"importmap\"": "Chromium 89",
    r"\sstyle=": "the content policy",
    r"<style\b": "the content policy",
    r"\son[a-z]+=": "the content policy",
    r"<script(?![^>]*\b(src=|type=\"application/json\"))": "the content policy",
    r"\b(src|href)=\"(https?:)?//": "nothing comes from outside",
}


def plain(source: str, suffix: str) -> str:
    """The source without comments and, in scripts, without strings."""
    if suffix == ".html":
        return re.sub(r"{% comment %}.*?{% endcomment %}|{#.*?#}", "", source, flags=re.S)
    source = re.sub(r"/\*.*?\*/", "", source, flags=re.S)
    if suffix == ".js":
        source = re.sub(r"(?<!:)//[^\n]*", "", source)
        source = re.sub(r"\"[^\"\n]*\"|'[^'\n]*'", '""', source)
    return source


def too_young(source: str, suffix: str) -> list[str]:
    """What in a style sheet, script or template the floor does not know."""
    rules = {".css": CSS, ".js": JS, ".html": HTML}[suffix]
    text = plain(source, suffix)
    if suffix == ".css":  # a media query or key frame is the one block that may hold blocks
        text = re.sub(r"@(media|keyframes|supports)[^{]*\{", "", text)
    return [
        f"{found.group(0).strip()} ({why})"
        for pattern, why in rules.items()
        for found in re.finditer(pattern, text, re.M)
    ]


def sources():
    own = [path for suffix in ("css", "js") for path in STATIC.rglob(f"*.{suffix}")]
    return sorted(own) + sorted(TEMPLATES.rglob("*.html"))


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_own_sources_stay_above_the_floor(path):
    assert too_young(path.read_text(), path.suffix) == []


@pytest.mark.parametrize(
    ("suffix", "source"),
    [
        (".css", ".a:has(.b) { color: red; }"),
        (".css", ".a:is(.b, .c) { color: red; }"),
        (".css", "@layer base { }"),
        (".css", ".a { container-type: inline-size; }"),
        (".css", ".a { color: color-mix(in srgb, red, blue); }"),
        (".css", ".a { height: 100dvh; }"),
        (".css", ".a { inset: 0; }"),
        (".css", ".a { gap: 1rem; }"),
        (".css", ".a { color: red; .b { color: blue; } }"),
        (".css", "@media print { .a { color: red; &:hover { color: blue; } } }"),
        (".js", "const b = a?.b;"),
        (".js", "const b = a ?? 1;"),
        (".js", "a ||= 1;"),
        (".js", "const last = list.at(-1);"),
        (".js", "Object.hasOwn(a, 'b');"),
        (".js", "structuredClone(a);"),
        (".js", "text.replaceAll(a, b);"),
        (".js", "form.requestSubmit();"),
        (".js", "class A {\n  #secret;\n}"),
        (".js", "class A {\n  field = 1;\n}"),
        (".js", "element.innerHTML = text;"),
        (".html", "<dialog open>"),
        (".html", '<p style="color: red">'),
        (".html", '<a onclick="go()">'),
        (".html", "<script>go()</script>"),
        (".html", '<script type="importmap">{}</script>'),
        (".html", '<img src="https://example.com/a.png">'),
    ],
)
def test_the_guard_sees_what_is_too_young(suffix, source):
    assert too_young(source, suffix) != []


@pytest.mark.parametrize(
    ("suffix", "source"),
    [
        (".css", "/* :has() is too young */ .a { grid-gap: 1rem; }"),
        (".css", "@media (min-width: 1px) { .a { color: red; } .b { color: blue; } }"),
        (".js", 'const a = b ? .5 : 1; // a?.b\nconst c = "a?.b";'),
        (".html", '{% comment %}<style>{% endcomment %}<script src="/a.js"></script>'),
    ],
)
def test_the_guard_lets_the_rest_pass(suffix, source):
    assert too_young(source, suffix) == []
