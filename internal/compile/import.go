// This file implements import statements.

package compile

import (
	"strings"

	"weft/internal/code"
	"weft/internal/syntax"
)

// importModule emits t = __import__(module, fromlist, level) and returns t, a new temporary.
func (c *compiler) importModule(p syntax.Pos, module string, level int, fromlist code.Const) reg {
	u := c.u
	t := u.push()
	list := u.push()
	u.loadConst(p, code.Int(level), t)
	u.loadConst(p, fromlist, list)
	u.pop(1)
	if u.reachable {
		u.emit(p, code.IMPORT_NAME, t, t, u.nameIndex(u.block.Mangle(module)))
	}
	return t
}

// importStmt compiles import a.b as c: with "as" the attributes are followed, without it the top package is bound.
func (c *compiler) importStmt(s *syntax.Import) {
	u := c.u
	for _, a := range s.Names {
		mark := u.top
		t := c.importModule(s.Pos, a.Name, 0, code.None{})
		parts := strings.Split(a.Name, ".")
		if a.Asname == "" {
			c.storeName(s.Pos, parts[0], t)
		} else {
			for _, attr := range parts[1:] {
				u.emit(s.Pos, code.IMPORT_FROM, t, t, u.nameIndex(attr))
			}
			c.storeName(s.Pos, a.Asname, t)
		}
		u.top = mark
	}
}

func (c *compiler) importFrom(s *syntax.ImportFrom) {
	u := c.u
	mark := u.top
	names := make(code.Tuple, len(s.Names))
	for i, a := range s.Names {
		names[i] = code.Str(a.Name)
	}
	m := c.importModule(s.Pos, s.Module, s.Level, names)
	for _, a := range s.Names {
		if a.Name == "*" {
			u.emit(s.Pos, code.IMPORT_STAR, m, 0, 0)
			break
		}
		name := a.Name
		if a.Asname != "" {
			name = a.Asname
		}
		if r, ok := c.fastLocal(name); ok {
			u.touch(r)
			u.emit(s.Pos, code.IMPORT_FROM, r, m, u.nameIndex(u.block.Mangle(a.Name)))
			if u.reachable {
				u.setBound(r)
			}
			continue
		}
		t := u.push()
		u.emit(s.Pos, code.IMPORT_FROM, t, m, u.nameIndex(u.block.Mangle(a.Name)))
		c.storeName(s.Pos, name, t)
		u.pop(1)
	}
	u.top = mark
}
