// Package codecs is the native module _codecs: the codecs that CPython has in C, and the functions of the registry (Library
// Reference, "codecs"). The codecs themselves are package object's; the functions here bind arguments.
package codecs

// This file implements the module.

import (
	"strings"

	"weft/internal/object"
)

type (
	value  = object.Value
	thread = object.Thread
	str    = object.Str
)

// Spec describes the module.
func Spec() object.ModuleSpec {
	methods := []object.Method{
		{Name: "register", Fn: codecsRegister, Sig: "(search_function, /)", Doc: "Add a function that finds codecs by name: it is called with a name in lower case and returns\na CodecInfo or None."},
		{Name: "unregister", Fn: codecsUnregister, Sig: "(search_function, /)", Doc: "Remove a function that finds codecs and forget the codecs found so far."},
		{Name: "lookup", Fn: codecsLookup, Sig: "(encoding, /)", Doc: "Return the CodecInfo of an encoding, or raise LookupError."},
		{Name: "encode", Fn: codecsEncode, Sig: "(obj, encoding='utf-8', errors='strict')", Doc: "Return an object encoded by a codec of the registry."},
		{Name: "decode", Fn: codecsDecode, Sig: "(obj, encoding='utf-8', errors='strict')", Doc: "Return an object decoded by a codec of the registry."},
		{Name: "register_error", Fn: codecsRegisterError, Sig: "(errors, handler, /)", Doc: "Register an error handler under a name: it is called with a UnicodeError and returns what\nstands for the error and the position to go on with."},
		{Name: "_unregister_error", Fn: codecsUnregisterError, Sig: "(errors, /)", Doc: "Remove an error handler that is not built in, and report whether it existed."},
		{Name: "lookup_error", Fn: codecsLookupError, Sig: "(name, /)", Doc: "Return the error handler of a name, or raise LookupError."},
		{Name: "charmap_build", Fn: codecsCharmapBuild, Sig: "(map, /)"},
		{Name: "charmap_decode", Fn: codecsCharmapDecode, Sig: "(data, errors=None, mapping=None, /)"},
		{Name: "charmap_encode", Fn: codecsCharmapEncode, Sig: "(str, errors=None, mapping=None, /)"},
		{Name: "escape_decode", Fn: codecsEscapeDecode, Sig: "(data, errors=None, /)"},
		{Name: "escape_encode", Fn: codecsEscapeEncode, Sig: "(data, errors=None, /)"},
		{Name: "readbuffer_encode", Fn: codecsReadbufferEncode, Sig: "(data, errors=None, /)"},
		{Name: "utf_16_ex_decode", Fn: codecsUtf16ExDecode, Sig: "(data, errors=None, byteorder=0, final=False, /)"},
		{Name: "utf_32_ex_decode", Fn: codecsUtf32ExDecode, Sig: "(data, errors=None, byteorder=0, final=False, /)"},
	}
	for _, name := range []string{"utf_7", "utf_8", "utf_16", "utf_16_le", "utf_16_be", "utf_32", "utf_32_le", "utf_32_be",
		"ascii", "latin_1", "unicode_escape", "raw_unicode_escape"} {
		decodeSig := "(data, errors=None, final=False, /)"
		encodeSig := "(str, errors=None, /)"
		switch name {
		case "ascii", "latin_1":
			decodeSig = "(data, errors=None, /)"
		case "unicode_escape", "raw_unicode_escape":
			decodeSig = "(data, errors=None, final=True, /)"
		case "utf_16", "utf_32":
			encodeSig = "(str, errors=None, byteorder=0, /)"
		}
		methods = append(methods,
			object.Method{Name: name + "_decode", Fn: decoder(name), Sig: decodeSig},
			object.Method{Name: name + "_encode", Fn: encoder(name), Sig: encodeSig})
	}
	return object.ModuleSpec{Name: "_codecs", Methods: methods}
}

// strArg checks a str argument; null characters are refused where CPython passes a C string.
func strArg(th *thread, v value, fn, which string, cstring bool) (string, error) {
	if !object.IsStr(v) {
		return "", object.TypeErrorf(th, "%s() argument%s must be str, not %s", fn, which, object.ArgTypeName(v))
	}
	s := object.AsStr(v).String()
	if cstring && strings.IndexByte(s, 0) >= 0 {
		return "", object.ValueErrorf(th, "embedded null character")
	}
	return s, nil
}

// errorsArg reads the name of an error handler, the second argument.
func errorsArg(th *thread, args []value, fn string) (string, error) {
	if len(args) < 2 || args[1].IsAbsent() || args[1].Is(object.None) {
		return "strict", nil
	}
	if !object.IsStr(args[1]) {
		return "", object.TypeErrorf(th, "%s() argument 2 must be str or None, not %s", fn, object.ArgTypeName(args[1]))
	}
	s := object.AsStr(args[1]).String()
	if strings.IndexByte(s, 0) >= 0 {
		return "", object.ValueErrorf(th, "embedded null character")
	}
	return s, nil
}

func boolArg(th *thread, args []value, i int, def bool) (bool, error) {
	if i >= len(args) || args[i].IsAbsent() {
		return def, nil
	}
	return object.IsTrue(th, args[i])
}

// pair is the result of every codec function.
func pair(v value, n int) (value, error) { return object.TupleOf(v, object.Int(int64(n))), nil }

func encoder(name string) object.NativeFn {
	fn := name + "_encode"
	return func(th *thread, args []value) (value, error) {
		if _, err := strArg(th, args[0], fn, " 1", false); err != nil {
			return value{}, err
		}
		errs, err := errorsArg(th, args, fn)
		if err != nil {
			return value{}, err
		}
		s := object.AsStr(args[0])
		order := 0
		if len(args) > 2 && !args[2].IsAbsent() {
			if order, err = object.AsCInt(th, args[2]); err != nil {
				return value{}, err
			}
		}
		var v value
		switch name {
		case "utf_7":
			v = object.EncodeUTF7(s)
		case "utf_8":
			v, err = object.EncodeUTF8(th, s, errs)
		case "utf_16":
			v, err = object.EncodeUTF16(th, s, errs, sign(order))
		case "utf_16_le":
			v, err = object.EncodeUTF16(th, s, errs, -1)
		case "utf_16_be":
			v, err = object.EncodeUTF16(th, s, errs, 1)
		case "utf_32":
			v, err = object.EncodeUTF32(th, s, errs, sign(order))
		case "utf_32_le":
			v, err = object.EncodeUTF32(th, s, errs, -1)
		case "utf_32_be":
			v, err = object.EncodeUTF32(th, s, errs, 1)
		case "ascii":
			v, err = object.EncodeASCII(th, s, errs)
		case "latin_1":
			v, err = object.EncodeLatin1(th, s, errs)
		case "unicode_escape":
			v = object.EncodeUnicodeEscape(s)
		case "raw_unicode_escape":
			v = object.EncodeRawUnicodeEscape(s)
		}
		if err != nil {
			return value{}, err
		}
		return pair(v, s.Len())
	}
}

func sign(n int) int { return min(max(n, -1), 1) }

// dataArg reads the data of a decoder: a buffer or, for those of escapes, a str in UTF-8.
func dataArg(th *thread, v value, text bool) (string, error) {
	if text && object.IsStr(v) {
		b, err := object.EncodeUTF8(th, object.AsStr(v), "strict")
		if err != nil {
			return "", err
		}
		return object.AsBytes(b).String(), nil
	}
	return object.BytesLike(th, v)
}

func decoder(name string) object.NativeFn {
	fn := name + "_decode"
	escapes := strings.HasSuffix(name, "escape")
	return func(th *thread, args []value) (value, error) {
		data, err := dataArg(th, args[0], escapes)
		if err != nil {
			return value{}, err
		}
		errs, err := errorsArg(th, args, fn)
		if err != nil {
			return value{}, err
		}
		final, err := boolArg(th, args, 2, escapes)
		if err != nil {
			return value{}, err
		}
		var s *str
		n := len(data)
		switch name {
		case "utf_7":
			s, n, err = object.DecodeUTF7(th, data, errs, final)
		case "utf_8":
			s, n, err = object.DecodeUTF8(th, data, errs, final)
		case "utf_16":
			s, n, _, err = object.DecodeUTF16(th, data, errs, 0, final)
		case "utf_16_le":
			s, n, _, err = object.DecodeUTF16(th, data, errs, -1, final)
		case "utf_16_be":
			s, n, _, err = object.DecodeUTF16(th, data, errs, 1, final)
		case "utf_32":
			s, n, _, err = object.DecodeUTF32(th, data, errs, 0, final)
		case "utf_32_le":
			s, n, _, err = object.DecodeUTF32(th, data, errs, -1, final)
		case "utf_32_be":
			s, n, _, err = object.DecodeUTF32(th, data, errs, 1, final)
		case "ascii":
			s, err = object.DecodeASCII(th, data, errs)
		case "latin_1":
			s = object.DecodeLatin1(data)
		case "unicode_escape":
			s, n, err = object.DecodeUnicodeEscape(th, data, errs, final)
		case "raw_unicode_escape":
			s, n, err = object.DecodeRawUnicodeEscape(th, data, errs, final)
		}
		if err != nil {
			return value{}, err
		}
		if final {
			n = len(data)
		}
		return pair(s.Value(), n)
	}
}

func exDecode(th *thread, args []value, fn string, decode func(th *thread, data, errors string, order int, final bool) (*str, int, int, error)) (value, error) {
	data, err := dataArg(th, args[0], false)
	if err != nil {
		return value{}, err
	}
	errs, err := errorsArg(th, args, fn)
	if err != nil {
		return value{}, err
	}
	order := 0
	if !args[2].IsAbsent() {
		if order, err = object.AsCInt(th, args[2]); err != nil {
			return value{}, err
		}
	}
	final, err := boolArg(th, args, 3, false)
	if err != nil {
		return value{}, err
	}
	s, n, order, err := decode(th, data, errs, sign(order), final)
	if err != nil {
		return value{}, err
	}
	if final {
		n = len(data)
	}
	return object.TupleOf(s.Value(), object.Int(int64(n)), object.Int(int64(order))), nil
}

func codecsUtf16ExDecode(th *thread, args []value) (value, error) {
	return exDecode(th, args, "utf_16_ex_decode", object.DecodeUTF16)
}

func codecsUtf32ExDecode(th *thread, args []value) (value, error) {
	return exDecode(th, args, "utf_32_ex_decode", object.DecodeUTF32)
}

func codecsRegister(th *thread, args []value) (value, error) {
	return object.None, object.CodecRegister(th, args[0])
}

func codecsUnregister(th *thread, args []value) (value, error) {
	object.CodecUnregister(th, args[0])
	return object.None, nil
}

func codecsLookup(th *thread, args []value) (value, error) {
	name, err := strArg(th, args[0], "lookup", "", true)
	if err != nil {
		return value{}, err
	}
	return object.CodecLookup(th, name)
}

// codecNames reads encoding and errors of encode and decode; errors is "" where none is given.
func codecNames(th *thread, args []value, fn string) (encoding, errors string, err error) {
	encoding = "utf-8"
	if !args[1].IsAbsent() {
		if encoding, err = strArg(th, args[1], fn, " 'encoding'", true); err != nil {
			return
		}
	}
	if !args[2].IsAbsent() {
		errors, err = strArg(th, args[2], fn, " 'errors'", true)
	}
	return
}

func codecsEncode(th *thread, args []value) (value, error) {
	encoding, errs, err := codecNames(th, args, "encode")
	if err != nil {
		return value{}, err
	}
	return object.CodecEncode(th, args[0], encoding, errs)
}

func codecsDecode(th *thread, args []value) (value, error) {
	encoding, errs, err := codecNames(th, args, "decode")
	if err != nil {
		return value{}, err
	}
	return object.CodecDecode(th, args[0], encoding, errs)
}

func codecsRegisterError(th *thread, args []value) (value, error) {
	name, err := strArg(th, args[0], "register_error", " 1", true)
	if err != nil {
		return value{}, err
	}
	return object.None, object.CodecRegisterError(th, name, args[1])
}

func codecsUnregisterError(th *thread, args []value) (value, error) {
	name, err := strArg(th, args[0], "_unregister_error", "", true)
	if err != nil {
		return value{}, err
	}
	ok, err := object.CodecUnregisterError(th, name)
	return object.Bool(ok), err
}

func codecsLookupError(th *thread, args []value) (value, error) {
	name, err := strArg(th, args[0], "lookup_error", "", true)
	if err != nil {
		return value{}, err
	}
	return object.CodecLookupError(th, name)
}

func codecsCharmapBuild(th *thread, args []value) (value, error) {
	s, err := strArg(th, args[0], "charmap_build", "", false)
	if err != nil {
		return value{}, err
	}
	if s == "" {
		return value{}, object.TypeErrorf(th, "bad argument type for built-in operation")
	}
	return object.BuildCharmap(th, object.AsStr(args[0]))
}

func codecsCharmapDecode(th *thread, args []value) (value, error) {
	data, err := dataArg(th, args[0], false)
	if err != nil {
		return value{}, err
	}
	errs, err := errorsArg(th, args, "charmap_decode")
	if err != nil {
		return value{}, err
	}
	if args[2].IsAbsent() || args[2].Is(object.None) {
		return pair(object.DecodeLatin1(data).Value(), len(data))
	}
	s, err := object.DecodeCharmap(th, data, errs, args[2])
	if err != nil {
		return value{}, err
	}
	return pair(s.Value(), len(data))
}

func codecsCharmapEncode(th *thread, args []value) (value, error) {
	if _, err := strArg(th, args[0], "charmap_encode", " 1", false); err != nil {
		return value{}, err
	}
	errs, err := errorsArg(th, args, "charmap_encode")
	if err != nil {
		return value{}, err
	}
	s := object.AsStr(args[0])
	var v value
	if args[2].IsAbsent() || args[2].Is(object.None) {
		v, err = object.EncodeLatin1(th, s, errs)
	} else {
		v, err = object.EncodeCharmap(th, s, errs, args[2])
	}
	if err != nil {
		return value{}, err
	}
	return pair(v, s.Len())
}

func codecsEscapeDecode(th *thread, args []value) (value, error) {
	data, err := dataArg(th, args[0], true)
	if err != nil {
		return value{}, err
	}
	errs, err := errorsArg(th, args, "escape_decode")
	if err != nil {
		return value{}, err
	}
	v, err := object.UnescapeBytes(th, data, errs)
	if err != nil {
		return value{}, err
	}
	return pair(v, len(data))
}

func codecsEscapeEncode(th *thread, args []value) (value, error) {
	if !object.IsBytes(args[0]) {
		return value{}, object.TypeErrorf(th, "escape_encode() argument 1 must be bytes, not %s", object.ArgTypeName(args[0]))
	}
	if _, err := errorsArg(th, args, "escape_encode"); err != nil {
		return value{}, err
	}
	data := object.AsBytes(args[0]).String()
	return pair(object.EscapeBytes(data), len(data))
}

func codecsReadbufferEncode(th *thread, args []value) (value, error) {
	data, err := dataArg(th, args[0], true)
	if err != nil {
		return value{}, err
	}
	if _, err := errorsArg(th, args, "readbuffer_encode"); err != nil {
		return value{}, err
	}
	return pair(object.NewBytes(data), len(data))
}
