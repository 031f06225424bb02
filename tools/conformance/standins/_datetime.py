"""Stands for the accelerator in C, which test_types imports: the same classes, written in Python."""
from _pydatetime import *
