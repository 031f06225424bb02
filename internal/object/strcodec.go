// This file implements the ways from str to bytes and back by the name of an encoding: str.encode, bytes.decode, str(b, enc).
// The codecs themselves are in strcodec_utf.go and its neighbours, the registry in strcodec_registry.go, error handlers in
// strcodec_errors.go.

package object

import (
	"strings"
)

// normalizeEncoding returns an encoding's name in lower case with each run of characters other than letters, digits and '.' as
// one '_'; ok is false if it has non-ASCII characters.
func normalizeEncoding(name string) string {
	b := make([]byte, 0, len(name))
	punct := false
	for i := 0; i < len(name); i++ {
		c := name[i]
		switch {
		case 'A' <= c && c <= 'Z':
			c += 32
			fallthrough
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '.':
			if punct && len(b) > 0 {
				b = append(b, '_')
			}
			punct = false
			b = append(b, c)
		default:
			punct = true
		}
	}
	return string(b)
}

// builtinCodec numbers the codecs that need no registry.
type builtinCodec uint8

const (
	codecNone builtinCodec = iota
	codecUTF8
	codecUTF16
	codecUTF32
	codecASCII
	codecLatin1
)

// builtinCodecOf returns the built-in codec of an encoding's name, or codecNone.
func builtinCodecOf(encoding string) builtinCodec {
	switch encoding {
	case "utf-8", "utf8":
		return codecUTF8
	}
	switch normalizeEncoding(encoding) {
	case "utf_8", "utf8":
		return codecUTF8
	case "utf_16", "utf16":
		return codecUTF16
	case "utf_32", "utf32":
		return codecUTF32
	case "ascii", "us_ascii":
		return codecASCII
	case "latin1", "latin_1", "iso_8859_1", "iso8859_1":
		return codecLatin1
	}
	return codecNone
}

// codecArg converts an optional argument that names an encoding or an error handler.
func codecArg(th *Thread, v Value, fn, param, def string) (string, error) {
	if v.IsAbsent() {
		return def, nil
	}
	if !IsStr(v) {
		return "", TypeErrorf(th, "%s() argument '%s' must be str, not %s", fn, param, ArgTypeName(v))
	}
	s := AsStr(v).s
	if strings.IndexByte(s, 0) >= 0 {
		return "", ValueErrorf(th, "embedded null character")
	}
	return s, nil
}

func strEncode(th *Thread, args []Value) (Value, error) {
	if args[1].IsAbsent() && args[2].IsAbsent() {
		return EncodeUTF8(th, AsStr(args[0]), "strict")
	}
	encoding, err := codecArg(th, args[1], "encode", "encoding", "utf-8")
	if err != nil {
		return Value{}, err
	}
	errs, err := codecArg(th, args[2], "encode", "errors", "strict")
	if err != nil {
		return Value{}, err
	}
	return EncodeStr(th, AsStr(args[0]), encoding, errs)
}

// EncodeStr returns s.encode(encoding, errors) as bytes. Error handlers and codecs of the registry may run Python code.
func EncodeStr(th *Thread, s *Str, encoding, errors string) (Value, error) {
	if err := checkCodec(th, encoding, errors); err != nil {
		return Value{}, err
	}
	switch builtinCodecOf(encoding) {
	case codecUTF8:
		return EncodeUTF8(th, s, errors)
	case codecASCII:
		return EncodeASCII(th, s, errors)
	case codecLatin1:
		return EncodeLatin1(th, s, errors)
	case codecUTF16:
		return EncodeUTF16(th, s, errors, 0)
	case codecUTF32:
		return EncodeUTF32(th, s, errors, 0)
	}
	r, err := codecEncodeText(th, s.Value(), encoding, errors)
	if err != nil {
		return Value{}, err
	}
	if IsBytes(r) {
		return r, nil
	}
	if IsByteArray(r) {
		msg := "encoder " + encoding + " returned bytearray instead of bytes; use codecs.encode() to encode to arbitrary types"
		if err := Warn(th, RuntimeWarningType, msg, 1); err != nil {
			return Value{}, err
		}
		return NewBytes(bytesText(r)), nil
	}
	return Value{}, TypeErrorf(th, "'%s' encoder returned '%s' instead of 'bytes'; use codecs.encode() to encode to arbitrary types", encoding, r.Type().DisplayName())
}

// checkCodec raises LookupError in development mode for a codec or an error handler that does not exist, also where none is needed.
func checkCodec(th *Thread, encoding, errors string) error {
	if !th.Rt.Config.Flags.DevMode {
		return nil
	}
	if builtinCodecOf(encoding) == codecNone {
		if _, err := codecLookupText(th, encoding, "codecs.encode()"); err != nil {
			return err
		}
	}
	if errors == "strict" {
		return nil
	}
	_, err := CodecLookupError(th, errors)
	return err
}

// DecodeBytes returns bytes(data).decode(encoding, errors).
func DecodeBytes(th *Thread, data, encoding, errors string) (*Str, error) {
	if err := checkCodec(th, encoding, errors); err != nil {
		return nil, err
	}
	switch builtinCodecOf(encoding) {
	case codecUTF8:
		s, _, err := DecodeUTF8(th, data, errors, true)
		return s, err
	case codecASCII:
		return DecodeASCII(th, data, errors)
	case codecLatin1:
		return DecodeLatin1(data), nil
	case codecUTF16:
		s, _, _, err := DecodeUTF16(th, data, errors, 0, true)
		return s, err
	case codecUTF32:
		s, _, _, err := DecodeUTF32(th, data, errors, 0, true)
		return s, err
	}
	v, err := NewMemoryView(th, NewBytes(data))
	if err != nil {
		return nil, err
	}
	r, err := codecDecodeText(th, v, encoding, errors)
	if err != nil {
		return nil, err
	}
	if !IsStr(r) {
		return nil, TypeErrorf(th, "'%s' decoder returned '%s' instead of 'str'; use codecs.decode() to decode to arbitrary types", encoding, r.Type().DisplayName())
	}
	return AsStr(r), nil
}

// decodeObject is str(obj, encoding, errors); encoding or errors may be absent.
func decodeObject(th *Thread, obj, encoding, errs Value) (*Str, error) {
	enc, err := codecArg(th, encoding, "str", "encoding", "utf-8")
	if err != nil {
		return nil, err
	}
	handler, err := codecArg(th, errs, "str", "errors", "strict")
	if err != nil {
		return nil, err
	}
	if IsStr(obj) {
		return nil, TypeErrorf(th, "decoding str is not supported")
	}
	var data string
	if IsBytes(obj) {
		data = AsBytes(obj).s
	} else {
		if obj.Type().Slots().Buffer == nil {
			return nil, TypeErrorf(th, "decoding to str: need a bytes-like object, %s found", obj.Type().DisplayName())
		}
		if data, err = BytesLike(th, obj); err != nil {
			return nil, err
		}
	}
	if data == "" {
		return emptyStr, checkCodec(th, enc, handler)
	}
	return DecodeBytes(th, data, enc, handler)
}
