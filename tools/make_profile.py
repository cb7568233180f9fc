"""Make ui/profile/usual_costs.json: the usual performance profile, measured.

python -m tools.make_profile         (ten seconds; after a change to a method or a surface)
"""

from ui.profile import shipped, survey


def main() -> None:
    """Write the file."""
    shipped.FILE.write_text(shipped.text(survey.measured_anew(survey.Survey())))
    print(f"{shipped.FILE.name}: {shipped.FILE.stat().st_size / 1000:.1f} kB")


if __name__ == "__main__":
    main()
