"""Tables of results: text is shown as text, whoever wrote it, and read aloud as a table."""

from html.parser import HTMLParser

from ui.kit.tables import table_html

NASTY = "<script>alert(1)</script> & \"quoted\" 'too' </td></tr>"


class Reader(HTMLParser):
    """What a browser would make of it: the elements, and the texts in cells."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.names: list[str | None] = []
        self.cells: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note it."""
        self.elements.append(tag)
        self.names += [value for name, value in attrs if name == "data-name"]
        if tag in ("td", "th"):
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        """Text of the last cell."""
        self.cells[-1] += data


def read(columns: dict[str, list[str | float | None]]) -> Reader:
    reader = Reader()
    reader.feed(table_html(columns))
    return reader


def test_text_that_looks_like_html_is_shown_as_it_is() -> None:
    found = read({NASTY: [NASTY, "a"], f"{NASTY}2": ["b", NASTY]})
    assert set(found.elements) == {"div", "table", "thead", "tbody", "tr", "th", "td"}
    assert found.cells == [NASTY, f"{NASTY}2", NASTY, "b", "a", NASTY]
    assert found.names == [f"{NASTY}2"] * 2  # in attributes too


def test_numbers_are_written_and_missing_ones_are_dashes() -> None:
    found = read({"Run": ["gd"], "Loss": [-1.5e-7], "Steps": [100000], "Distance": [None]})
    assert found.cells[4:] == ["gd", "−1.5·10⁻⁷", "100000", "–"]
