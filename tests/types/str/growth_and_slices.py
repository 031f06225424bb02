# Texts around the sizes at which their layout changes: concatenation, repetition, slices, case, iteration, numbers.
s = ""
for i in range(3000):
    s += "abcdefg"[:i % 7]
    if i % 500 == 0:
        s += "é"
print(len(s), s == "".join(list(s)), s[-30:])
a = s + "1"
b = s + "2"
print(a[-2:], b[-2:], a == b, len(a) == len(b))
t = b""
for i in range(500):
    t += b"abcdefg"[:i % 7]
print(len(t), t[-20:])
for k in (1, 2, 8, 55, 56, 57, 63, 64, 100, 200, 201, 500, 967, 968, 969, 2000):
    x = "x" * k
    y = x + "y"
    z = y + "zé" + x
    assert len(z) == 2 * k + 3 and z[k] == "y" and z[k + 2] == "é" and z[-1] == "x"
    assert x.encode().decode() == x and z.encode().decode() == z
    assert (x.upper() + "é").lower() == x + "é" and z.upper().lower() == z
    assert z[::-1][::-1] == z and z[::-1][0] == "x" and y[::-1] == "y" + x
    assert list(z) == [c for c in z] and "".join(reversed(z)) == z[::-1]
    assert hash(z) == hash("".join(list(z))) and z[1:] == z[1:len(z)] and z[:-1] + z[-1] == z
    assert {y: 1}["".join(["x"] * k + ["y"])] == 1
print("ok")
for text in ("hello world", "naïve façade Ω ὈΔΥΣΣΕΎΣ end", "ǅ ß ŉ", "they're bill's", "", "A", "É", "aÉb"):
    print(text.upper(), text.lower(), text.title(), text.swapcase(), text.capitalize(), text.casefold(), text[::-1])
for text in ("abcdefgh", "abcdéfgh", list("abc"), tuple("abcd")):
    print(text[1:3], text[:], text[-3:], text[:-2], text[5:2], text[None:None], text[100:], text[-100:2], text[1:6:2], text[True:3])
    try:
        text["a":]
    except TypeError as e:
        print(e)
print(" ".join(str(n) for n in range(-12, 12)), " ".join(str(10 ** k - 1) + " " + str(-10 ** k) for k in range(21)))
for k in range(0, 66, 3):
    print(str((1 << k) - 1), repr(-(1 << k)), f"{1 << k}", "%d" % (1 << k), format(1 << k, ",d"), end=" ")
print()
for text in ("a\nb\r\nc\x1dd", "é\x85f\u2028g\n", "\n", "plain"):
    print(text.splitlines(), text.splitlines(True))
print(sorted(set("hello")), list("héllo"), [*"ab"], dict.fromkeys("aba"))
