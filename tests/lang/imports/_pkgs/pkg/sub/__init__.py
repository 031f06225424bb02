from .. import value
