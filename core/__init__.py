"""What landscapes and optimizers share: knobs and discovery. Standard library only."""
