"""The function that users of PyTorch copy: against torch itself, and as the page shows it."""

import copy
import functools
import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

import landscapes

ROOT = Path(__file__).resolve().parents[1]
SNIPPET = ROOT / "snippets" / "loss_slice.py"


@functools.cache
def snippet() -> ModuleType:
    pytest.importorskip("torch")
    spec = importlib.util.spec_from_file_location("loss_slice_snippet", SNIPPET)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def counting() -> Any:
    """A layer that writes to a buffer whenever it is used."""
    torch = pytest.importorskip("torch")

    class Counting(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.register_buffer("used", torch.zeros(1))

        def forward(self, inputs: Any) -> Any:
            self.used += 1
            return inputs

    return Counting()


def network(kind: str) -> Any:
    """A small model in float64, away from its first weights, in training mode."""
    torch = pytest.importorskip("torch")
    nn = torch.nn
    torch.manual_seed(3)
    if kind == "mlp":
        layers = [nn.Flatten(), nn.Linear(36, 7), nn.Tanh(), nn.LayerNorm((7,)), nn.Linear(7, 4)]
    elif kind == "cnn":
        conv = nn.Conv2d(1, 3, 3, groups=1)
        layers = [conv, counting(), nn.BatchNorm2d(3), nn.ReLU(), nn.LayerNorm((3, 4, 4)),
                  nn.Dropout(0.5), nn.Flatten(), nn.Linear(48, 4)]  # fmt: skip
    else:  # one matrix used twice
        first, second = nn.Linear(36, 36), nn.Linear(36, 36)
        second.weight = first.weight
        layers = [nn.Flatten(), first, nn.Tanh(), second, nn.Linear(36, 4)]
    model = nn.Sequential(*layers).double()
    with torch.no_grad():
        for p in model.parameters():
            p += 0.3 * torch.randn_like(p)
    model(torch.randn(20, 1, 6, 6, dtype=torch.float64))  # batch norm has seen something
    model[0].eval()  # modes that are not all the same
    return model


def data(samples: int = 10, size: int = 4) -> list[tuple[Any, Any]]:
    """Batches of 4, 4 and 2, so that they do not count alike."""
    torch = pytest.importorskip("torch")
    random = torch.Generator().manual_seed(5)
    inputs = torch.randn(samples, 1, 6, 6, dtype=torch.float64, generator=random)
    labels = torch.randint(0, 4, (samples,), generator=random)
    return list(zip(inputs.split(size), labels.split(size), strict=True))


def sliced(model: Any, file: Path, batches: Any = None, **options: Any) -> np.ndarray:
    torch = pytest.importorskip("torch")
    loss: np.ndarray = snippet().loss_slice(
        model, torch.nn.functional.cross_entropy, data() if batches is None else batches,
        str(file), **options,
    )  # fmt: skip
    return loss


def naive_direction(model: Any, seed: int) -> dict[str, Any]:
    """As in the paper's words: a Gaussian one, then one filter after the other."""
    torch = pytest.importorskip("torch")
    random = torch.Generator().manual_seed(seed)
    norms = [n for n, m in model.named_modules() if "Norm" in type(m).__name__]
    found = {}
    for name, p in model.named_parameters():
        if name.endswith("bias") or name.rpartition(".")[0] in norms:
            found[name] = torch.zeros_like(p)
            continue
        d = torch.randn(len(p), p[0].numel(), generator=random, dtype=torch.float64)
        found[name] = d.reshape(p.shape)
        for one, weight in zip(found[name], p.detach(), strict=True):
            one *= weight.norm() / one.norm()
    return found


def naive_loss(model: Any, moves: list[tuple[float, dict[str, Any]]]) -> float:
    """The loss of a copy whose weights are set, over all samples at once."""
    torch = pytest.importorskip("torch")
    moved = copy.deepcopy(model).eval()
    with torch.no_grad():
        for name, p in moved.named_parameters():
            for far, direction in moves:
                p += far * direction[name]
        inputs, labels = (torch.cat(part) for part in zip(*data(), strict=True))
        return float(torch.nn.functional.cross_entropy(moved(inputs), labels))


@pytest.mark.parametrize("kind", ["mlp", "cnn", "tied"])
def test_the_saved_file_opens_as_what_setting_the_weights_gives(kind: str, tmp_path: Path) -> None:
    model, file = network(kind), tmp_path / "surface.npz"
    sliced(model, file, span=0.8, n=5, seed=2)
    surface = landscapes.from_file(file.name, file.read_bytes())
    assert surface.bounds == ((-0.8, 0.8), (-0.8, 0.8))
    first, second = (naive_direction(model, seed) for seed in (4, 5))
    for x in (-0.8, 0.0, 0.4):
        for y in (-0.4, 0.0, 0.8):
            expected = naive_loss(model, [(x, first), (y, second)])
            assert surface.fun(x, y) == pytest.approx(expected, rel=1e-9)
    # x and y are told apart: these two lie on different sides of the diagonal.
    assert abs(surface.fun(0.8, -0.4) - surface.fun(-0.4, 0.8)) > 1e-3


def test_filters_are_as_long_as_the_weights_and_biases_rest() -> None:
    model = network("cnn")
    found = snippet().direction(model, 7)
    weights = dict(model.named_parameters())
    assert set(found) == {"0.weight", "7.weight"}
    for name, direction in found.items():
        for one, weight in zip(direction, weights[name], strict=True):
            assert float(one.norm()) == pytest.approx(float(weight.detach().norm()), rel=1e-12)
    assert any((found[n] != d).any() for n, d in snippet().direction(model, 8).items())


@pytest.mark.parametrize("kind", ["cnn", "tied"])
def test_the_model_and_the_random_numbers_are_left_alone(kind: str, tmp_path: Path) -> None:
    torch = pytest.importorskip("torch")
    model = network(kind)
    for p in model.parameters():
        p.grad = torch.randn_like(p)
    tensors = [*model.parameters(), *model.buffers(), *(p.grad for p in model.parameters())]
    before = [t.clone() for t in tensors]
    modes = [m.training for m in model.modules()]
    assert set(modes) == {True, False}
    state, versions = torch.get_rng_state(), [t._version for t in tensors]
    inputs, labels = (torch.cat(part) for part in zip(*data(), strict=True))
    loader = torch.utils.data.DataLoader(
        torch.utils.data.TensorDataset(inputs, labels), batch_size=4, shuffle=True
    )
    sliced(model, tmp_path / "surface.npz", loader, n=3)
    assert torch.equal(torch.get_rng_state(), state)
    assert [m.training for m in model.modules()] == modes
    after = [*model.parameters(), *model.buffers(), *(p.grad for p in model.parameters())]
    for old, new, copied, version in zip(tensors, after, before, versions, strict=True):
        assert new is old
        assert torch.equal(new, copied)
        assert new._version == version, "written to, if only for a while"
    assert all(p.requires_grad for p in model.parameters())


def test_the_middle_is_the_model_and_the_seed_decides(tmp_path: Path) -> None:
    model = network("cnn")
    one, same, other = (sliced(model, tmp_path / "s.npz", n=3, seed=s) for s in (1, 1, 2))
    assert one[1, 1] == pytest.approx(naive_loss(model, []), rel=1e-12)
    assert (one == same).all()
    assert (one != other).sum() == 8


def test_batches_may_come_from_a_generator_but_must_come(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model, file = network("mlp"), tmp_path / "surface.npz"
    drawn = sliced(model, file, (pair for pair in data(size=3)), n=3)
    assert np.allclose(drawn, sliced(model, file, n=3), rtol=1e-12)
    shown = capsys.readouterr().out
    assert "row 3 of 3" in shown
    assert "10 samples" in shown
    with pytest.raises(ValueError, match="no batches"):
        sliced(model, file, [])


def test_half_a_model_in_half_the_precision(tmp_path: Path) -> None:
    """Frozen weights and float32: the directions keep the type of the weights."""
    torch = pytest.importorskip("torch")
    model = network("mlp").float()
    model[1].requires_grad_(False)
    batches = [(inputs.float(), labels) for inputs, labels in data()]
    assert all(d.dtype == torch.float32 for d in snippet().direction(model, 0).values())
    assert np.isfinite(sliced(model, tmp_path / "surface.npz", batches, n=3)).all()


def upload_page() -> AppTest:
    app = AppTest.from_file(str(ROOT / "ui" / "main.py"), default_timeout=60).run()
    app = app.switch_page("../pages/upload.py").run()
    assert not app.exception
    return app


def test_the_upload_page_shows_and_hands_out_this_very_text() -> None:
    app = upload_page()
    text = SNIPPET.read_text(encoding="utf-8")
    assert text.rstrip() in [code.value.rstrip() for code in app.code]
    assert ">Download loss_slice.py</a>" in "".join(each.body for each in app.get("html"))


def test_the_call_that_the_page_shows_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    torch = pytest.importorskip("torch")
    (call,) = (code.value for code in upload_page().code if "from loss_slice" in code.value)
    monkeypatch.setitem(sys.modules, "loss_slice", snippet())
    monkeypatch.chdir(tmp_path)
    names = {"model": network("mlp"), "loader": data(4), "torch": torch}
    exec(call.replace("n=51", "n=4"), names)
    assert landscapes.from_file("s", (tmp_path / "surface.npz").read_bytes()).z.shape == (4, 4)
