package ast

import "testing"

// TestGrammarMatchesTheParser checks that each class with fields has a struct of the parser with those fields.
func TestGrammarMatchesTheParser(t *testing.T) {
	types := structs()
	classes, _ := parseGrammar()
	seen := 0
	for _, c := range classes {
		goType, ok := types[c.name]
		if !ok {
			if len(c.fields) > 0 {
				t.Errorf("class %s has no struct", c.name)
			}
			continue
		}
		seen++
		for _, f := range c.fields {
			if _, ok := goType.FieldByName(goField(f.name)); !ok {
				t.Errorf("%s: the parser's struct has no %s", c.name, goField(f.name))
			}
		}
	}
	if seen != len(types) {
		t.Errorf("%d of %d structs are classes of the grammar", seen, len(types))
	}
}
