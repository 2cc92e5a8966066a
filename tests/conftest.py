import os

from hypothesis import settings

# Pytest's own filter does not reach the kernels that run the lessons.
os.environ["PYTHONWARNINGS"] = "error::RuntimeWarning"

settings.register_profile("mlcourse", deadline=None)  # no test asserts a time
settings.load_profile("mlcourse")
