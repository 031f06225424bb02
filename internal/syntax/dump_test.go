// This file implements the comparison of trees with CPython's, and the dump format it uses. testdata/dump.py writes the same.

package syntax

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/runenames"

	cpython "weft/internal/testkit/oracle"
)

// oracle returns the path of CPython 3.14, or skips the test.
func oracle(t testing.TB) string {
	path := cpython.Path()
	if path == "" {
		t.Skip("no CPython 3.14 to compare with: run make oracle")
	}
	return path
}

// asdlName turns a Go field name into the ASDL one.
func asdlName(s string) string {
	var b strings.Builder
	for i, r := range s {
		if unicode.IsUpper(r) {
			if i > 0 {
				b.WriteByte('_')
			}
			r = unicode.ToLower(r)
		}
		b.WriteRune(r)
	}
	return b.String()
}

func nodeName(n any) string {
	name := reflect.TypeOf(n).Elem().Name()
	switch name {
	case "ExprStmt":
		return "Expr"
	case "WithItem":
		return "withitem"
	case "MatchCase":
		return "match_case"
	case "Arguments", "Arg", "Keyword", "Alias", "Comprehension":
		return strings.ToLower(name)
	}
	return name
}

func dumpConst(b *bytes.Buffer, v ConstValue) {
	switch v := v.(type) {
	case ConstNone:
		b.WriteString("None")
	case ConstTrue:
		b.WriteString("True")
	case ConstFalse:
		b.WriteString("False")
	case ConstEllipsis:
		b.WriteString("Ellipsis")
	case ConstInt:
		n := v.Big
		if n == nil {
			n = big.NewInt(v.Small)
		}
		fmt.Fprintf(b, "%#x", n)
	case ConstFloat:
		fmt.Fprintf(b, "f%016x", math.Float64bits(float64(v)))
	case ConstComplex:
		fmt.Fprintf(b, "j%016x", math.Float64bits(float64(v)))
	case ConstStr:
		b.WriteString("s" + hex.EncodeToString([]byte(v)))
	case ConstBytes:
		b.WriteString("b" + hex.EncodeToString([]byte(v)))
	default:
		panic(fmt.Sprintf("constant %T", v))
	}
}

func dumpValue(b *bytes.Buffer, v reflect.Value) {
	switch v.Kind() {
	case reflect.Interface:
		if v.IsNil() {
			b.WriteString("None")
			return
		}
		if c, ok := v.Interface().(ConstValue); ok {
			dumpConst(b, c)
			return
		}
		dumpValue(b, v.Elem())
	case reflect.Pointer:
		if v.IsNil() {
			b.WriteString("None")
			return
		}
		if v.Elem().Kind() == reflect.String {
			b.WriteString("i" + hex.EncodeToString([]byte(v.Elem().String())))
			return
		}
		dumpNode(b, v.Interface())
	case reflect.Slice:
		b.WriteByte('[')
		for i := range v.Len() {
			dumpValue(b, v.Index(i))
			b.WriteByte(',')
		}
		b.WriteByte(']')
	case reflect.String:
		if v.Len() == 0 {
			b.WriteString("None")
		} else {
			b.WriteString("i" + hex.EncodeToString([]byte(v.String())))
		}
	case reflect.Bool:
		if v.Bool() {
			b.WriteByte('1')
		} else {
			b.WriteByte('0')
		}
	case reflect.Int, reflect.Int32:
		b.WriteString(strconv.FormatInt(v.Int(), 10))
	case reflect.Uint8:
		b.WriteString(v.Interface().(fmt.Stringer).String())
	default:
		panic("kind " + v.Kind().String())
	}
}

func dumpNode(b *bytes.Buffer, n any) {
	b.WriteString(nodeName(n))
	b.WriteByte('(')
	v := reflect.ValueOf(n).Elem()
	t := v.Type()
	pos := false
	for i := range t.NumField() {
		if t.Field(i).Name == "Pos" {
			pos = true
			continue
		}
		b.WriteString(asdlName(t.Field(i).Name))
		b.WriteByte('=')
		dumpValue(b, v.Field(i))
		b.WriteByte(',')
	}
	b.WriteByte(')')
	if pos {
		p := n.(interface{ Position() Pos }).Position()
		fmt.Fprintf(b, "@%d:%d-%d:%d", p.Line, p.Col, p.EndLine, p.EndCol)
	}
	b.WriteByte('\n')
}

// testNames returns a lookup of character names.
var testNames = sync.OnceValue(func() func(string) (string, bool) {
	m := make(map[string]string)
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if n := runenames.Name(r); n != "" && n[0] != '<' {
			m[n] = string(r)
		}
	}
	return func(name string) (string, bool) {
		s, ok := m[strings.ToUpper(name)]
		return s, ok
	}
})

func dumpFile(path string) string {
	data, err := os.ReadFile(path)
	if err != nil {
		return "error " + err.Error()
	}
	src, err := Decode(path, data, nil)
	if err != nil {
		return "error " + err.(*Error).Kind.String()
	}
	mod, _, err := Parse(src, ModeExec, Options{MaxIntDigits: -1, UnicodeName: testNames()})
	if err != nil {
		return "error " + err.(*Error).Kind.String()
	}
	var b bytes.Buffer
	dumpNode(&b, mod)
	return b.String()
}

// treeFiles lists the Python files to compare: those below WEFT_TREES (colon-separated), else the oracle's library.
func treeFiles(t testing.TB, python string) []string {
	roots := strings.Split(os.Getenv("WEFT_TREES"), ":")
	if roots[0] == "" {
		out, err := exec.Command(python, "-c", "import os; print(os.path.dirname(os.__file__))").Output()
		if err != nil {
			t.Skip(err)
		}
		roots = []string{strings.TrimSpace(string(out))}
	}
	var files []string
	for _, root := range roots {
		filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
			if err == nil && !d.IsDir() && strings.HasSuffix(path, ".py") {
				files = append(files, path)
			}
			return nil
		})
	}
	if testing.Short() && len(files) > 100 {
		files = files[:100]
	}
	return files
}

func TestTreesEqualCPythons(t *testing.T) {
	python := oracle(t)
	files := treeFiles(t, python)
	cmd := exec.Command(python, "testdata/dump.py")
	cmd.Stdin = strings.NewReader(strings.Join(files, "\n"))
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	bad := 0
	for line := range strings.Lines(string(out)) {
		path, want, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		dump := dumpFile(path)
		sum := sha256.Sum256([]byte(dump))
		if hex.EncodeToString(sum[:]) == want {
			continue
		}
		bad++
		if bad > 20 {
			continue
		}
		full, _ := exec.Command(python, "testdata/dump.py", path).Output()
		a, b := strings.Split(dump, "\n"), strings.Split(string(full), "\n")
		for i := range max(len(a), len(b)) {
			var x, y string
			if i < len(a) {
				x = a[i]
			}
			if i < len(b) {
				y = b[i]
			}
			if x != y {
				t.Errorf("%s: dump line %d\n got %.300s\nwant %.300s", path, i, x, y)
				break
			}
		}
	}
	if bad > 0 {
		t.Errorf("%d of %d files differ", bad, len(files))
	}
}
