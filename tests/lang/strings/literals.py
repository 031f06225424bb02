# String and number literals, escapes, prefixes, concatenation, and their errors and warnings.
import warnings
warnings.simplefilter("always")
print("a\tb\\c\'d\"e\x41\101\u0042\U00000043\N{LATIN SMALL LETTER E WITH ACUTE}", 'line\
joined', """tri"ple ' quotes
second""", r"\raw\n", R'\'', b"bytes\x00\xff\101", rb"\x", Rb'a', bR"b", u"u")
print(ascii("\a\b\f\v\r\0\x7f\x80\xa0é✓😀\ud800\N{SOFT HYPHEN}"), "\x00".isprintable(), len("\0"), len("😀"), "a" "b" 'c' """d""")
print([0, 00, 1_000, 0x_ff, 0XFF, 0o17, 0O7, 0b1010, 0B1, 1_0.0_1, 1e5, 1E-5, 1.e2, .5, 5., 1j, 1.5J, 0j, 1e400, 1_0e1_0, 0xdeadBEEF, 0_0])
print(10**25, -5, +3, ~0, 1 .real, 1..real, 1.0.is_integer())
for src in ("0777", "1__0", "1_", "0x", "0b2", "0o8", "1e", "0b", "1.e", "12abc", "0xg", "1_.5", "1._5", "0_7", "09", "09.5", "00", "1if 1else 2", "0b1_", "1jx", "5and 6", "0x1for x in y", "1e+", "'abc", "\"abc\ndef\"", "'''abc", "'\\x4'", "'\\u12'", "'\\N{no such name}'", "'\\N'", "'\\N{'", "b'é'", "b'\\u1234'", "'\\400'", "b'\\777'", "'\\U00110000'", "'\\d'", "b'\\d'", "ub'x'", "'a' b'b'", "rr'x'", "$", "a?b", "\u20ac", "é = 1", "１ + 1", "x\u00a0= 1", "'\\8'", "1_000_", "0xe+1", "0x1.5"):
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter("always")
        try:
            code = compile(src, "<s>", "exec")
            print(ascii(src), "compiles", [(x.category.__name__, str(x.message), x.lineno) for x in w])
        except SyntaxError as e:
            print(ascii(src), "->", e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, [str(x.message) for x in w])
print("\u212b".encode(), "Å" == "Å")
ª = 1
ﬁ = "ligature"
print(fi, "ﬁ" in globals(), "fi" in globals(), a if (a := 1) else 0)
print(eval("'" + "x" * 1000 + "'") == "x" * 1000, eval("+".join(["1"] * 500)), eval("(" * 50 + "1" + ")" * 50))
print("%s" % "a" "b", ("a" "b") * 2)
x = ("one"
     "two"  # comment
     f"three")
print(x)
print(b"a" b"b", rb"\n" b"\n", (b"a", b'a') == (b'a', b"a"))
