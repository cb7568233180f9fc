"""Make ui/experiments/usual_widths.json: where trainings of networks of five widths end.

python -m tools.make_widths         (ten seconds; after a change to momentum, networks or digits)
"""

from ui.experiments import trainings


def main() -> None:
    """Write the file."""
    seeds = range(trainings.SEEDS)
    ends = {width: [trainings.trained(width, seed) for seed in seeds] for width in trainings.WIDTHS}
    trainings.FILE.write_text(trainings.text(ends))
    print(f"{trainings.FILE.name}: {trainings.FILE.stat().st_size / 1000:.1f} kB")


if __name__ == "__main__":
    main()
