// Package binascii is the native module binascii (Library Reference, "binascii"): conversions between bytes and their encodings in
// ASCII, and checksums.
package binascii

// This file implements the module.

import (
	"hash/crc32"
	"math/big"
	"strconv"
	"strings"

	"weft/internal/object"
)

type (
	value  = object.Value
	thread = object.Thread
)

// state is the module's state in one runtime: its exception class.
type state struct{ err value }

type stateKey struct{}

func stateOf(th *thread) *state {
	return th.Rt.State(stateKey{}, func() any { return new(state) }).(*state)
}

const hexSig = "(data, sep=<unrepresentable>, bytes_per_sep=1)"

// Spec describes the module.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "binascii",
		Doc:  "Conversion between binary data and ASCII",
		Methods: []object.Method{
			{Name: "a2b_base64", Fn: binasciiA2bBase64, Sig: "(data, /, *, strict_mode=False)", Doc: "Decode base64.\n\n  strict_mode\n    Refuse what is not base64, and data behind the padding."},
			{Name: "b2a_base64", Fn: binasciiB2aBase64, Sig: "(data, /, *, newline=True)", Doc: "Encode in base64, in one line."},
			{Name: "a2b_hex", Fn: binasciiA2bHex, Sig: "(hexstr, /)", Doc: "Decode hexadecimal digits, of which there must be an even number."},
			{Name: "unhexlify", Fn: binasciiA2bHex, Sig: "(hexstr, /)", Doc: "Decode hexadecimal digits, of which there must be an even number."},
			{Name: "b2a_hex", Fn: binasciiB2aHex, Sig: hexSig, Doc: "Encode as hexadecimal digits.\n\n  sep\n    A character to put between groups.\n  bytes_per_sep\n    How many bytes make a group, counted from the right; negative: from the left."},
			{Name: "hexlify", Fn: binasciiB2aHex, Sig: hexSig, Doc: "Encode as hexadecimal digits.\n\n  sep\n    A character to put between groups.\n  bytes_per_sep\n    How many bytes make a group, counted from the right; negative: from the left."},
			{Name: "a2b_uu", Fn: binasciiA2bUu, Sig: "(data, /)", Doc: "Decode a line of uuencoded data."},
			{Name: "b2a_uu", Fn: binasciiB2aUu, Sig: "(data, /, *, backtick=False)", Doc: "Uuencode a line of data."},
			{Name: "a2b_qp", Fn: binasciiA2bQp, Sig: "(data, header=False)", Doc: "Decode quoted-printable data."},
			{Name: "b2a_qp", Fn: binasciiB2aQp, Sig: "(data, quotetabs=False, istext=True, header=False)", Doc: "Encode as quoted-printable.\n\nWith istext, line ends are kept and white space before them is encoded; without it, line\nends are encoded. With quotetabs, blanks and tabs are encoded."},
			{Name: "crc32", Fn: binasciiCrc32, Sig: "(data, crc=0, /)", Doc: "Return the CRC-32 of data, going on from crc."},
			{Name: "crc_hqx", Fn: binasciiCrcHqx, Sig: "(data, crc, /)", Doc: "Return the CRC-CCITT of data, going on from crc."},
		},
		Exec: func(th *thread, m *object.Module) error {
			for name, base := range map[string]*object.Type{"Error": object.ValueErrorType, "Incomplete": object.ExceptionType} {
				ns := object.NewDict()
				ns.SetName("__module__", object.NewStr("binascii"))
				c, err := object.Call(th, object.TypeType.Value(), object.NewStr(name), object.TupleOf(base.Value()), ns.Value())
				if err != nil {
					return err
				}
				m.Dict().SetName(name, c)
				if name == "Error" {
					stateOf(th).err = c
				}
			}
			return nil
		},
	}
}

// raise raises binascii.Error.
func raise(th *thread, msg string) error {
	v, err := object.Call(th, stateOf(th).err, object.NewStr(msg))
	if err != nil {
		return err
	}
	return object.RaiseValue(th, v)
}

// asciiArg reads an argument that is a buffer or an ASCII str.
func asciiArg(th *thread, v value) (string, error) {
	if object.IsStr(v) {
		s := object.AsStr(v)
		if !s.IsASCII() {
			return "", object.ValueErrorf(th, "string argument should contain only ASCII characters")
		}
		return s.String(), nil
	}
	if !object.IsBytesLike(v) {
		return "", object.TypeErrorf(th, "argument should be bytes, buffer or ASCII string, not '%s'", v.Type().DisplayName())
	}
	return object.BytesLike(th, v)
}

func boolArg(th *thread, v value, def bool) (bool, error) {
	if v.IsAbsent() {
		return def, nil
	}
	return object.IsTrue(th, v)
}

const (
	alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	pad      = '='
)

// digitOf gives the value of each base64 digit plus one, 0 for other bytes.
var digitOf = func() (t [256]byte) {
	for i, c := range alphabet {
		t[c] = byte(i) + 1
	}
	return
}()

func binasciiA2bBase64(th *thread, args []value) (value, error) {
	data, err := asciiArg(th, args[0])
	if err != nil {
		return value{}, err
	}
	strict, err := boolArg(th, args[1], false)
	if err != nil {
		return value{}, err
	}
	b := make([]byte, 0, len(data)/4*3+3)
	var left byte
	quad, pads := 0, 0
	i := 0
	// Whole groups of four digits first.
	for ; i+4 <= len(data); i += 4 {
		d0, d1, d2, d3 := digitOf[data[i]], digitOf[data[i+1]], digitOf[data[i+2]], digitOf[data[i+3]]
		if d0 == 0 || d1 == 0 || d2 == 0 || d3 == 0 {
			break
		}
		d0, d1, d2, d3 = d0-1, d1-1, d2-1, d3-1
		b = append(b, d0<<2|d1>>4, d1<<4|d2>>2, d2<<6|d3)
	}
	for ; i < len(data); i++ {
		if data[i] == pad {
			if pads++; strict && (quad < 2 || quad+pads > 4) {
				switch {
				case quad == 1:
					return value{}, oneDigit(th, len(b))
				case i == 0:
					return value{}, raise(th, "Leading padding not allowed")
				}
				return value{}, raise(th, "Excess padding not allowed")
			}
			continue
		}
		d := digitOf[data[i]]
		if d == 0 {
			if strict {
				return value{}, raise(th, "Only base64 data is allowed")
			}
			continue
		}
		if strict && pads > 0 {
			if quad+pads == 4 {
				return value{}, raise(th, "Excess data after padding")
			}
			return value{}, raise(th, "Discontinuous padding not allowed")
		}
		d--
		pads = 0
		switch quad {
		case 1:
			b = append(b, left<<2|d>>4)
			d &= 15
		case 2:
			b = append(b, left<<4|d>>2)
			d &= 3
		case 3:
			b = append(b, left<<6|d)
		}
		left = d
		quad = (quad + 1) & 3
	}
	switch {
	case quad == 1:
		return value{}, oneDigit(th, len(b))
	case quad != 0 && quad+pads < 4:
		return value{}, raise(th, "Incorrect padding")
	}
	return object.BytesOf(b), nil
}

// oneDigit raises the error for a group of only one digit behind n bytes.
func oneDigit(th *thread, n int) error {
	return raise(th, "Invalid base64-encoded string: number of data characters ("+strconv.Itoa(n/3*4+1)+") cannot be 1 more than a multiple of 4")
}

func binasciiB2aBase64(th *thread, args []value) (value, error) {
	data, err := object.BytesLike(th, args[0])
	if err != nil {
		return value{}, err
	}
	newline, err := boolArg(th, args[1], true)
	if err != nil {
		return value{}, err
	}
	b := make([]byte, 0, (len(data)+2)/3*4+1)
	i := 0
	for ; i+3 <= len(data); i += 3 {
		n := uint(data[i])<<16 | uint(data[i+1])<<8 | uint(data[i+2])
		b = append(b, alphabet[n>>18], alphabet[n>>12&63], alphabet[n>>6&63], alphabet[n&63])
	}
	switch len(data) - i {
	case 1:
		n := uint(data[i]) << 16
		b = append(b, alphabet[n>>18], alphabet[n>>12&63], pad, pad)
	case 2:
		n := uint(data[i])<<16 | uint(data[i+1])<<8
		b = append(b, alphabet[n>>18], alphabet[n>>12&63], alphabet[n>>6&63], pad)
	}
	if newline {
		b = append(b, '\n')
	}
	return object.BytesOf(b), nil
}

func hexDigit(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

func binasciiA2bHex(th *thread, args []value) (value, error) {
	data, err := asciiArg(th, args[0])
	if err != nil {
		return value{}, err
	}
	if len(data)%2 != 0 {
		return value{}, raise(th, "Odd-length string")
	}
	b := make([]byte, len(data)/2)
	for i := range b {
		hi, lo := hexDigit(data[2*i]), hexDigit(data[2*i+1])
		if hi < 0 || lo < 0 {
			return value{}, raise(th, "Non-hexadecimal digit found")
		}
		b[i] = byte(hi<<4 | lo)
	}
	return object.BytesOf(b), nil
}

func binasciiB2aHex(th *thread, args []value) (value, error) {
	data, err := object.BytesLike(th, args[0])
	if err != nil {
		return value{}, err
	}
	sep, group, err := object.HexArgs(th, args[1], args[2])
	if err != nil {
		return value{}, err
	}
	v, err := object.HexText(th, data, sep, group)
	if err != nil {
		return value{}, err
	}
	return object.NewBytes(object.AsStr(v).String()), nil
}

func binasciiA2bUu(th *thread, args []value) (value, error) {
	data, err := asciiArg(th, args[0])
	if err != nil {
		return value{}, err
	}
	if data == "" {
		return value{}, raise(th, "Missing length byte")
	}
	at := func(i int) byte {
		if i < len(data) {
			return data[i]
		}
		return 0
	}
	n := int(at(0)-' ') & 63
	b := make([]byte, 0, n)
	var acc, bits uint
	i := 1
	for ; len(b) < n; i++ {
		c := at(i)
		switch {
		case i >= len(data) || c == '\n' || c == '\r':
			c = 0 // blanks at the end of the line got lost
		case c < ' ' || c > ' '+64:
			return value{}, raise(th, "Illegal char")
		default:
			c = (c - ' ') & 63
		}
		acc = acc<<6 | uint(c)
		if bits += 6; bits >= 8 {
			bits -= 8
			b = append(b, byte(acc>>bits))
			acc &= 1<<bits - 1
		}
	}
	for ; i < len(data); i++ {
		if c := data[i]; c != ' ' && c != ' '+64 && c != '\n' && c != '\r' {
			return value{}, raise(th, "Trailing garbage")
		}
	}
	return object.BytesOf(b), nil
}

func binasciiB2aUu(th *thread, args []value) (value, error) {
	data, err := object.BytesLike(th, args[0])
	if err != nil {
		return value{}, err
	}
	backtick, err := boolArg(th, args[1], false)
	if err != nil {
		return value{}, err
	}
	if len(data) > 45 {
		return value{}, raise(th, "At most 45 bytes at once")
	}
	b := make([]byte, 0, 2+(len(data)+2)/3*4)
	put := func(n uint) {
		if n == 0 && backtick {
			b = append(b, '`')
		} else {
			b = append(b, byte(n)+' ')
		}
	}
	put(uint(len(data)))
	var acc, bits uint
	for i := 0; i < len(data) || bits != 0; i++ {
		acc <<= 8
		if i < len(data) {
			acc |= uint(data[i])
		}
		for bits += 8; bits >= 6; {
			bits -= 6
			put(acc >> bits & 63)
		}
	}
	return object.BytesOf(append(b, '\n')), nil
}

func binasciiA2bQp(th *thread, args []value) (value, error) {
	data, err := asciiArg(th, args[0])
	if err != nil {
		return value{}, err
	}
	header, err := boolArg(th, args[1], false)
	if err != nil {
		return value{}, err
	}
	b := make([]byte, 0, len(data))
	for i := 0; i < len(data); {
		c := data[i]
		i++
		switch {
		case c == '=':
			if i >= len(data) {
				break
			}
			switch c = data[i]; {
			case c == '\n' || c == '\r':
				for i < len(data) && data[i] != '\n' {
					i++
				}
				i++
			case c == '=':
				b = append(b, '=')
				i++
			case i+1 < len(data) && hexDigit(c) >= 0 && hexDigit(data[i+1]) >= 0:
				b = append(b, byte(hexDigit(c)<<4|hexDigit(data[i+1])))
				i += 2
			default:
				b = append(b, '=')
			}
		case c == '_' && header:
			b = append(b, ' ')
		default:
			b = append(b, c)
		}
	}
	return object.BytesOf(b), nil
}

// maxLine is the length of quoted-printable lines.
const maxLine = 76

func binasciiB2aQp(th *thread, args []value) (value, error) {
	data, err := object.BytesLike(th, args[0])
	if err != nil {
		return value{}, err
	}
	quoteTabs, err := boolArg(th, args[1], false)
	if err != nil {
		return value{}, err
	}
	isText, err := boolArg(th, args[2], true)
	if err != nil {
		return value{}, err
	}
	header, err := boolArg(th, args[3], false)
	if err != nil {
		return value{}, err
	}
	end := "\n"
	if i := strings.IndexByte(data, '\n'); i > 0 && data[i-1] == '\r' {
		end = "\r\n"
	}
	const upperHex = "0123456789ABCDEF"
	var b []byte
	escape := func(c byte) { b = append(b, '=', upperHex[c>>4], upperHex[c&15]) }
	line := 0
	for i := 0; i < len(data); {
		c := data[i]
		last := i+1 == len(data)
		next := byte(0)
		if !last {
			next = data[i+1]
		}
		special := c > 126 || c == '=' || header && c == '_' ||
			c == '.' && line == 0 && (last || next == '\n' || next == '\r' || next == 0) ||
			!isText && (c == '\r' || c == '\n') ||
			(c == '\t' || c == ' ') && last ||
			c < 33 && c != '\r' && c != '\n' && (quoteTabs || c != '\t' && c != ' ')
		switch {
		case special:
			if line+3 >= maxLine {
				b = append(append(b, '='), end...)
				line = 0
			}
			escape(c)
			line += 3
			i++
		case isText && (c == '\n' || c == '\r' && next == '\n'):
			line = 0
			if n := len(b); n > 0 && (b[n-1] == ' ' || b[n-1] == '\t') {
				blank := b[n-1]
				b = b[:n-1]
				escape(blank)
			}
			b = append(b, end...)
			if c == '\r' {
				i++
			}
			i++
		default:
			if !last && next != '\n' && line+1 >= maxLine {
				b = append(append(b, '='), end...)
				line = 0
			}
			line++
			if header && c == ' ' {
				c = '_'
			}
			b = append(b, c)
			i++
		}
	}
	return object.BytesOf(b), nil
}

// crcArg reads a checksum as C's unsigned int: the low bits of an int.
func crcArg(th *thread, v value) (uint32, error) {
	if v.IsAbsent() {
		return 0, nil
	}
	r, err := object.Index(th, v)
	if err != nil {
		return 0, err
	}
	if n, ok := object.Int64(r); ok {
		return uint32(n), nil
	}
	low := new(big.Int).And(object.Big(r), big.NewInt(0xFFFFFFFF))
	return uint32(low.Uint64()), nil
}

func binasciiCrc32(th *thread, args []value) (value, error) {
	buf, err := object.GetBuffer(th, args[0], object.BufferSimple)
	if err != nil {
		return value{}, err
	}
	defer buf.Done(th)
	crc, err := crcArg(th, args[1])
	if err != nil {
		return value{}, err
	}
	return object.SmallInt(int64(crc32.Update(crc, crc32.IEEETable, buf.Bytes()))), nil
}

func binasciiCrcHqx(th *thread, args []value) (value, error) {
	data, err := object.BytesLike(th, args[0])
	if err != nil {
		return value{}, err
	}
	crc, err := crcArg(th, args[1])
	if err != nil {
		return value{}, err
	}
	c := crc & 0xFFFF
	for i := 0; i < len(data); i++ {
		c ^= uint32(data[i]) << 8
		for range 8 {
			if c <<= 1; c&0x10000 != 0 {
				c ^= 0x11021
			}
		}
	}
	return object.SmallInt(int64(c)), nil
}
