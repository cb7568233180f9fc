"""Our components stay while they are on the page, whatever Streamlit asks for meanwhile."""

from playwright.sync_api import Page

from ui.browser import assets

CALL = "window.begun(component.data)"
TWO_UPDATES = """async ([code, gone]) => {
  const heard = [];
  const secondBegan = new Promise((told) => {
    window.begun = (update) => {
      heard.push(update);
      if (update === "second") told();
      return () => heard.push(`${update} ended`);
    };
  });
  const blob = new Blob([code], { type: "text/javascript" });
  const { default: run } = await import(URL.createObjectURL(blob));
  const parentElement = document.body.appendChild(document.createElement("div"));
  const ends = ["first", "second"].map((data) => run({ data, parentElement }));
  if (gone) parentElement.remove();
  ends[0]();
  await secondBegan;
  ends[0]();
  const still = [...heard];
  parentElement.remove();
  ends[1]();
  return [still, heard];
}"""


def two_updates(page: Page, gone: bool) -> list[list[str]]:
    """What began and ended while the component was there, and in the end."""
    code = assets.loader("shared/wire.js", CALL)
    found: list[list[str]] = page.evaluate(TWO_UPDATES, [code, gone])
    return found


def test_a_component_stays_when_two_updates_come_at_once(bare_page: Page) -> None:
    """Streamlit asks what it called for the first of them to end, though the second goes on."""
    still, after = two_updates(bare_page, gone=False)
    assert still == ["first", "second"]
    assert after == ["first", "second", "second ended"]


def test_a_component_that_is_gone_before_it_came_is_not_begun(bare_page: Page) -> None:
    still, after = two_updates(bare_page, gone=True)
    assert still == ["second"]
    assert after == ["second", "second ended"]
