"""What the rooms share, on the standard library; llvmlite where it is asked for.

Knobs (`knob`), finding and making what has a slug (`registry`), and the codec of links: the text of
a link (`query`), a value with a link (`linked`), its parts (`parts`), its entrants (`entrants`).
Numbers as people read them (`written`), and machine code (`machine_code`).
"""
