"""Machine learning is looking for a function: a lecture you move with your hands."""

import os

# The networks here are small. A second thread for their products mostly waits, and where others use the machine as well
# it waits long: a table of 5 seconds took 40. numpy asks once, when it is first imported: import it after mlcourse.
for name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")
