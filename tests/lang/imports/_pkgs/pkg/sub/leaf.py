from .. import value as up
from . import __name__ as parent
where = (__name__, parent)
