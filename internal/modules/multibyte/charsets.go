package multibyte

// This file implements the tables of the character sets: which bytes are which character.

import (
	"strconv"
	"strings"
	"sync"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// charset describes a table by its difference from one of golang.org/x/text.
type charset struct {
	base encoding.Encoding
	// leads are the first bytes of characters of two bytes: pairs of a first and a last one. trail is the least second byte.
	leads string
	trail int
	// set and drop are runs "code:count:character" and "code:count" of codes that stand for other characters and for none.
	set, drop string
	// back are characters that are encoded otherwise than as the first code that stands for them.
	back map[rune]uint32
}

// none stands in tables for codes that are no character.
const none = -1

// table holds a charset: characters of one byte, of two, of three bytes the first of which is 0x8F, and the way back, 0 for none
// (the character of code 0 is apart).
type table struct {
	once         sync.Once
	one          [256]rune
	two, three   []rune
	codes        map[rune]uint32
	ranks, chars []rune // of GB 18030: see fourBytes
}

// tables are a runtime's.
type tables struct {
	jis, sjis, cp932, gb2312, gbk, gb18030, big5, cp950, hkscs, ksx, cp949 table
}

// The tables of CPython 3.14.6, found by decoding every code with it.
func sjisCharset() charset {
	return charset{base: japanese.ShiftJIS, leads: "\x81\x84\x88\x9f\xe0\xec", trail: 0x40, drop: "80:1",
		set:  "8160:1:301c 8161:1:2016 817c:1:2212 8191:2:a2 81ca:1:ac",
		back: map[rune]uint32{0xa5: 0x5c, 0x203e: 0x7e}}
}

func cp932Charset() charset {
	c := charset{base: japanese.ShiftJIS, leads: "\x81\xfc", trail: 0x40, set: "a0:1:f8f0 fd:3:f8f1",
		back: map[rune]uint32{0xa2: 0x8191, 0xa3: 0x8192, 0xac: 0x81ca, 0x2016: 0x8161, 0x2212: 0x817c, 0x301c: 0x8160}}
	// The user's area: 188 characters a row.
	for row := range 10 {
		lead, ch := 0xf0+row, 0xe000+188*row
		c.set += " " + run(lead<<8|0x40, 63, ch) + " " + run(lead<<8|0x80, 125, ch+63)
	}
	return c
}

func run(code, n, ch int) string {
	return strconv.FormatInt(int64(code), 16) + ":" + strconv.Itoa(n) + ":" + strconv.FormatInt(int64(ch), 16)
}

func jisCharset() charset {
	return charset{base: japanese.EUCJP, leads: "\x8e\x8e\xa1\xac\xae\xf8\xfd\xfe", trail: 0xa1,
		set:  "a1c1:1:301c a1c2:1:2016 a1dd:1:2212 a1f1:2:a2 a2cc:1:ac 8fa2b7:1:7e",
		back: map[rune]uint32{0xa5: 0x5c, 0x203e: 0x7e}}
}

func gb2312Charset() charset {
	return charset{base: simplifiedchinese.GBK, leads: "\xa1\xa9\xb0\xf7", trail: 0xa1, set: "a1a4:1:30fb a1aa:1:2015",
		drop: "80:1 a2a1:10 a2e3:1 a6e0:12 a6ee:5 a6f4:2 a8bb:1 a8bd:4"}
}

func gbkCharset() charset {
	return charset{base: simplifiedchinese.GBK, leads: "\x81\xfe", trail: 0x40,
		drop: "80:1 a2e3:1 a3a0:1 a8bf:1 a989:13 fe50:1 fe54:5 fe5a:7 fe62:4 fe68:4 fe6e:8 fe77:7 fe80:16 fe92:14"}
}

func gb18030Charset() charset {
	c := charset{base: simplifiedchinese.GB18030, leads: "\x81\xfe", trail: 0x40, drop: "80:1",
		set: "a2ab:6:e766 a2e4:1:e76d a2ef:2:e76e a2fd:2:e770 a4f4:11:e772 a5f7:8:e77d a6b9:8:e785 a6d9:7:e78d a6ec:2:e794 " +
			"a6f3:1:e796 a6f6:9:e797 a7c2:15:e7a0 a7f2:13:e7af a896:11:e7bc a8bc:1:e7c7 a8c1:4:e7c9 a8ea:21:e7cd a958:1:e7e2 " +
			"a95b:1:e7e3 a95d:3:e7e4 a997:13:e7f4 a9f0:15:e801 d7fa:5:e810 fe51:3:e816 fe59:1:e81e fe61:1:e826 fe66:2:e82b " +
			"fe6c:2:e831 fe76:1:e83b fe7e:1:e843 fe90:2:e854 fea0:1:e864"}
	// The three user's areas.
	for row := range 7 {
		lead, ch := 0xa1+row, 0xe4c6+96*row
		c.set += " " + run(lead<<8|0x40, 63, ch) + " " + run(lead<<8|0x80, 33, ch+63)
	}
	for row := range 6 {
		c.set += " " + run((0xaa+row)<<8|0xa1, 94, 0xe000+94*row)
	}
	for row := range 7 {
		c.set += " " + run((0xf8+row)<<8|0xa1, 94, 0xe234+94*row)
	}
	return c
}

// kana is where Big5 without extensions has kana and Cyrillic letters.
const kana = "c6a1:1:30fe c6a2:2:309d c6a4:1:3005 c6a5:83:3041 c6f8:7:30a1 c740:63:30a8 c7a1:16:30e7 c7b1:2:414 c7b3:1:401 " +
	"c7b4:7:416 c7bb:19:423 c7ce:1:451 c7cf:26:436 c7e9:10:2460 c7f3:10:2474"

// big5Signs are signs of Big5 that others map otherwise.
const big5Signs = "a145:1:2022 a14e:1:ff64 a1c2:1:203e a1e3:1:223c a1f2:1:2641 a1f3:1:2609 a241:1:ff0f a242:1:ff3c a244:1:a5 a246:2:a2"

func big5Charset() charset {
	return charset{base: traditionalchinese.Big5, leads: "\xa1\xc7\xc9\xf9", trail: 0x40, set: big5Signs + " " + kana, drop: "a3c0:34 c7fd:2 f9d6:41",
		back: map[rune]uint32{0x5341: 0xa451, 0x5345: 0xa4ca, 0xff0f: 0xa241, 0xff3c: 0xa242}}
}

func cp950Charset() charset {
	return charset{base: traditionalchinese.Big5, leads: "\xa1\xc7\xc9\xf9", trail: 0x40, set: kana + " f9fe:1:2593", drop: "a3c0:33 c7fd:2",
		back: map[rune]uint32{0xa2: 0xa246, 0xa3: 0xa247, 0xa5: 0xa244, 0x2022: 0xa145, 0x203e: 0xa1c2, 0x223c: 0xa1e3, 0x2609: 0xa1f3,
			0x2641: 0xa1f2, 0x5341: 0xa451, 0x5345: 0xa4ca, 0xff64: 0xa14e}}
}

func hkscsCharset() charset {
	return charset{base: traditionalchinese.Big5, leads: "\x81\xfe", trail: 0x40, set: big5Signs,
		drop: "877a:5 87a1:63 8e69:1 8e6f:1 8e7e:1 8eab:1 8eb4:1 8ecd:1 8ed0:1 8f57:1 8f69:1 8f6e:1 8fcb:2 8ffe:1 906d:1 907a:1 90dc:1 " +
			"90f1:1 91bf:1 9244:1 92af:4 92c8:1 92d1:1 9447:1 94ca:1 95d9:1 9644:1 96ed:1 96fc:1 9b76:1 9b78:1 9b7b:1 9bc6:1 9bde:1 " +
			"9bec:1 9bf6:1 9c42:1 9c53:1 9c62:1 9c68:1 9c6b:1 9c77:1 9cbc:2 9cd0:1 9d57:1 9d5a:1 9dc4:1 9ea9:1 9eef:1 9efd:1 9f60:1 " +
			"9f66:1 9fcb:1 9fd8:1 a063:1 a077:1 a0d5:1 a0df:1 a0e4:1 a3c0:34 c6cf:1 c6d3:1 c6d5:1 c6d7:1 c6de:2 fa5f:1 fa66:1 fabd:1 " +
			"fac5:1 fad5:1 fb48:1 fbb8:1 fbf3:1 fbf9:1 fc4f:1 fc6c:1 fcb9:1 fce2:1 fcf1:1 fdb7:2 fdbb:1 fdf1:1 fe52:1 fe6f:1 feaa:1 fedd:1",
		back: map[rune]uint32{0x2550: 0xf9f9, 0x255e: 0xf9e9, 0x2561: 0xf9eb, 0x256a: 0xf9ea, 0x256d: 0xf9fa, 0x256e: 0xf9fb, 0x256f: 0xf9fd,
			0x2570: 0xf9fc, 0x5341: 0xa451, 0x5345: 0xa4ca, 0xff0f: 0xa241, 0xff3c: 0xa242}}
}

func ksxCharset() charset {
	return charset{base: korean.EUCKR, leads: "\xa1\xac\xb0\xfe", trail: 0xa1}
}

func cp949Charset() charset { return charset{base: korean.EUCKR, leads: "\x81\xfe", trail: 0x41} }

// made fills the table at first use and returns it.
func (t *table) made(describe func() charset) *table {
	t.once.Do(func() { t.fill(describe()) })
	return t
}

// fill makes the table.
func (t *table) fill(c charset) {
	t.two = make([]rune, 1<<16)
	t.codes = make(map[rune]uint32, 1<<14)
	for i := range t.one {
		t.one[i] = none
	}
	for i := range t.two {
		t.two[i] = none
	}
	decoder := c.base.NewDecoder()
	var buf [16]byte
	decode := func(code ...byte) rune {
		decoder.Reset()
		n, _, err := decoder.Transform(buf[:], code, true)
		rs := []rune(string(buf[:n]))
		if err != nil || len(rs) != 1 || rs[0] == 0xfffd {
			return none
		}
		return rs[0]
	}
	for b := range 256 {
		t.one[b] = decode(byte(b))
	}
	for i := 0; i < len(c.leads); i += 2 {
		for lead := int(c.leads[i]); lead <= int(c.leads[i+1]); lead++ {
			if t.one[lead] != none {
				continue
			}
			for trail := c.trail; trail < 256; trail++ {
				t.two[lead<<8|trail] = decode(byte(lead), byte(trail))
			}
		}
	}
	if c.base == japanese.EUCJP {
		t.three = make([]rune, 1<<16)
		for i := range t.three {
			t.three[i] = none
			if i>>8 >= 0xa1 && i&0xff >= 0xa1 {
				t.three[i] = decode(0x8f, byte(i>>8), byte(i))
			}
		}
	}
	t.runs(c.drop)
	t.runs(c.set)
	note := func(r rune, code int) {
		if _, ok := t.codes[r]; r >= 0 && !ok {
			t.codes[r] = uint32(code)
		}
	}
	for i, r := range t.one {
		note(r, i)
	}
	for i, r := range t.two {
		note(r, i)
	}
	for i, r := range t.three {
		note(r, 0x8f0000|i)
	}
	for r, code := range c.back {
		t.codes[r] = code
	}
	if c.base == simplifiedchinese.GB18030 {
		t.fourBytes()
	}
}

// runs changes what the runs say.
func (t *table) runs(text string) {
	for _, f := range strings.Fields(text) {
		p := strings.Split(f, ":")
		code, _ := strconv.ParseInt(p[0], 16, 32)
		n, _ := strconv.Atoi(p[1])
		ch := int64(none)
		if len(p) > 2 {
			ch, _ = strconv.ParseInt(p[2], 16, 32)
		}
		for i := range n {
			var at *rune
			switch c := int(code) + i; {
			case c < 256:
				at = &t.one[c]
			case c < 1<<16:
				at = &t.two[c]
			default:
				at = &t.three[c&0xffff]
			}
			if *at = rune(ch); ch != none {
				ch++
			}
		}
	}
}

// fourBytes makes the tables for codes of four bytes: in GB 18030 those of the first plane are, in order, the characters that have no
// shorter code. chars[i] is the character number i, ranks its inverse.
func (t *table) fourBytes() {
	t.ranks = make([]rune, 1<<16)
	for r := rune(0x80); r < 1<<16; r++ {
		t.ranks[r] = none
		if r >= 0xd800 && r < 0xe000 {
			continue
		}
		if _, ok := t.codes[r]; !ok {
			t.ranks[r] = rune(len(t.chars))
			t.chars = append(t.chars, r)
		}
	}
}
