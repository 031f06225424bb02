package main

// This file implements the tables of names.
//
// A name is a list of words; a word has a number, the frequent ones below oneByte so that one byte holds it, the others in
// two bytes. Byte 0 ends a name. A word that starts with '-' or a blank follows without a blank. Names stand in the order of the code
// points that have them, aliases and sequences behind; an offset is kept for every nameStride-th.

import (
	"fmt"
	"log"
	"slices"
	"sort"
	"strings"
)

const (
	nameStride = 16
	wordStride = 16
	oneByte    = 200
)

// words cuts a name at blanks and before hyphens. A hyphen behind a blank keeps the blank.
func words(name string) []string {
	var out []string
	start := 0
	for i := 1; i < len(name); i++ {
		switch {
		case name[i] == ' ' && i+1 < len(name) && name[i+1] == '-':
			out = append(out, name[start:i])
			start = i
			i++
		case name[i] == ' ':
			out = append(out, name[start:i])
			start = i + 1
		case name[i] == '-':
			out = append(out, name[start:i])
			start = i
		}
	}
	return append(out, name[start:])
}

func join(ws []string) string {
	var b strings.Builder
	for i, w := range ws {
		if i > 0 && w[0] != '-' && w[0] != ' ' {
			b.WriteByte(' ')
		}
		b.WriteString(w)
	}
	return b.String()
}

type numberedRange struct {
	first, last rune
	prefix      string
	unnamed     bool
}

func genNames(w *writer, db *database) {
	// Names made of a prefix and the code point.
	var ranges []numberedRange
	var plain []named
	named := len(db.names)
	for i, n := range append(slices.Clone(db.names), db.unnamed...) {
		cp := n.cps[0]
		if 0xAC00 <= cp && cp < 0xD7A4 {
			continue // Hangul syllables are spelled
		}
		suffix := fmt.Sprintf("%04X", cp)
		if p, ok := strings.CutSuffix(n.name, "-"+suffix); ok {
			if k := len(ranges) - 1; k >= 0 && ranges[k].last == cp-1 && ranges[k].prefix == p+"-" {
				ranges[k].last = cp
			} else {
				ranges = append(ranges, numberedRange{cp, cp, p + "-", i >= named})
			}
			continue
		}
		plain = append(plain, n)
	}
	w.printf("// nameRanges holds stretches of names that are a prefix and the code point in hexadecimal. CPython 3.14 finds the last\n"+
		"// ones but does not give them: unnamed.\nvar nameRanges = [%d]nameRange{\n", len(ranges))
	for _, r := range ranges {
		w.printf("\t{%#x, %#x, %q, %v},\n", r.first, r.last, r.prefix, r.unnamed)
	}
	w.printf("}\n\n")

	all := slices.Clone(plain)
	firstAlias := len(all)
	all = append(all, db.aliases...)
	firstSeq := len(all)
	all = append(all, db.sequences...)

	// Number the words by frequency.
	count := map[string]int{}
	for _, n := range all {
		ws := words(n.name)
		if join(ws) != n.name {
			log.Fatalf("name %q", n.name)
		}
		for _, x := range ws {
			count[x]++
		}
	}
	list := make([]string, 0, len(count))
	for x := range count {
		list = append(list, x)
	}
	sort.Slice(list, func(i, j int) bool {
		if count[list[i]] != count[list[j]] {
			return count[list[i]] > count[list[j]]
		}
		return list[i] < list[j]
	})
	if len(list) > oneByte+(255-oneByte)*256 {
		log.Fatalf("%d words are too many", len(list))
	}
	id := map[string]int{}
	var wordText strings.Builder
	var wordOffs []int
	for i, x := range list {
		id[x] = i
		if i%wordStride == 0 {
			wordOffs = append(wordOffs, wordText.Len())
		}
		wordText.WriteByte(byte(len(x)))
		wordText.WriteString(x)
	}
	var stream []byte
	var nameOffs []int
	for i, n := range all {
		if i%nameStride == 0 {
			nameOffs = append(nameOffs, len(stream))
		}
		for _, x := range words(n.name) {
			k := id[x] + 1
			if k <= oneByte {
				stream = append(stream, byte(k))
			} else {
				k -= oneByte + 1
				stream = append(stream, byte(oneByte+1+k>>8), byte(k))
			}
		}
		stream = append(stream, 0)
	}
	w.printf("const (\n\tnameStride = %d\n\twordStride = %d\n\toneByte = %d\n\tfirstAlias = %d\n\tfirstSequence = %d\n\tnameCount = %d\n)\n\n",
		nameStride, wordStride, oneByte, firstAlias, firstSeq, len(all))
	w.str("wordText", "holds the words, each behind its length.", wordText.String())
	w.ints("wordOffsets", "is the place in wordText of every wordStride-th word.", wordOffs)
	w.str("nameText", "holds the names as word numbers.", string(stream))
	w.ints("nameOffsets", "is the place in nameText of every nameStride-th name.", nameOffs)

	// Which code points have them.
	var runs [][3]int
	for i, n := range plain {
		cp := int(n.cps[0])
		if k := len(runs) - 1; k >= 0 && runs[k][1] == cp-1 {
			runs[k][1] = cp
		} else {
			runs = append(runs, [3]int{cp, cp, i})
		}
	}
	w.printf("// nameRuns holds stretches of code points with names in nameText: first, last, number of the first name.\nvar nameRuns = [%d][3]uint32{\n", len(runs))
	for _, r := range runs {
		w.printf("\t{%#x, %#x, %d},\n", r[0], r[1], r[2])
	}
	w.printf("}\n\n")
	var targets []int
	for _, n := range db.aliases {
		targets = append(targets, int(n.cps[0]))
	}
	w.ints("aliasTargets", "is the code point of each alias.", targets)
	w.printf("// sequences holds the named sequences in the order of their names.\nvar sequences = [%d]string{\n", len(db.sequences))
	for _, n := range db.sequences {
		w.printf("\t%s,\n", text(hexes(n.cps)))
	}
	w.printf("}\n\n")

	// The way back: open addressing by hash, holding name numbers + 1.
	size := 1
	for size < len(all)*4/3 {
		size *= 2
	}
	table := make([]int, size)
	for i, n := range all {
		h := int(hash(n.name)) & (size - 1)
		for table[h] != 0 {
			h = (h + 1) & (size - 1)
		}
		table[h] = i + 1
	}
	w.ints("nameHash", "finds a name's number, plus one, from its hash by open addressing.", table)
}

func hexes(r []rune) string {
	var b strings.Builder
	for _, c := range r {
		fmt.Fprintf(&b, "%X ", c)
	}
	return b.String()
}

// hash is FNV-1a, 32 bits; internal/ucd has the same.
func hash(s string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}
