// This file implements identifiers outside ASCII (PEP 3131): which characters they have, and their normal form.

package syntax

import (
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// isXIDStart reports whether r may begin an identifier.
func isXIDStart(r rune) bool {
	if unicode.In(r, unicode.L, unicode.Nl, unicode.Other_ID_Start) || r == '_' {
		return !notXID(r) && !notXIDStart(r)
	}
	return false
}

// isXIDContinue reports whether r may stand in an identifier.
func isXIDContinue(r rune) bool {
	if unicode.In(r, unicode.L, unicode.Nl, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc, unicode.Other_ID_Start,
		unicode.Other_ID_Continue) {
		return !notXID(r)
	}
	return false
}

// notXID lists the characters whose compatibility form is no identifier.
func notXID(r rune) bool {
	switch {
	case r == 0x37A, r == 0x2E2F, r >= 0x309B && r <= 0x309C, r >= 0xFC5E && r <= 0xFC63, r >= 0xFDFA && r <= 0xFDFB, r == 0xFE70,
		r == 0xFE72, r == 0xFE74, r == 0xFE76, r == 0xFE78, r == 0xFE7A, r == 0xFE7C, r == 0xFE7E:
		return true
	}
	return false
}

// notXIDStart lists the characters whose compatibility form may not begin an identifier.
func notXIDStart(r rune) bool {
	switch r {
	case 0xE33, 0xEB3, 0xFF9E, 0xFF9F:
		return true
	}
	return false
}

// normalize returns the NFKC form of an identifier.
func normalize(name string) string { return norm.NFKC.String(name) }
