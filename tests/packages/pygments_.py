# Syntax highlighting: several lexers and formatters, guessing, styles.
# test: package=pygments
# test: timeout=60
from pygments import highlight, lex
from pygments.formatters import HtmlFormatter, NullFormatter, LatexFormatter, TerminalFormatter, RawTokenFormatter
from pygments.lexers import get_lexer_by_name, guess_lexer_for_filename
from pygments.styles import get_style_by_name
SAMPLES = {
    "python": "@deco\ndef f(x: int = 1) -> str:\n    '''Doc'''\n    return f'{x!r:>{5}}' + \"s\\n\"  # comment\nclass A(B): pass\n",
    "go": "package main\nimport \"fmt\"\nfunc main() { for i := range 3 { fmt.Printf(\"%d\\n\", i) } } // done\n",
    "html": "<!DOCTYPE html><p class=\"x\">text &amp; <b>bold</b></p><script>var x = 1;</script>\n",
    "json": "{\"a\": [1, 2.5, null, true], \"b\": \"\\u00e9\"}\n",
    "c": "#include <stdio.h>\nint main(void) { return 0x1F + 'a'; /* c */ }\n",
    "bash": "for f in *.txt; do echo \"$f\" | grep -v x; done # end\n",
    "sql": "SELECT a, COUNT(*) FROM t WHERE b = 'x' GROUP BY a;\n",
    "pycon": ">>> 1 / 0\nTraceback (most recent call last):\n  File \"<stdin>\", line 1\nZeroDivisionError: x\n",
}
for name, code in SAMPLES.items():
    lexer = get_lexer_by_name(name)
    print(name, lexer.name, highlight(code, lexer, HtmlFormatter(nowrap=True)))
    print([(str(t), v) for t, v in lex(code, lexer)][:12])
print(highlight(SAMPLES["python"], get_lexer_by_name("python"), TerminalFormatter()).encode("unicode_escape").decode())
print(highlight("x = 1", get_lexer_by_name("python"), LatexFormatter()))
print(guess_lexer_for_filename("a.py", "x = 1").name, HtmlFormatter().get_style_defs(".hl").split("\n")[:5], get_style_by_name("monokai").background_color)
