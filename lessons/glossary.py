"""The glossary: one card a technical word, one sentence each, for lessons and wherever words are.

A text shows a card with `[what it says there](slug)`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from core.sentences import N_


@dataclass(frozen=True)
class Term:
    """A technical word."""

    slug: str
    term: str
    says: str
    """One sentence, in words that are no harder than the term."""
    see: str = ""
    """The slug of another card."""


# fmt: off
_TERMS = (
    # -- the surface -------------------------------------------------------------------------
    Term("loss_surface", N_("Loss surface"),
         N_("The loss drawn as a height over all the weights, like a landscape."), "loss"),
    Term("loss", N_("Loss"),
         N_("A number that says how bad the weights are: 0 or small is good.")),
    Term("weight", N_("Weight"),
         N_("A number inside the model that training changes; also called parameter.")),
    Term("gradient", N_("Gradient"),
         N_("The direction in which the loss rises most steeply from here, and how steeply."),
         "gradient_descent"),
    Term("curvature", N_("Curvature"),
         N_("How fast the slope changes as one walks: large across a ravine, negative on a dome."),
         "hessian"),
    Term("hessian", N_("Hessian"),
         N_("The table of all second derivatives of the loss: the curvature in every direction."),
         "eigenvalue"),
    Term("eigenvalue", N_("Eigenvalue"),
         N_("Of the Hessian: the curvature along one of its main directions; the greatest and the"
            " least curvature are among them."), "hessian"),
    Term("condition_number", N_("Condition number"),
         N_("The greatest curvature divided by the least: 1 is a round bowl, 1000 a narrow"
            " ravine."),
         "curvature"),
    Term("ravine", N_("Ravine"),
         N_("A long narrow valley: steep across, gentle along."), "condition_number"),
    Term("plateau", N_("Plateau"),
         N_("A nearly level part of the surface, where the gradient is tiny without a minimum."),
         "gradient"),
    Term("saddle_point", N_("Saddle point"),
         N_("A point without slope from which it goes up in one direction and down in another."),
         "critical_point"),
    Term("critical_point", N_("Critical point"),
         N_("A point where the gradient is zero: a minimum, a maximum or a saddle point."),
         "hessian"),
    Term("local_minimum", N_("Local minimum"),
         N_("A point that is the lowest of its neighbourhood."), "global_minimum"),
    Term("global_minimum", N_("Global minimum"),
         N_("A point as low as any on the whole surface."), "local_minimum"),
    Term("convex", N_("Convex"),
         N_("A surface is convex if no straight line between two of its points runs below it."),
         "chord"),
    Term("concave", N_("Concave"),
         N_("A surface is concave if it is convex upside down, like a dome."), "convex"),
    Term("chord", N_("Chord"),
         N_("The straight line between two points of the surface."), "convex"),
    Term("basin", N_("Basin of attraction"),
         N_("All starts from which a method ends in the same minimum."), "local_minimum"),
    Term("slice", N_("Slice"),
         N_("What is left of the surface on a line or a plane through a space of many weights."),
         "loss_surface"),
    # -- how to descend ----------------------------------------------------------------------
    Term("gradient_descent", N_("Gradient descent"),
         N_("Takes step after step against the gradient, straight down the slope where it stands."),
         "gradient"),
    Term("learning_rate", N_("Learning rate"),
         N_("By how much the gradient is multiplied to make a step."), "step"),
    Term("step", N_("Step"),
         N_("One change of the weights by the method.")),
    Term("momentum", N_("Momentum"),
         N_("Adds to each step a share of the step before, so that what agrees grows and what"
            " alternates cancels.")),
    Term("nesterov", N_("Nesterov momentum"),
         N_("Momentum that looks at the slope where its speed is about to carry it."), "momentum"),
    Term("overshoot", N_("Overshoot"),
         N_("To run past the minimum before turning back."), "damping"),
    Term("damping", N_("Damping"),
         N_("What slows a movement down, so that its swings die out."), "momentum"),
    Term("adaptive", N_("Adaptive"),
         N_("A method is adaptive if it gives each weight a step length of its own from the"
            " gradients it has seen.")),
    Term("moving_average", N_("Moving average"),
         N_("An average in which what is recent counts more than what is long ago.")),
    Term("bias_correction", N_("Bias correction"),
         N_("Makes up for a moving average that started from zero and is therefore too small at"
            " first."), "moving_average"),
    Term("schedule", N_("Schedule"),
         N_("A plan for how the learning rate changes during the run."), "learning_rate"),
    Term("decay", N_("Decay"),
         N_("A learning rate that gets smaller as the run goes on."), "schedule"),
    Term("warm_restart", N_("Warm restart"),
         N_("The learning rate jumps back up, and the run goes on from where it is."), "schedule"),
    Term("newton", N_("Newton's method"),
         N_("Models the surface by its slope and curvature here and jumps to where that model is"
            " level."), "hessian"),
    Term("quasi_newton", N_("Quasi-Newton method"),
         N_("Works like Newton's method, but guesses the curvature from the gradients it has"
            " seen."),
         "newton"),
    Term("line_search", N_("Line search"),
         N_("Tries several lengths of a step and takes one that lowers the loss enough."), "step"),
    Term("random_search", N_("Random search"),
         N_("Draws weights at random and keeps the best.")),
    Term("local_search", N_("Local search"),
         N_("Draws a random change of the weights and keeps it if the loss falls."),
         "random_search"),
    Term("convergence", N_("Convergence"),
         N_("The run comes to rest: its steps get ever smaller and it nears one point."),
         "divergence"),
    Term("divergence", N_("Divergence"),
         N_("The run goes further and further away and nears no point."), "learning_rate"),
    Term("evaluation", N_("Evaluation"),
         N_("Computing the loss or one of its derivatives once: what a step costs."), "step"),
    # -- chance ------------------------------------------------------------------------------
    Term("stochastic", N_("Stochastic"),
         N_("With chance in it: another seed gives another run.")),
    Term("mini_batch", N_("Mini-batch"),
         N_("The few samples, drawn anew for each step, whose gradient the step uses."), "epoch"),
    Term("epoch", N_("Epoch"),
         N_("So many steps that each sample has been seen once."), "mini_batch"),
    Term("noise", N_("Noise"),
         N_("What chance adds to the gradient."), "mini_batch"),
    Term("variance", N_("Variance"),
         N_("How far something random strays from its mean: the mean of the squared distance.")),
    # -- what is learnt ----------------------------------------------------------------------
    Term("hinge", N_("Hinge loss"),
         N_("Is zero where the right class wins by the margin, and grows in a straight line"
            " below."),
         "margin"),
    Term("margin", N_("Margin"),
         N_("By how much the score of the right class is above the others.")),
    Term("softmax", N_("Softmax"),
         N_("Turns the scores of the classes into probabilities that add up to 1.")),
    Term("cross_entropy", N_("Cross entropy"),
         N_("Minus the logarithm of the probability that the right class was given."), "softmax"),
    Term("regularisation", N_("Regularisation"),
         N_("Something added to training that keeps the model simple, often a penalty on large"
            " weights."), "weight_decay"),
    Term("weight_decay", N_("Weight decay"),
         N_("Each step also shrinks every weight by a small share."), "regularisation"),
    Term("sparse", N_("Sparse"),
         N_("With many weights that are exactly zero."), "regularisation"),
    Term("overfitting", N_("Overfitting"),
         N_("The model does well on the data it learnt from and worse on new data.")),
    Term("over_parameterised", N_("Over-parameterised"),
         N_("A model with more weights than it needs to fit its data.")),
    Term("dropout", N_("Dropout"),
         N_("Switches off random units of the network in each step of training.")),
    Term("batch_norm", N_("Batch normalisation"),
         N_("Shifts and scales what enters a layer by the mean and spread over the mini-batch.")),
    Term("augmentation", N_("Data augmentation"),
         N_("Adds changed copies of the samples, such as shifted pictures, to the training data.")),
    Term("ensemble", N_("Ensemble"),
         N_("Several models whose answers are averaged.")),
    Term("skip_connection", N_("Skip connection"),
         N_("Adds what enters a layer to what leaves it.")),
    Term("filter_normalisation", N_("Filter normalisation"),
         N_("Scales random directions to the size of the weights, so that slices can be compared."),
         "slice"),
    Term("principal_component", N_("Principal component"),
         N_("The direction in which points differ most; the second one, what is left after it.")),
    Term("hyperparameter", N_("Hyperparameter"),
         N_("A setting that is chosen before training, such as the learning rate.")),
    # -- derivatives -------------------------------------------------------------------------
    Term("finite_difference", N_("Finite difference"),
         N_("A slope estimated from the loss at two points a small distance apart.")),
    Term("gradient_check", N_("Gradient check"),
         N_("Comparing a gradient that was programmed with finite differences."),
         "finite_difference"),
    Term("rounding_error", N_("Rounding error"),
         N_("What is lost because a computer keeps only about 16 digits of a number.")),
)
# fmt: on
TERMS: Mapping[str, Term] = MappingProxyType({each.slug: each for each in _TERMS})
