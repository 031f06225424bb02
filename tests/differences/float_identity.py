# title: Equal floats, and equal ints below 2**48, are one object
# cause: Ints of up to 49 bits and all floats are stored in the reference itself and are never objects in memory, so that arithmetic
#   makes no garbage and no thread can see half of a number. Two such numbers with the same bits cannot be told apart, and `is`
#   says True where CPython's answer depends on how the number was made. One sees it where containers take identity for
#   equality: all NaNs made by Python code have the same bits, and so a list "contains" any NaN when it contains one.
# workaround: Compare numbers with `==`, which the language asks for anyway, and find NaNs with `math.isnan`.

big = 10 ** 6
print(big is 10 ** 5 * 10, 1.5 * big is big * 1.5)
nan = float("nan")
print(nan == nan, nan is float("nan"), nan in [nan], float("nan") in [nan])
