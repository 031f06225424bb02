# itertools.
from itertools import *
import operator
L = lambda it, n=12: list(islice(it, n))
print(L(count(3, 2), 4), L(count(0.5, 0.5), 3), L(cycle("ab"), 5), L(repeat(1), 3), L(repeat("x", 2)), count(5), repeat(1, 3), count(2, 3))
print(L(accumulate([1, 2, 3])), L(accumulate([1, 2, 3], operator.mul)), L(accumulate([], initial=5)), L(accumulate([1, 2], initial=10)))
print(L(chain("ab", [1])), L(chain.from_iterable(["ab", "c"])), L(compress("abcd", [1, 0, 1, 0])), L(dropwhile(lambda x: x < 3, [1, 4, 2])), L(takewhile(lambda x: x < 3, [1, 4, 2])), L(filterfalse(None, [0, 1, ""])))
print([(k, list(g)) for k, g in groupby("aabbbc")], [(k, len(list(g))) for k, g in groupby(range(10), lambda x: x // 4)])
g = groupby("aab")
k1, g1 = next(g)
k2, g2 = next(g)
print(k1, list(g1), k2, list(g2))
print(L(islice(range(10), 2, 8, 3)), L(islice(range(10), None)), L(islice("abc", 1, None)), L(pairwise("abcd")), L(starmap(pow, [(2, 3), (3, 2)])), [list(t) for t in tee("ab", 3)])
print(L(zip_longest("ab", [1], fillvalue="-")), L(product("ab", [1, 2])), L(product("a", repeat=3)), L(product()), L(permutations("abc")), L(permutations("abc", 2)), L(permutations("ab", 3)), L(combinations("abcd", 2)), L(combinations("ab", 0)), L(combinations_with_replacement("ab", 3)), L(batched("abcdefg", 3)))
for f in (lambda: islice([], -1), lambda: islice([], 1, 2, 0), lambda: islice([], "x"), lambda: repeat(), lambda: list(batched("abc", 0)), lambda: list(batched("abc", 2, strict=True)), lambda: combinations("a", -1), lambda: tee([], -1), lambda: count("a"), lambda: zip_longest([], fill=1), lambda: product([], repeat=-1), lambda: starmap(), lambda: list(starmap(pow, [1])), lambda: chain(5).__next__(), lambda: list(accumulate(5))):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
it = iter([1, 2, 3])
a, b = tee(it)
print(next(a), next(a), list(b), list(a))
print(len(list(permutations(range(6)))), sum(1 for _ in combinations(range(20), 5)), sum(1 for _ in product(range(10), repeat=4)))
print(operator.length_hint(repeat(1, 5)), list(zip(count(), "ab")), list(map(operator.add, [1, 2], count(10))))
