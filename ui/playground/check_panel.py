"""“Gradient check” of the closer look: exact against numerical, right or with a mistake in it."""

import math

import numpy as np
import streamlit as st

import landscapes
import optim
from core.sentences import N_, _, sentence
from core.written import number
from ui.kit.charts import chart, is_dark, metrics
from ui.scene import cached
from ui.scene.check import checked
from ui.scene.scene import Scene
from viz import figures

HEIGHT = 380
EXPLAINED = N_(
    "Relative error |a − n| / max(|a|, |n|) of the difference quotient n against the gradient "
    "a. A large h is too coarse, a tiny h drowns in rounding: in between lies the best one. A "
    "mistake in a is seen at every h; it is only in this check, the race goes by the right "
    "gradient."
)
AGREES = 1e-5
"""A relative error below this, at the best step length, is one of rounding (CS231n, “gradient
checks”, has 1e-7 for smooth losses of ordinary size)."""


def show(scene: Scene) -> None:
    """The finding, both errors at the step length in use, and over all step lengths."""
    x, y = scene.probed()
    problem = checked(scene)
    check = optim.check_gradient(problem, x, y)
    now = optim.check_gradient(problem, x, y, [scene.h])
    st.markdown(f"**{_(finding(scene, check))}**")
    metrics(
        {
            sentence("Forward, h = {h}", h=number(scene.h, 6)): number(float(now.forward[0])),
            sentence("Central, h = {h}", h=number(scene.h, 6)): number(float(now.central[0])),
        }
    )
    chart(figures.check_figure(check, scene.h, scene.gradient, dark=is_dark()), "check", HEIGHT)
    st.caption(_(EXPLAINED))


def finding(scene: Scene, check: optim.GradientCheck) -> str:
    """One sentence on what the check says at this point."""
    x, y = scene.probed()
    forward, central = check.at_best
    if not (math.isfinite(forward) and math.isfinite(central)):
        return N_("The surface or its gradient is not defined here, so there is nothing to check.")
    if cached.local(scene.landscape(), (x, y)).words == landscapes.KINK:
        return _at_a_kink(forward, central)
    if not np.any(scene.landscape().grad(x, y)):
        return N_("The gradient is 0 here, so relative errors say nothing: check at another point.")
    passes, wrong = central < AGREES, scene.mistake != "none"
    return sentence(FINDINGS[passes, wrong], error=number(central, 2))


FINDINGS = {
    (True, False): N_("The gradient passes: central differences agree with it to {error}."),
    (True, True): N_(
        "The mistake is not seen here: what is wrong is 0 at this point, so central differences "
        "agree with it to {error}."
    ),
    (False, False): N_("Gradient and differences disagree by {error} at the best step length."),
    (False, True): N_(
        "The mistake is found: the error is {error} at the best step length, and no smaller one "
        "takes it away."
    ),
}
"""By whether central differences agree, and whether there is a mistake."""


def _at_a_kink(forward: float, central: float) -> str:
    if central < AGREES < forward:
        return sentence(
            "The slope jumps here: forward differences are wrong by {forward} however small the "
            "step, while central ones take the mean of both sides and are blind to it ({central}).",
            forward=number(forward, 2),
            central=number(central, 2),
        )
    return N_("The slope jumps here, so no difference quotient can check the gradient.")
