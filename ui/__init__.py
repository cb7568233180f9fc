"""What people see: pages by Streamlit, their controls and links, and what runs in the browser."""

import os

# Before NumPy loads (app.py imports this package first, and worker processes inherit it): on our
# small matrices a second thread of the matrix library gains nothing, and while others work it
# waits for its turn again and again; a network's gradient took 50 times as long.
for _name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ.setdefault(_name, "1")
