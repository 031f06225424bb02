// This file implements the table of syntax errors: what each mistake is called and where it is shown.

package syntax

import (
	"fmt"
	"strings"
	"testing"
)

// errorCases: source, message, and "line:col-endline:endcol" as in SyntaxError.
var errorCases = []struct{ src, msg, place string }{
	// Brackets and strings.
	{"f(1,\n  2", "'(' was never closed", "1:2-1:0"},
	{"x = [1\ny = 2\n", "'[' was never closed", "1:5-1:0"},
	{"a)", "unmatched ')'", "1:2-1:2"},
	{"(a]", "closing parenthesis ']' does not match opening parenthesis '('", "1:3-1:3"},
	{"(\na]", "closing parenthesis ']' does not match opening parenthesis '(' on line 1", "2:2-2:2"},
	{"s = 'abc", "unterminated string literal (detected at line 1)", "1:5-1:5"},
	{`s = 'abc\'`, "unterminated string literal (detected at line 1); perhaps you escaped the end quote?", "1:5-1:5"},
	{"s = '''abc\n\n", "unterminated triple-quoted string literal (detected at line 2)", "1:5-1:5"},
	{"x = ub'a'", "'u' and 'b' prefixes are incompatible", "1:5-1:7"},
	{"x = b'é'", "bytes can only contain ASCII literal characters", "1:5-1:9"},
	{`x = '\x1'`, `(unicode error) 'unicodeescape' codec can't decode bytes in position 0-2: truncated \xXX escape`, "1:5-1:10"},
	{`x = b'\x1'`, `(value error) invalid \x escape at position 0`, "1:5-1:11"},
	{"x = 'a' b'b'", "cannot mix bytes and nonbytes literals", "1:13-1:14"},
	// Numbers and characters.
	{"x = 1_", "invalid decimal literal", "1:6-1:6"},
	{"x = 1a", "invalid decimal literal", "1:5-1:5"},
	{"x = 0777", "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers", "1:5-1:6"},
	{"x = 0b2", "invalid digit '2' in binary literal", "1:7-1:7"},
	{"x = 0x", "invalid hexadecimal literal", "1:6-1:6"},
	{"a€b", "invalid character '€' (U+20AC)", "1:2-1:2"},
	{"a\u00a0b", "invalid non-printable character U+00A0", "1:2-1:2"},
	{"x = 1 \\ 2", "unexpected character after line continuation character", "1:8-1:0"},
	// Indentation.
	{"if x:\npass", "expected an indented block after 'if' statement on line 1", "2:1-2:5"},
	{"def f():\nx", "expected an indented block after function definition on line 1", "2:1-2:2"},
	{"class A:\nx", "expected an indented block after class definition on line 1", "2:1-2:2"},
	{"try:\n  a\nexcept:\nb", "expected an indented block after 'except' statement on line 3", "4:1-4:2"},
	{" x = 1", "unexpected indent", "1:1-1:-1"},
	{"if x:\n    a\n  b", "unindent does not match any outer indentation level", "3:4-3:-1"},
	{"if x:\n        a\n\tb", "inconsistent use of tabs and spaces in indentation", "3:1-3:0"},
	// Statements.
	{"x y", "invalid syntax", "1:3-1:4"},
	{"if x\n  pass", "expected ':'", "1:5-1:6"},
	{"if x = 1: pass", "invalid syntax. Maybe you meant '==' or ':=' instead of '='?", "1:4-1:9"},
	{"if x.a = 1: pass", "cannot assign to attribute here. Maybe you meant '==' instead of '='?", "1:4-1:7"},
	{"else: pass", "invalid syntax", "1:1-1:5"},
	{"if x: pass\nelse: pass\nelif y: pass", "'elif' block follows an 'else' block", "3:1-3:5"},
	{"try: pass", "expected 'except' or 'finally' block", "1:10-1:-1"},
	{"try: pass\nexcept A, B as e: pass", "multiple exception types must be parenthesized when using 'as'", "2:8-2:17"},
	{"try: pass\nexcept: pass\nexcept* A: pass", "cannot have both 'except' and 'except*' on the same 'try'", "3:1-3:8"},
	{"for x in y pass", "invalid syntax", "1:12-1:16"},
	{"for 1 in y: pass", "cannot assign to literal", "1:5-1:6"},
	{"del f()", "cannot delete function call", "1:5-1:8"},
	{"f() = 1", "cannot assign to function call here. Maybe you meant '==' instead of '='?", "1:1-1:4"},
	{"a, f() = 1", "cannot assign to function call here. Maybe you meant '==' instead of '='?", "1:4-1:7"},
	{"None = 1", "cannot assign to None", "1:1-1:5"},
	{"(a, b): int", "only single target (not tuple) can be annotated", "1:1-1:7"},
	{"(a, b) += 1", "'tuple' is an illegal expression for augmented assignment", "1:1-1:7"},
	{"import a from b", "Did you mean to use 'from ... import ...' instead?", "1:1-1:16"},
	{"from a import b,", "trailing comma not allowed without surrounding parentheses", "1:17-1:18"},
	{"import a as b.c", "cannot use attribute as import target", "1:13-1:16"},
	{"print x", "Missing parentheses in call to 'print'. Did you mean print(...)?", "1:1-1:8"},
	{"class A(x for x in y): pass", "invalid syntax", "1:11-1:14"},
	{"with a as f(): pass", "cannot assign to function call", "1:11-1:14"},
	// Parameters and arguments.
	{"def f(a=1, b): pass", "parameter without a default follows parameter with a default", "1:12-1:13"},
	{"def f(*): pass", "named arguments must follow bare *", "1:7-1:8"},
	{"def f(**k, a): pass", "arguments cannot follow var-keyword argument", "1:12-1:13"},
	{"def f(a, /, b, /): pass", "/ may appear only once", "1:16-1:17"},
	{"def f(/): pass", "invalid syntax", "1:7-1:8"},
	{"def f((a)): pass", "Function parameters cannot be parenthesized", "1:7-1:10"},
	{"lambda (a): 1", "Lambda expression parameters cannot be parenthesized", "1:8-1:11"},
	{"def f[*T: int](): pass", "cannot use bound with TypeVarTuple", "1:9-1:14"},
	{"f(a=1, 2)", "positional argument follows keyword argument", "1:9-1:10"},
	{"f(**k, 2)", "positional argument follows keyword argument unpacking", "1:9-1:10"},
	{"f(**k, *a)", "iterable argument unpacking follows keyword argument unpacking", "1:6-1:10"},
	{"f(x for x in y, 1)", "Generator expression must be parenthesized", "1:3-1:15"},
	{"f(a.b=1)", "expression cannot contain assignment, perhaps you meant \"==\"?", "1:3-1:7"},
	{"f(True=1)", "cannot assign to True", "1:3-1:8"},
	{"f(a=)", "expected argument value expression", "1:3-1:5"},
	// Expressions.
	{"[a b]", "invalid syntax. Perhaps you forgot a comma?", "1:2-1:5"},
	{"x = 1 if 2", "expected 'else' after 'if' expression", "1:5-1:11"},
	{"x = 1 if 2 else pass", "expected expression after 'else', but statement is given", "1:17-1:21"},
	{"x = 1 + not 2", "'not' after an operator must be parenthesized", "1:9-1:14"},
	{"{1: 2, 3}", "':' expected after dictionary key", "1:8-1:0"},
	{"{1:}", "expression expected after dictionary key and ':'", "1:3-1:4"},
	{"{1: *a}", "cannot use a starred expression in a dictionary value", "1:5-1:7"},
	{"[*x for x in y]", "iterable unpacking cannot be used in comprehension", "1:2-1:4"},
	{"[a, b for a in c]", "did you forget parentheses around the comprehension target?", "1:2-1:6"},
	{"(*a)", "cannot use starred expression here", "1:2-1:4"},
	{"(a.b := 1)", "cannot use assignment expressions with attribute", "1:2-1:5"},
	{"'a' x 'b'", "invalid syntax. Is this intended to be part of the string?", "1:5-1:6"},
	// f-strings and t-strings.
	{"f'{}'", "f-string: valid expression required before '}'", "1:4-1:5"},
	{"f'{a b}'", "invalid syntax. Perhaps you forgot a comma?", "1:4-1:7"},
	{"f'{a!x}'", "f-string: invalid conversion character 'x': expected 's', 'r', or 'a'", "1:6-1:7"},
	{"f'{a'", "f-string: expecting '}'", "1:5-1:5"},
	{"f'}'", "f-string: single '}' is not allowed", "1:3-1:3"},
	{"f'{lambda x: 1}'", "f-string: lambda expressions are not allowed without parentheses", "1:4-1:13"},
	{"f'{a:\n}'", "f-string: newlines are not allowed in format specifiers for single quoted f-strings", "1:6-1:6"},
	{"f'abc", "unterminated f-string literal (detected at line 1)", "1:1-1:1"},
	{"t'{*}'", "t-string: expecting a valid expression after '{'", "1:4-1:5"},
	{"t'a' 'b'", "cannot mix t-string literals with string or bytes literals", "1:1-1:9"},
	// Patterns.
	{"match x:\n  case a.b as c.d: pass", "cannot use attribute as pattern target", "2:15-2:18"},
	{"match x:\n  case A(b=c, d): pass", "positional patterns follow keyword patterns", "2:15-2:16"},
	{"match x:\n  case 1 + 2: pass", "imaginary number required in complex literal", "2:12-2:13"},
}

func placeOf(v *verdict) string {
	return fmt.Sprintf("%d:%d-%d:%d", v.Line, v.Col, v.EndLine, v.EndCol)
}

func TestErrorMessages(t *testing.T) {
	for _, c := range errorCases {
		v, _ := verdictOf(c.src, "exec")
		if v == nil {
			t.Errorf("%q is accepted", c.src)
		} else if v.Msg != c.msg || placeOf(v) != c.place {
			t.Errorf("%q\n got %s @ %s\nwant %s @ %s", c.src, v.Msg, placeOf(v), c.msg, c.place)
		}
	}
}

func TestDeepNestingIsAnErrorNotACrash(t *testing.T) {
	for _, c := range []struct{ src, msg string }{
		{strings.Repeat("(", 201), "too many nested parentheses"},
		{strings.Repeat("-", 100000) + "x", "Parser stack overflowed - Python source too complex to compile"},
		{strings.Repeat("not ", 100000) + "x", "Parser stack overflowed - Python source too complex to compile"},
		{strings.Repeat("lambda:", 100000) + "x", "Parser stack overflowed - Python source too complex to compile"},
		{strings.Repeat("x**", 100000) + "x", "Parser stack overflowed - Python source too complex to compile"},
		{strings.Repeat("a if b else ", 100000) + "x", "Parser stack overflowed - Python source too complex to compile"},
		{"if x: pass\n" + strings.Repeat("elif x: pass\n", 100000), "Parser stack overflowed - Python source too complex to compile"},
		{strings.Repeat("-", 5900) + "x y", "invalid syntax"},
	} {
		if v, _ := verdictOf(c.src, "exec"); v == nil || v.Msg != c.msg {
			t.Errorf("%.20q...: got %v, want %s", c.src, v, c.msg)
		}
	}
	for _, src := range []string{strings.Repeat("(", 200) + "x" + strings.Repeat(")", 200), strings.Repeat("-", 5900) + "x",
		"x" + strings.Repeat(".a", 100000), strings.Repeat("x+", 100000) + "x"} {
		if v, _ := verdictOf(src, "exec"); v != nil {
			t.Errorf("%.20q...: %s", src, v.Msg)
		}
	}
	// Errors deep inside brackets must not take exponential time.
	for n := 10; n <= 190; n += 60 {
		verdictOf(strings.Repeat("(", n)+"x y"+strings.Repeat(")", n), "exec")
		verdictOf(strings.Repeat("f(", n)+"x y"+strings.Repeat(")", n), "exec")
		verdictOf(strings.Repeat("[", n)+"x y"+strings.Repeat("]", n), "exec")
		verdictOf(strings.Repeat("{1:", n)+"x y"+strings.Repeat("}", n), "exec")
		verdictOf(strings.Repeat("(", n)+"x y", "exec")
	}
}

func TestFeatureVersion(t *testing.T) {
	for _, c := range []struct {
		src   string
		minor int
		msg   string
	}{
		{"x: int = 1", 5, "Variable annotation syntax is only supported in Python 3.6 and greater"},
		{"(x := 1)", 7, "Assignment expressions are only supported in Python 3.8 and greater"},
		{"x = 1_000", 5, "Underscores in numeric literals are only supported in Python 3.6 and greater"},
		{"match x:\n case 1: pass", 9, "Pattern matching is only supported in Python 3.10 and greater"},
		{"try: pass\nexcept* A: pass", 10, "Exception groups are only supported in Python 3.11 and greater"},
		{"type X = int", 11, "Type statement is only supported in Python 3.12 and greater"},
		{"def f[T = int](): pass", 12, "Type parameter defaults are only supported in Python 3.13 and greater"},
		{"t''", 13, "t-strings are only supported in Python 3.14 and greater"},
	} {
		_, _, err := Parse(NewSource("f", c.src), ModeExec, Options{FeatureVersion: c.minor})
		if e, ok := err.(*Error); !ok || e.Msg != c.msg {
			t.Errorf("%q in 3.%d: %v", c.src, c.minor, err)
		}
		if _, _, err := Parse(NewSource("f", c.src), ModeExec, Options{FeatureVersion: c.minor + 1}); err != nil {
			t.Errorf("%q in 3.%d: %v", c.src, c.minor+1, err)
		}
	}
}
