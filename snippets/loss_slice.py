"""A slice through the loss of a PyTorch model, for Thalweg. Needs PyTorch 2 and NumPy."""

import copy
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import torch
from torch.func import functional_call


def loss_slice(
    model: torch.nn.Module,
    loss_fn: Callable[[Any, Any], torch.Tensor],
    batches: Iterable[tuple[Any, Any]],
    file: str = "surface.npz",
    span: float = 1.0,
    n: int = 51,
    seed: int = 0,
) -> np.ndarray:
    """The loss at the weights + x * first + y * second, for n x n places within +-span.

    `batches` gives pairs (inputs, targets), as a DataLoader does; a thousand samples are plenty.
    `loss_fn(outputs, targets)` is a mean, which counts as often as the batch has targets. As in
    evaluation, dropout is off and batch norm uses its running statistics. The model stays as it is;
    it must not keep results of its last call as attributes, which cannot be copied.
    Returns and saves `loss`, with one row for each y; x = y = 0 is the model itself.
    """
    first, second = (direction(model, 2 * seed + k) for k in (0, 1))
    if not first:
        raise ValueError("This model has no matrix or kernel to move along.")
    weights = {name: p for name, p in model.named_parameters() if name in first}
    buffers = {name: buffer.clone() for name, buffer in model.named_buffers()}
    shared = {id(tensor): tensor for tensor in (*model.parameters(), *model.buffers())}
    twin = copy.deepcopy(model, shared).eval()  # the same tensors, a train/eval mode of its own
    device = next(model.parameters()).device
    places = np.linspace(-span, span, n)
    total, samples = np.zeros((n, n)), 0
    with torch.no_grad(), torch.random.fork_rng(devices=[]):  # a DataLoader draws a number
        for count, (inputs, targets) in enumerate(batches, 1):
            inputs, targets = inputs.to(device), targets.to(device)
            samples += len(targets)
            for j, y in enumerate(places.tolist()):
                row = {name: p + y * second[name] for name, p in weights.items()}
                for i, x in enumerate(places.tolist()):
                    at = {name: p + x * first[name] for name, p in row.items()}
                    outputs = functional_call(twin, (at, buffers), (inputs,))
                    total[j, i] += len(targets) * float(loss_fn(outputs, targets))
                print(f"\rloss_slice: batch {count}, row {j + 1} of {n} ", end="", flush=True)
    if not samples:
        raise ValueError("There are no batches.")
    loss = total / samples
    np.savez(file, x=places, y=places, loss=loss, seed=seed)
    print(f"\nloss_slice: {samples} samples, loss {loss.min():.4g} to {loss.max():.4g}, in {file}")
    return loss


def direction(model: torch.nn.Module, seed: int) -> dict[str, torch.Tensor]:
    """A random direction with every filter as long as the model's (Li et al. 2018, section 4).

    A filter is what makes one output: a row of a matrix, a kernel of a convolution (of a transposed
    one, what one input channel makes: its first axis, as in the authors' code). Biases and the
    parameters of norms stay where they are: they are left out.
    """
    random = torch.Generator().manual_seed(seed)  # torch's own random numbers are not used up
    found = {}
    for name, p in model.named_parameters():
        owner = type(model.get_submodule(name.rpartition(".")[0])).__name__
        if p.dim() < 2 or "Norm" in owner:
            continue
        filters = p.detach().cpu().double().flatten(1)
        d = torch.randn(filters.shape, generator=random, dtype=torch.float64)
        d *= filters.norm(dim=1, keepdim=True) / d.norm(dim=1, keepdim=True)
        found[name] = d.reshape(p.shape).to(p.dtype).to(p.device)
    return found
