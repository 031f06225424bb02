package overlay

// This file implements the changes to single lines of CPython's modules that look at its machine or at libraries in C.

import "bytes"

// edit replaces the one occurrence of a piece of text in a file.
type edit struct{ path, old, new string }

// edits are the changes: as few and as small as can be.
func edits() []edit {
	return []edit{
		// pdb looks for the instruction behind RESUME, where the body of a function begins; ours begin with it.
		{"pdb.py", "if prev is not None and prev.opname == 'RESUME':", "if prev is None:"},
		// CPython has these from OpenSSL.
		{"hashlib.py", "from _hashlib import pbkdf2_hmac", "from _kdf import pbkdf2_hmac"},
		{"hashlib.py", "from _hashlib import scrypt", "from _kdf import scrypt"},
	}
}

// Edit returns the source of a library file with our changes, or the source itself.
func Edit(path string, source []byte) []byte {
	for _, e := range edits() {
		if e.path == path {
			source = bytes.Replace(source, []byte(e.old), []byte(e.new), 1)
		}
	}
	return source
}
