"""The page of a lesson: a text and a question beside the stage."""
