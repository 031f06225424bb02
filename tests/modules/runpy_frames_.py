# The frames of runpy in a traceback, which every program that -m runs has.
import os
import runpy
import tempfile
import traceback

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "failing.py")
    with open(path, "w") as f:
        f.write("def f():\n    raise ValueError('no')\nf()\n")
    try:
        runpy.run_path(path)
    except ValueError as e:
        for frame in traceback.extract_tb(e.__traceback__)[1:]:
            print(os.path.basename(frame.filename), frame.name, repr(frame.line))
print(os.path.basename(runpy.__file__), runpy.run_path.__code__.co_filename)
