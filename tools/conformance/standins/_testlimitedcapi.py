"""Stands for the three functions of CPython's C interface that test_bytes calls; they do through operators what that interface does
through a type's slots. Using another one skips the test.
"""
import unittest


def _position(seq, i):
    # The C functions count a negative index from the end once; what is still negative is out of range.
    if i < 0:
        i += len(seq)
        if i < 0:
            raise IndexError("index out of range")
    return i


def sequence_getitem(seq, i):
    return seq[_position(seq, i)]


def sequence_setitem(seq, i, value):
    seq[_position(seq, i)] = value


def sequence_delitem(seq, i):
    del seq[_position(seq, i)]


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)

    def unavailable(*args, **kwargs):
        raise unittest.SkipTest(f"{__name__}.{name} is a helper of CPython alone")

    return unavailable
