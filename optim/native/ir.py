"""A traced step written as LLVM's own text: a loop over steps for a few points at a time.

The operations are those of the tape, in IEEE arithmetic without contraction or any other liberty,
so the results are NumPy's to the last bit. Every number is an argument: a knob that is moved
compiles nothing. Points are worked on in vectors. One that has ended moves no more, and a vector
goes on until all of its points have ended.
"""

from typing import NamedTuple

import numpy as np

from optim.native import loops
from optim.native.pen import Pen, Value
from optim.native.values import Rows, Values, rows_of
from optim.status import FAR
from optim.trace.step import Lockstep
from optim.trace.tape import ONE

_FRAME = """{declared}
define void @run(i64 %n, ptr %numbers, ptr %columns, ptr %factors, ptr %noise, i64 %last, \
double %flat, double %safe_radius) "no-stack-arg-probe" {{
entry:
{room}
  %stop = sub i64 %n, {width}
  br label %points
points:
  %i = phi i64 [0, %entry], [%i.next, %done]
  %past = icmp ugt i64 %i, %stop
  %at = select i1 %past, i64 %stop, i64 %i
{begin}
  br label %step
step:
  %t = phi i64 [0, %points], [%t.next, %advance]
  %live = phi {truth} [{all}, %points], [%alive, %advance]
  %steps = phi {counts} [zeroinitializer, %points], [%steps.next, %advance]
{turning}
{observe}
  br i1 %doubt, label %check, label %judged
check:
{check}
  br label %judged
judged:
  %alive = phi {truth} [%runs, %step], [%sure, %check]
  %bits = bitcast {truth} %alive to i{width}
  %any = icmp ne i{width} %bits, 0
  %more = icmp ult i64 %t, %last
  %on = and i1 %any, %more
  br i1 %on, label %advance, label %done
advance:
{advance}
  %one = zext {truth} %alive to {counts}
  %steps.next = add {counts} %steps, %one
  %t.next = add i64 %t, 1
  br label %step
done:
{done}
  %i.next = add i64 %i, {width}
  %over = icmp uge i64 %i.next, %n
  br i1 %over, label %end, label %points
end:
  ret void
}}
!0 = !{{}}"""


class Text(NamedTuple):
    """A kernel in LLVM's language, and what it is to be given."""

    text: str
    numbers: list[float]
    columns: list[str]
    """Arrays with an entry for each point: x, y, then swept knobs and the states that begin as
    one. After them come those that are written: x, y, norm2, and steps as 32 bits."""


def write(step: Lockstep, width: int) -> Text:
    """The kernel of a step for vectors of some width; UncoveredError where it can't be."""
    pen = Pen(width)
    values = Values(step, pen)
    first = _begin(step, values)
    parts = {"begin": pen.taken()}
    values.named |= {name: Value(f"%{name}", v.wide) for name, v in first.items()}
    values.named |= {"z_x": values.named["x"], "z_y": values.named["y"]}
    seen = _observe(step, values)
    parts["observe"] = pen.taken()
    _check(step, values.branch(), pen)
    parts["check"] = pen.taken()
    moved = _advance(step, values)
    parts["advance"] = pen.taken()
    ends = [(values.named["x"], "double"), (values.named["y"], "double"), (seen["norm2"], "double")]
    for k, (v, element) in enumerate([*ends, (Value("%steps", True), "i32")]):
        where = values.place(len(values.columns) + k, element)
        pen.line(f"store {pen.kind(True, element)} {v.name}, ptr {where}, align 4")
    parts["done"] = pen.taken()
    parts["turning"] = [
        f"  %{name} = phi {pen.kind(v.wide)} [{v.name}, %points], [{moved[name].name}, %advance]"
        for name, v in first.items()
    ]
    parts["room"] = loops.room(width) if pen.loops else []
    joined = {name: "\n".join(lines) for name, lines in parts.items()}
    words = {"truth": pen.kind(True, "i1"), "counts": pen.kind(True, "i32")}
    whole = {"width": width, "all": pen.literal("true", True, "i1")}
    text = _FRAME.format(declared="\n".join(sorted(set(pen.called))), **joined, **words, **whole)
    return Text(text, values.numbers, values.columns)


def _begin(step: Lockstep, values: Values) -> Rows:
    """What changes from step to step, before the first; and the knobs, which do not."""
    first = {name: values.column(name) for name in "xy"}
    for name in step.swept:
        values.named[name] = values.column(name)
    for i, (rank, v) in enumerate(zip(step.ranks, step.initial, strict=True)):
        made = values.column(f"state{i}") if v.ndim else values.number(float(v))
        for _, name in rows_of(f"state{i}", rank):
            first[name] = made if rank == ONE else values.pen.widened(made)
    return first


def _observe(step: Lockstep, values: Values) -> Rows:
    """The gradient and what is watched; which points run on, and whether that needs a check."""
    pen, (gradient, watch, _) = values.pen, step.parts
    seen = values.results(gradient)
    values.named |= seen | {"g_x": seen["gx"], "g_y": seen["gy"]}
    seen |= values.results(watch)
    flat = pen.widened(Value("%flat", False)).name
    runs = _both(pen, "%live", pen.compare("ogt", True, seen["norm2"].name, flat))
    if step.watched:
        runs = _both(pen, runs, _within(pen, seen["f"], _far(pen)))
    near = _near(values, pen.widened(Value("%safe_radius", False)).name)
    kind = pen.kind(True, "i1")
    away = pen.put(f"xor {kind} {near}, {pen.literal('true', True, 'i1')}")
    pen.line(f"%runs = and {kind} {runs}, {pen.literal('true', True, 'i1')}")
    bits = pen.put(f"bitcast {kind} {_both(pen, '%runs', away)} to i{pen.width}")
    pen.line(f"%doubt = icmp ne i{pen.width} {bits}, 0")
    return seen


def _check(step: Lockstep, values: Values, pen: Pen) -> None:
    """Of points beyond the radius within which the loss is modest: whether it is."""
    sure = _near(values, _far(pen))
    if not step.watched:
        values.compute([step.loss])
        loss = pen.widened(values.value(step.loss.id, -1))
        sure = _both(pen, sure, _within(pen, loss, _far(pen)))
    pen.line(f"%sure = and {pen.kind(True, 'i1')} %runs, {sure}")


def _advance(step: Lockstep, values: Values) -> Rows:
    """The step; what has ended stays where it is."""
    pen, moved = values.pen, {}
    if "rate" in values.inputs:
        factor, base = values.element("%factors", "%t"), values.named.get("learning_rate")
        base, factor = (base, pen.widened(factor)) if base else (values.number(step.rate), factor)
        rate = pen.put(f"fmul {pen.kind(base.wide)} {base.name}, {factor.name}")
        values.named["rate"] = Value(rate, base.wide)
    if values.inputs & {"noise", "noise_x", "noise_y"}:
        twice = pen.put("shl i64 %t, 1")
        values.named["noise_x"] = values.element("%noise", twice)
        values.named["noise_y"] = values.element("%noise", pen.put(f"or i64 {twice}, 1"))
    moved = values.results(step.parts[2])
    for name in "xy":
        new = moved[f"next_{name}"].name
        moved[name] = Value(pen.choose(True, "%alive", new, f"%{name}"), True)
    return moved


def _near(values: Values, limit: str) -> str:
    """Which points are within a distance in both coordinates."""
    pen = values.pen
    return _both(pen, *(_within(pen, values.named[name], limit) for name in "xy"))


def _within(pen: Pen, v: Value, limit: str) -> str:
    return pen.compare("ole", True, pen.intrinsic("fabs", True, v.name), limit)


def _both(pen: Pen, a: str, b: str) -> str:
    return pen.put(f"and {pen.kind(True, 'i1')} {a}, {b}")


def _far(pen: Pen) -> str:
    bits = int(np.float64(FAR).view(np.int64))
    return pen.literal(f"0x{bits:016X}", True)
