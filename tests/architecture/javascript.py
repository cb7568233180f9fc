"""JavaScript, read and not run: where its functions begin and end, whatever their form."""

import re
from collections.abc import Iterator

# What hides brackets: comments, strings, and patterns after what cannot end a number or a name.
QUIET = re.compile(
    r"""//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'"""
    r"""|(?<=[(,=:\[!&|?{};])(\s*)/(?![/*])(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\n\[])+/""",
    re.DOTALL,
)
NO_FUNCTION = {"if", "for", "while", "switch", "catch", "with"}
"""Words before `(...) {` that begin no function."""
PAIRS = {"(": ")", "[": "]", "{": "}"}


def functions(text: str) -> Iterator[tuple[int, int]]:
    """The first and the last line of each function: `function`, method or arrow, from 1."""
    code = bare(text)
    for first, body in _bodies(code):
        last = _end(code, body)
        yield code.count("\n", 0, first) + 1, code.count("\n", 0, last) + 1


def bare(text: str) -> str:
    """The code with blanks for comments, strings and patterns; the lines stay."""
    return _without_templates(QUIET.sub(lambda found: _blank(found[0]), text))


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _without_templates(code: str) -> str:
    """Blanks for the text of templates; what is computed in them stays."""
    out: list[str] = []
    # For each template that is being read: how many braces are open in its `${`, or -1 in its text.
    open_braces: list[int] = []
    k = 0
    while k < len(code):
        c, reads = code[k], bool(open_braces) and open_braces[-1] < 0
        if c == "`":
            out.append(" ")
            if reads:
                open_braces.pop()
            else:
                open_braces.append(-1)
        elif reads and c == "\\":
            out.append("  ")
            k += 1
        elif reads and code.startswith("${", k):
            out.append("  ")
            open_braces[-1] = 0
            k += 1
        elif reads:
            out.append(_blank(c))
        elif open_braces and c == "}" and open_braces[-1] == 0:
            out.append(" ")
            open_braces[-1] = -1
        else:
            if open_braces:
                open_braces[-1] += (c == "{") - (c == "}")
            out.append(c)
        k += 1
    return "".join(out)


def _bodies(code: str) -> Iterator[tuple[int, int]]:
    """Where each function begins, and the bracket that opens its body."""
    for found in re.finditer(r"=>\s*([({\[])|\)\s*(\{)", code):
        body = found.start(1) if found[1] else found.start(2)
        before = code[: found.start() + (0 if found[1] else 1)].rstrip()
        if not before.endswith(")"):
            yield len(before), body  # an arrow with one bare name
            continue
        first = _start(before)
        word = re.search(r"(\w*)\s*$", before[:first])
        if found[1] or (word and word[1] not in NO_FUNCTION):
            yield first, body


def _start(before: str) -> int:
    """Where the bracket opens that this code closes at its end."""
    depth = 0
    for k in range(len(before) - 1, -1, -1):
        depth += (before[k] == ")") - (before[k] == "(")
        if depth == 0:
            return k
    return 0


def _end(code: str, body: int) -> int:
    """Where the bracket closes that opens here."""
    opens, closes, depth = code[body], PAIRS[code[body]], 0
    for k in range(body, len(code)):
        depth += (code[k] == opens) - (code[k] == closes)
        if depth == 0:
            return k
    raise ValueError(f"{opens} is never closed")
