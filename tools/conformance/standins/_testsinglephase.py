"""Stands for CPython's example of an extension module in C, which some test modules import when they load: using one skips the test."""
import unittest


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)

    def unavailable(*args, **kwargs):
        raise unittest.SkipTest(f"{__name__}.{name} is a helper of CPython alone")

    return unavailable
