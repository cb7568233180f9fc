"""The values of Streamlit's widgets as a browser sends them back, for `bench/visitor.py`."""

import random
from typing import Any

from streamlit.proto.Slider_pb2 import Slider
from streamlit.proto.WidgetStates_pb2 import WidgetState


def state_of(kind: str, widget: Any, before: WidgetState | None) -> WidgetState | None:
    """What a widget holds when it has just been sent; None for what is no widget."""
    if kind not in HOLDS:
        return None
    if before is not None and not getattr(widget, "set_value", False):
        return before
    return HOLDS[kind](widget)


def moved(widget: Slider, state: WidgetState, chance: random.Random) -> WidgetState:
    """A slider after a move to any other of its places."""
    made = WidgetState(id=widget.id)
    if widget.options:
        others = [each for each in widget.options if each not in state.string_array_value.data]
        made.string_array_value.data.append(chance.choice(others or list(widget.options)))
        return made
    places = max(1, round((widget.max - widget.min) / widget.step))
    count = max(1, len(widget.default))
    picked = sorted(chance.randint(0, places) for _ in range(count))
    values = [min(widget.max, widget.min + k * widget.step) for k in picked]
    made.double_array_value.data.extend(values)
    return made


def _slider(widget: Any) -> WidgetState:
    made = WidgetState(id=widget.id)
    if widget.options:
        default = [widget.options[int(k)] for k in widget.default]
        made.string_array_value.data.extend(widget.raw_value if widget.set_value else default)
    else:
        made.double_array_value.data.extend(widget.value if widget.set_value else widget.default)
    return made


def _checkbox(widget: Any) -> WidgetState:
    value = widget.value if widget.set_value else widget.default
    return WidgetState(id=widget.id, bool_value=value)


def _number(widget: Any) -> WidgetState:
    value = widget.value if widget.set_value else widget.default
    if widget.data_type == widget.INT:
        return WidgetState(id=widget.id, int_value=int(value))
    return WidgetState(id=widget.id, double_value=value)


def _text(widget: Any) -> WidgetState:
    value = widget.value if widget.set_value else widget.default
    return WidgetState(id=widget.id, string_value=value)


def _one_of(widget: Any) -> WidgetState:
    made = WidgetState(id=widget.id)
    if widget.set_value:
        made.string_value = widget.raw_value
    elif widget.options and widget.HasField("default"):
        made.string_value = widget.options[widget.default]
    return made


def _several(widget: Any) -> WidgetState:
    made = WidgetState(id=widget.id)
    words = [getattr(each, "content", each) for each in widget.options]
    default = [words[k] for k in widget.default]
    made.string_array_value.data.extend(widget.raw_values if widget.set_value else default)
    return made


def _component(widget: Any) -> WidgetState:
    return WidgetState(id=widget.id, json_value="{}")


HOLDS = {
    "bidi_component": _component,
    "slider": _slider,
    "checkbox": _checkbox,
    "number_input": _number,
    "text_input": _text,
    "selectbox": _one_of,
    "radio": _one_of,
    "multiselect": _several,
    "button_group": _several,
}
"""By kind of widget: what it holds at first, or when the server sets it."""
