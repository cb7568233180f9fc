"""Words in JavaScript and in HTML are found, and each is in the catalogue that is looked in."""

from tools import marked_words, words


def test_words_of_a_module_are_found_wherever_they_are_said() -> None:
    source = """
    // say("an example")
    const KEYS = { step: say("step") };
    const told = shown ? say("Hide {name}", run) : say("Show \\"{name}\\"", run);
    label.textContent = `${more}, ${say("{n} here", { n })}`;
    count.textContent = sayCounted("{n} step", "{n} steps", steps);
    this.say("spoken by somebody else"); essay("no mark");
    """
    assert list(marked_words.javascript_texts(source)) == [
        "step",
        "Hide {name}",
        'Show "{name}"',
        "{n} here",
        ("{n} step", "{n} steps"),
    ]


def test_all_that_html_says_is_found() -> None:
    source = """<div aria-label="The map" title="The map (M)" data-do="no word">
      <style>p { color: red }</style><title>a page</title>
      <label><input type="checkbox"> Loop</label><dt>F</dt><dd>lecture view</dd><p>{told}</p>
      <option value="2">2×</option><svg viewBox="0 0 24 24"><path d="M11 5h2v6h6"/></svg>
    </div>"""
    said = ["The map", "The map (M)", "Loop", "lecture view"]
    assert marked_words.Page(source).texts() == said


def test_what_the_browser_says_is_in_its_own_catalogue() -> None:
    found = words.messages()["ui/browser"]
    said = {
        message
        for path in words.sources()
        if path.suffix in (".js", ".html")
        for message in words.texts(path)
    }
    assert "loss {loss}" in said
    assert said <= set(found)
