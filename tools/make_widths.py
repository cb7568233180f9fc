"""Make ui/experiments/usual_widths.json: where trainings of networks of five widths end.

python -m tools.make_widths         (ten seconds; after a change to momentum, networks or digits)
"""

from ui.experiments import widths


def main() -> None:
    """Write the file."""
    seeds = range(widths.SEEDS)
    ends = {width: [widths.trained(width, seed) for seed in seeds] for width in widths.WIDTHS}
    widths.FILE.write_text(widths.text(ends))
    print(f"{widths.FILE.name}: {widths.FILE.stat().st_size / 1000:.1f} kB")


if __name__ == "__main__":
    main()
