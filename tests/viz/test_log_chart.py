"""A small chart on a logarithmic axis, read back: where its lines, marks and numbers stand."""

from xml.etree import ElementTree

from viz.print import log_chart

SVG = "{http://www.w3.org/2000/svg}"
AXES = ("dimensions", "share <all>")


def test_lines_marks_and_numbers_stand_where_their_values_are() -> None:
    drawn = log_chart({"exact": {1: 1.0, 3: 0.01}}, {"drawn": {2: 0.1, 3: 0.0}}, AXES)
    tree = ElementTree.fromstring(drawn)
    paths = [each.get("d") for each in tree.iter(f"{SVG}path")]
    assert "M64.0 34.0L624.0 316.0" in paths
    mark, sample = (
        (float(c.get("cx", "")), float(c.get("cy", ""))) for c in tree.iter(f"{SVG}circle")
    )
    assert mark == (344.0, 175.0)  # what is 0 has no place on such an axis
    assert sample[1] == 16.0
    stands = {each.text: (each.get("x"), each.get("y")) for each in tree.iter(f"{SVG}text")}
    assert {word: stands[word][1] for word in ("1e-1", "1e-2")} == {
        "1e-1": "179.0",
        "1e-2": "320.0",
    }
    assert {word: stands[word][0] for word in ("2", "3")} == {"2": "344.0", "3": "624.0"}
    assert {"exact", "drawn", *AXES} <= set(stands)
    assert tree.get("aria-label") == "share <all>: exact, drawn"


def test_of_nothing_above_0_there_is_no_chart() -> None:
    assert log_chart({"exact": {1: 0.0}}, {}, AXES) == ""
