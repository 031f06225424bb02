package archtest

// This file implements reading the tree: the packages of the main module, type-checked against the compiler's export data.

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"weft/internal/testkit"
)

const root = "../.."

// pkg is one package of the main module, without its tests.
type pkg struct {
	path        string // import path
	rel         string // folder below the root, "." for the root
	files       []*ast.File
	names       []string // of files, relative to the root
	imports     []string
	testImports []string
	types       *types.Package
	info        *types.Info
}

type tree struct {
	fset *token.FileSet
	pkgs []*pkg
}

type listed struct {
	ImportPath, Dir, Export                     string
	Standard                                    bool
	GoFiles, Imports, TestImports, XTestImports []string
	Module                                      *struct{ Main bool }
	Error                                       *struct{ Err string }
}

// load reads the tree once for all tests.
var load = sync.OnceValues(func() (*tree, error) {
	abs, err := filepath.Abs(root)
	if err != nil {
		return nil, err
	}
	cmd := exec.Command("go", "list", "-export", "-deps", "-json=ImportPath,Dir,Export,Standard,GoFiles,Imports,TestImports,XTestImports,Module,Error", "./...")
	cmd.Dir = abs
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, err
	}
	exports := map[string]string{}
	var ours []listed
	dec := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var l listed
		if err := dec.Decode(&l); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
		exports[l.ImportPath] = l.Export
		if l.Module != nil && l.Module.Main {
			ours = append(ours, l)
		}
	}
	t := &tree{fset: token.NewFileSet()}
	imp := importer.ForCompiler(t.fset, "gc", func(path string) (io.ReadCloser, error) { return os.Open(exports[path]) })
	for _, l := range ours {
		rel, err := filepath.Rel(abs, l.Dir)
		if err != nil {
			return nil, err
		}
		p := &pkg{path: l.ImportPath, rel: filepath.ToSlash(rel), imports: l.Imports, testImports: append(l.TestImports, l.XTestImports...)}
		for _, name := range l.GoFiles {
			f, err := parser.ParseFile(t.fset, filepath.Join(l.Dir, name), nil, parser.ParseComments)
			if err != nil {
				return nil, err
			}
			p.files = append(p.files, f)
			p.names = append(p.names, filepath.ToSlash(filepath.Join(p.rel, name)))
		}
		p.info = &types.Info{Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}}
		conf := types.Config{Importer: imp}
		if p.types, err = conf.Check(l.ImportPath, t.fset, p.files, p.info); err != nil {
			return nil, err
		}
		t.pkgs = append(t.pkgs, p)
	}
	return t, nil
})

func loaded(t *testing.T) *tree {
	t.Helper()
	testkit.NoCache(t, root)
	tr, err := load()
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

// at is a position as file:line, below the root.
func (t *tree) at(p token.Pos) string {
	pos := t.fset.Position(p)
	abs, _ := filepath.Abs(root)
	rel, err := filepath.Rel(abs, pos.Filename)
	if err != nil {
		rel = pos.Filename
	}
	pos.Filename, pos.Column = filepath.ToSlash(rel), 0
	return pos.String()
}
