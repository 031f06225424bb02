def f(a, b):
    x = f"{a}"
    y = f"a{a!r}b{b:>{a}}c{b=}"
    z = t"a{a!r:x}{b}"
    return "%s and %-5r" % (a, b), "%d" % (a,), "%s" % a, f""
import a.b.c, d.e as f, g as h
from .. import i
from .j import k as l, m
from n import *
