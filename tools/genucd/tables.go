package main

// This file implements the tables of properties: types, records, decomposition.

import (
	"log"
	"sort"
	"strconv"
	"strings"
)

type typeKey struct {
	flags, lower, upper, title, special, decimal, digit int
}

type specialKey struct{ lower, upper, title, fold string }

func genTypes(w *writer, db *database) {
	var types interner[typeKey]
	var specials interner[specialKey]
	specials.id(specialKey{})
	index := make([]int, limit)
	for cp, p := range db.props {
		sp := specialKey{p.fullLower, p.fullUpper, p.fullTitle, p.fold}
		index[cp] = types.id(typeKey{p.flags, p.lower, p.upper, p.title, specials.id(sp), p.decimal, p.digit})
	}
	w.printf("// Version is the version of the Unicode data, unicodedata.unidata_version.\nconst Version = %q\n\n", db.version)
	w.printf("// OldVersion is the version of unicodedata.ucd_3_2_0.\nconst OldVersion = %q\n\n", db.oldVersion)
	w.twoStage("type", "typeRecords", index)
	w.printf("// typeRecords holds the distinct combinations: flags, simple mappings as differences, special, decimal, digit.\n")
	w.printf("var typeRecords = [%d]typeRecord{\n", len(types.list))
	for _, t := range types.list {
		w.printf("\t{%#x, %d, %d, %d, %d, %d, %d},\n", t.flags, t.lower, t.upper, t.title, t.special, t.decimal, t.digit)
	}
	w.printf("}\n\n// specialCases holds full mappings that differ from the simple ones; \"\" means they do not.\n")
	w.printf("var specialCases = [%d]specialCase{\n", len(specials.list))
	for _, s := range specials.list {
		w.printf("\t{%s, %s, %s, %s},\n", text(s.lower), text(s.upper), text(s.title), text(s.fold))
	}
	w.printf("}\n\n")
	genNumeric(w, db)
}

// text turns hexadecimal code points into a Go literal.
func text(hex string) string {
	r, err := runes(hex)
	if err != nil {
		log.Fatal(err)
	}
	return strconv.QuoteToASCII(string(r))
}

func genNumeric(w *writer, db *database) {
	var values interner[string]
	values.id("")
	index := make([]int, limit)
	for cp, p := range db.props {
		index[cp] = values.id(p.numeric)
	}
	w.twoStage("numeric", "numericValues", index)
	w.printf("// numericValues holds the distinct values of unicodedata.numeric; number 0 stands for none.\n")
	w.printf("var numericValues = [%d]float64{\n", len(values.list))
	for _, v := range values.list {
		if v == "" {
			v = "0"
		}
		w.printf("\t%s,\n", v)
	}
	w.printf("}\n\n")
}

type recordKey struct {
	category, bidi, combining, mirrored, width, quick int
}

type oldKey struct {
	category, bidi, mirrored, width, decimal, digit int
	numeric                                         string
}

func genRecords(w *writer, db *database) {
	var cats, bidis, widths interner[string]
	cats.id("Cn")
	bidis.id("")
	widths.id("N")
	var recs interner[recordKey]
	index := make([]int, limit)
	for cp, p := range db.props {
		q := 0
		for i, c := range p.quick {
			q |= strings.IndexRune("YMN", c) << (2 * i)
		}
		index[cp] = recs.id(recordKey{cats.id(p.category), bidis.id(p.bidi), p.combining, p.mirrored, widths.id(p.width), q})
	}
	var olds interner[oldKey]
	oldIndex := make([]int, limit)
	for cp, p := range db.props {
		k := oldKey{cats.id(p.oldCategory), bidis.id(p.oldBidi), p.oldMirrored, widths.id(p.oldWidth), p.oldDecimal, p.oldDigit, p.oldNumeric}
		// Most numbers are today's: only differences are kept.
		if p.oldNumeric == p.numeric && p.oldDecimal == p.decimal && p.oldDigit == p.digit {
			k.decimal, k.digit, k.numeric = same, same, ""
		}
		oldIndex[cp] = olds.id(k)
	}
	strs := func(name, doc string, v []string) {
		w.printf("// %s %s\nvar %s = [%d]string{", name, doc, name, len(v))
		for i, s := range v {
			if i%16 == 0 {
				w.printf("\n\t")
			}
			w.printf("%q,", s)
		}
		w.printf("\n}\n\n")
	}
	strs("categories", "holds the names of the general categories.", cats.list)
	strs("bidis", "holds the names of the bidirectional classes.", bidis.list)
	strs("widths", "holds the names of the East Asian widths.", widths.list)
	w.twoStage("record", "records", index)
	w.printf("// records holds the distinct combinations: category, bidi, combining class, mirrored, width, quick checks.\n")
	w.printf("var records = [%d]record{\n", len(recs.list))
	for _, r := range recs.list {
		w.printf("\t{%d, %d, %d, %d, %d, %#x},\n", r.category, r.bidi, r.combining, r.mirrored, r.width, r.quick)
	}
	w.printf("}\n\n")
	w.twoStage("old", "oldRecords", oldIndex)
	w.printf("// oldRecords holds Unicode 3.2.0's: category, bidi, mirrored, width, decimal, digit, numeric. A decimal of %d means\n"+
		"// that all three numbers are today's; numeric is negative when there is none.\n", same)
	w.printf("var oldRecords = [%d]oldRecord{\n", len(olds.list))
	for _, r := range olds.list {
		n := r.numeric
		if n == "" {
			n = "-1"
		}
		w.printf("\t{%d, %d, %d, %d, %d, %d, %s},\n", r.category, r.bidi, r.mirrored, r.width, r.decimal, r.digit, n)
	}
	w.printf("}\n")
}

// same marks, in an old record, numbers that did not change.
const same = -2

func genDecomp(w *writer, db *database) {
	var tags interner[string]
	tags.id("")
	data := []int{0} // offset 0 means none
	index := make([]int, limit)
	at := map[string]int{}
	for cp, p := range db.props {
		d := p.decomposition
		if d == "" {
			continue
		}
		if off, ok := at[d]; ok {
			index[cp] = off
			continue
		}
		tag := ""
		rest := d
		if d[0] == '<' {
			tag, rest, _ = strings.Cut(d, " ")
		}
		r, err := runes(rest)
		if err != nil {
			log.Fatal(err)
		}
		off := len(data)
		at[d] = off
		index[cp] = off
		data = append(data, tags.id(tag)<<8|len(r))
		for _, c := range r {
			data = append(data, int(c))
		}
	}
	w.printf("// decompTags holds the markers of compatibility decompositions; number 0 is canonical.\nvar decompTags = [%d]string{\n", len(tags.list))
	for _, t := range tags.list {
		w.printf("\t%q,\n", t)
	}
	w.printf("}\n\n")
	w.twoStage("decomp", "offsets into decompData", index)
	w.ints("decompData", "holds decompositions: tag<<8 | count, then count code points.", data)

	sort.Slice(db.pairs, func(i, j int) bool {
		a, b := db.pairs[i], db.pairs[j]
		return a[0] < b[0] || a[0] == b[0] && a[1] < b[1]
	})
	w.printf("// compositions holds first, second and composite of the primary composites, in order.\n")
	w.printf("var compositions = [%d][3]rune{\n", len(db.pairs))
	for _, p := range db.pairs {
		w.printf("\t{%#x, %#x, %#x},\n", p[0], p[1], p[2])
	}
	w.printf("}\n\n// oldCorrections holds canonical decompositions that Unicode 3.2.0 had wrong, by code point.\nvar oldCorrections = [...][2]rune{\n")
	for cp, p := range db.props {
		if p.correction == "" {
			continue
		}
		r, err := runes(p.correction)
		if err != nil || len(r) != 1 {
			log.Fatalf("correction of %X: %q", cp, p.correction)
		}
		w.printf("\t{%#x, %#x},\n", cp, r[0])
	}
	w.printf("}\n")
}
