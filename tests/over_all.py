"""One test over many cases: with a test for each, most of the time would go into counting them."""

import inspect
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

Check = Callable[..., None]


def over_all(names: str, cases: Iterable[Any], told: Callable[[Any], str] = str) -> Any:
    """Check every case; all that fail are told, each with its name.

    As `pytest.mark.parametrize`: `names` are those of the arguments, with commas between them.
    """
    arguments = [name.strip() for name in names.split(",")]
    listed = list(cases)
    assert listed, names

    def decorate(check: Check) -> Check:
        @wraps(check)
        def test(**given: Any) -> None:
            failed = []
            for case in listed:
                values = case if len(arguments) > 1 else (case,)
                try:
                    check(**dict(zip(arguments, values, strict=True)), **given)
                except Exception as error:
                    error.add_note(f"This was {told(case)}.")
                    failed.append(error)
            if failed:
                raise ExceptionGroup(f"{len(failed)} of {len(listed)} cases", failed)

        signature = inspect.signature(check)
        others = [each for each in signature.parameters.values() if each.name not in arguments]
        test.__signature__ = signature.replace(parameters=others)  # type: ignore[attr-defined]
        return test

    return decorate
