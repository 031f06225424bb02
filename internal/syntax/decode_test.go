// This file implements tests of decoding: byte order marks, cookies and undecodable bytes.

package syntax

import (
	"fmt"
	"testing"
)

func TestDecode(t *testing.T) {
	codec := func(name string, data []byte) (string, bool, error) { return "decoded " + name, name == "koi8-r", nil }
	for _, test := range []struct{ name, data, want string }{
		{"plain text", "x = 1\r\ny = 2\r", "utf-8 \"x = 1\\ny = 2\\n\""},
		{"a byte order mark is dropped", bom + "x", "utf-8 \"x\""},
		{"a cookie of UTF-8 may stand behind a mark", bom + "# coding: utf-8\n", "utf-8 \"# coding: utf-8\\n\""},
		{"no other cookie may stand behind a mark", bom + "# coding: latin-1\nx=1",
			"encoding problem: iso-8859-1 with BOM @ 1:0-1:17 # coding: latin-1"},
		{"a cookie of Latin-1", "# coding: latin-1\nx='\xe9'", "iso-8859-1 \"# coding: latin-1\\nx='é'\""},
		{"a cookie in the second line", "#!/bin/x\n# vim: set fileencoding=latin-1 :\n'\xe9'",
			"iso-8859-1 \"#!/bin/x\\n# vim: set fileencoding=latin-1 :\\n'é'\""},
		{"no cookie after code", "x=1 # coding: latin-1\ny='\xe9'\n",
			"Non-UTF-8 code starting with '\\xe9' on line 2, but no encoding declared; see https://peps.python.org/pep-0263/ for details @ 2:4-2:4 y='\uFFFD'"},
		{"no cookie in the third line", "\n\n# coding: latin-1\n'\xe9'",
			"Non-UTF-8 code starting with '\\xe9' on line 4, but no encoding declared; see https://peps.python.org/pep-0263/ for details @ 4:2-4:2 '\uFFFD'"},
		{"a cookie needs its colon at once", "# encoding : latin-1\nx", "utf-8 \"# encoding : latin-1\\nx\""},
		{"a codec from outside", "# coding: koi8-r\n", "koi8-r \"decoded koi8-r\""},
		{"an unknown encoding", "# coding: foo\n", "unknown encoding: foo @ 0:-1-0:0 "},
		{"ASCII is strict", "# coding: ascii\nx='\xe9'", "'ascii' codec can't decode byte 0xe9 in position 19: ordinal not in range(128) @ 0:-1-0:0 "},
		{"other names of UTF-8 are strict in another way", "# coding: utf8\nx='\xe9'\n",
			"'utf-8' codec can't decode byte 0xe9 in position 18: invalid continuation byte @ 0:-1-0:0 "},
		{"null characters", "x\x00", "source code string cannot contain null bytes @ 0:0-0:0 "},
	} {
		src, err := Decode("f", []byte(test.data), codec)
		var got string
		if err != nil {
			e := err.(*Error)
			got = fmt.Sprintf("%s @ %d:%d-%d:%d %s", e.Msg, e.Line, e.Col, e.EndLine, e.EndCol, e.Text)
		} else {
			got = fmt.Sprintf("%s %q", src.Encoding, src.Text)
		}
		if got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.name, got, test.want)
		}
	}
}

func TestLines(t *testing.T) {
	s := NewSource("f", "a\r\nbc\rd")
	if s.NumLines() != 3 || s.Line(1) != "a" || s.Line(2) != "bc" || s.Line(3) != "d" || s.Line(0) != "" || s.Line(4) != "" {
		t.Errorf("%d lines: %q %q %q", s.NumLines(), s.Line(1), s.Line(2), s.Line(3))
	}
	if got := s.Segment(Pos{1, 0, 2, 1}); got != "a\nb" {
		t.Errorf("Segment = %q", got)
	}
}
