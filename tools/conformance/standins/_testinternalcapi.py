"""Stands for CPython's module of helpers in C, which some test modules import when they load: using one skips the test."""
import unittest


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)

    def unavailable(*args, **kwargs):
        raise unittest.SkipTest(f"{__name__}.{name} is a helper of CPython alone")

    return unavailable


def get_recursion_depth():
    import sys
    depth, frame = 0, sys._getframe(1)
    while frame is not None:
        depth, frame = depth + 1, frame.f_back
    return depth
