"""“Gradient check” of the closer look: exact against numerical, right or with a mistake in it."""

import math

import numpy as np
import streamlit as st

import landscapes
import optim
from core.written import number
from ui.kit.charts import chart, is_dark, metrics
from ui.scene import cached
from ui.scene.scene import Scene
from viz import figures

HEIGHT = 380
AGREES = 1e-5
"""A relative error below this, at the best step length, is one of rounding (CS231n, “gradient
checks”, has 1e-7 for smooth losses of ordinary size)."""


def show(scene: Scene) -> None:
    """The finding, both errors at the step length in use, and over all step lengths."""
    x, y = scene.probed()
    problem = checked(scene)
    check = optim.check_gradient(problem, x, y)
    now = optim.check_gradient(problem, x, y, [scene.h])
    st.markdown(f"**{finding(scene, check)}**")
    metrics(
        {
            f"Forward, h = {number(scene.h, 6)}": number(float(now.forward[0])),
            f"Central, h = {number(scene.h, 6)}": number(float(now.central[0])),
        }
    )
    chart(figures.check_figure(check, scene.h, scene.gradient, dark=is_dark()), "check", HEIGHT)
    st.caption(
        "Relative error |a − n| / max(|a|, |n|) of the difference quotient n against the gradient "
        "a. A large h is too coarse, a tiny h drowns in rounding: in between lies the best one. A "
        "mistake in a is seen at every h; it is only in this check, the race goes by the right "
        "gradient."
    )


def checked(scene: Scene) -> optim.Differentiable:
    """The surface, with the mistake in its gradient that the scene asks for."""
    landscape = scene.landscape()
    return landscape if scene.mistake == "none" else optim.Mistaken(landscape, scene.mistake)


def finding(scene: Scene, check: optim.GradientCheck) -> str:
    """One sentence on what the check says at this point."""
    x, y = scene.probed()
    forward, central = check.at_best
    if not (math.isfinite(forward) and math.isfinite(central)):
        return "The surface or its gradient is not defined here, so there is nothing to check."
    if cached.local(scene.landscape(), (x, y)).words == landscapes.KINK:
        return _at_a_kink(forward, central)
    if not np.any(scene.landscape().grad(x, y)):
        return "The gradient is 0 here, so relative errors say nothing: check at another point."
    if central < AGREES:
        best = f"central differences agree with it to {number(central, 2)}"
        if scene.mistake == "none":
            return f"The gradient passes: {best}."
        return f"The mistake is not seen here: what is wrong is 0 at this point, so {best}."
    if scene.mistake == "none":
        return f"Gradient and differences disagree by {number(central, 2)} at the best step length."
    return (
        f"The mistake is found: the error is {number(central, 2)} at the best step length, and no "
        "smaller one takes it away."
    )


def _at_a_kink(forward: float, central: float) -> str:
    if central < AGREES < forward:
        return (
            f"The slope jumps here: forward differences are wrong by {number(forward, 2)} however "
            "small the step, while central ones take the mean of both sides and are blind to it "
            f"({number(central, 2)})."
        )
    return "The slope jumps here, so no difference quotient can check the gradient."
