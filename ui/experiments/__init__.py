"""The page “Experiments with networks”: what needs many weights, or more than one network."""
