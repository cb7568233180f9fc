"""The page “Methods and surfaces”: everything the app offers, explained."""
