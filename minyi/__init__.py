"""Door 2: the terminal."""

import os

# One thread for linear algebra, said before numpy is first imported. Our matrices are small:
# more threads wait for each other (5 times slower), and must not take cores from a vote.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
