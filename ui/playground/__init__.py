"""The playground: a race down one surface, played step by step."""
