"""The widgets of the network itself and of what is added to its training."""

from dataclasses import replace

import streamlit as st

from core.sentences import N_, _
from ui.kit.address import held
from ui.kit.widgets import choice_widget, integer_widget, knob_widget
from ui.network.study import NUMBERS, Study

ACTIVATIONS = {"tanh": "tanh", "relu": "ReLU"}
MASKS = {"units": N_("Units", "mask"), "weights": N_("Weights"), "layers": N_("Layers")}
MASK_WORDS = {
    "units": N_("Dropout: each hidden unit, for each digit by itself."),
    "weights": N_(
        "DropConnect: each weight that leaves a hidden unit, the same for all digits of a step."
    ),
    "layers": N_(
        "Stochastic depth: each hidden layer that a connection skips, the same for all digits of a "
        "step. Where no connection skips a layer, none is left out."
    ),
}
BEFORE = {"drawn": N_("As drawn"), "learned": N_("Learned")}
BEFORE_WORDS = {
    "drawn": N_("They stay as they were drawn at random."),
    "learned": N_(
        "Transfer learning: they have learned to read 0 to 4, in 300 steps of Adam on those among "
        "the last 400 of the 1437 digits. All ten kinds are asked for now."
    ),
}
PENALTIES = {"all": N_("Weights and biases"), "weights": N_("Weights only")}


def network(study: Study) -> Study:
    """Units, layers, and what else the network is made of."""
    units, depth = int(number_of(study, "units")), int(number_of(study, "depth"))
    activation = choice_widget(N_("Activation"), "net.activation", ACTIVATIONS, study.activation)
    residual = st.toggle(
        _("Skip connections"),
        key=held("net.residual", study.residual == "on"),
        disabled=depth < 2,
        help=_("Each hidden layer but the first adds what came in to what goes out."),
    )
    study = replace(
        study, units=units, depth=depth, activation=activation, residual="on" if residual else "off"
    )
    study = _layers(study)
    words = _(
        "64 pixels → {layers} → 10 digits: {n:,} weights.",
        layers=" → ".join(map(str, study.mlp().sizes[1:-1])),
        n=study.mlp().size,
    )
    st.caption(words)
    return study


def _layers(study: Study) -> Study:
    """What its layers do, and which of them learn."""
    norm = _toggle(
        N_("Batch normalisation"),
        "norm",
        study.norm == "on",
        N_(
            "What enters each activation is centred and scaled over the digits of the batch, then "
            "scaled and shifted as learned."
        ),
    )
    if norm and study.batch == 1:
        st.caption(_("Of one digit normalisation leaves nothing: take larger batches."))
    last = _toggle(
        N_("Train the last layer only"),
        "layers",
        study.layers == "last",
        N_(
            "The layers before it stay as they are. In the weights of the last one the loss is "
            "convex: it has one basin."
        ),
    )
    study = replace(study, norm="on" if norm else "off", layers="last" if last else "all")
    if last:
        before = choice_widget(N_("The layers before it"), "net.before", BEFORE, study.before)
        study = replace(study, before=before)
        st.caption(_(BEFORE_WORDS[before]))
    return study


def _toggle(label: str, name: str, value: bool, help: str) -> bool:
    return st.toggle(_(label), key=held(f"net.{name}", value), help=_(help))


def regularisation(study: Study) -> Study:
    """Masks, penalty and shifted digits; what of them means nothing alone comes with it."""
    study = replace(study, dropout=number_of(study, "dropout"))
    if study.dropout:
        mask = choice_widget(N_("What is left out"), "net.mask", MASKS, study.mask)
        study = replace(study, mask=mask)
        st.caption(_(MASK_WORDS[mask]))
    study = replace(study, weight_decay=number_of(study, "weight_decay"))
    if study.weight_decay:
        penalty = choice_widget(N_("The penalty is on"), "net.penalty", PENALTIES, study.penalty)
        study = replace(study, penalty=penalty)
    words = N_("Each digit of a step is moved by one pixel or not, at random, also slantwise.")
    shift = _toggle(N_("Shifted digits"), "shift", study.shift == "on", words)
    return replace(study, shift="on" if shift else "off")


def number_of(study: Study, name: str, disabled: bool = False) -> float:
    """The slider of one of the study's numbers."""
    return knob_widget(NUMBERS[name], f"net.{name}", getattr(study, name), disabled)


def seed_of(study: Study, name: str) -> int:
    """The field of one of its seeds."""
    knob = NUMBERS[name]
    value = int(getattr(study, name))
    return integer_widget(knob, f"net.{name}", value, help=_(knob.help) or None, width=170)
