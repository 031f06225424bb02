// This file implements open, open_code and text_encoding.

package io

import (
	"strings"

	"weft/internal/object"
)

func ioOpen(th *thread, args []value) (value, error) {
	mode := "r"
	if !args[1].IsAbsent() {
		if !object.IsStr(args[1]) {
			return value{}, object.TypeErrorf(th, "open() argument 'mode' must be str, not %s", object.ArgTypeName(args[1]))
		}
		mode = object.AsStr(args[1]).String()
		if strings.IndexByte(mode, 0) >= 0 {
			return value{}, valueError(th, "embedded null character")
		}
	}
	buffering, err := intArg(th, args[2], -1)
	if err != nil {
		return value{}, err
	}
	encoding, haveEnc, err := optStr(th, args[3], "open", "encoding")
	if err != nil {
		return value{}, err
	}
	errs, haveErrs, err := optStr(th, args[4], "open", "errors")
	if err != nil {
		return value{}, err
	}
	_, haveNL, err := optStr(th, args[5], "open", "newline")
	if err != nil {
		return value{}, err
	}
	closefd, err := boolArg(th, args[6], true)
	if err != nil {
		return value{}, err
	}
	file := args[0]
	if s := file.Type().Slots(); s.Index == nil && s.Int == nil && s.Float == nil && !object.IsStr(file) && !object.IsBytes(file) {
		r, found, err := object.CallSpecial(th, file, "__fspath__")
		switch {
		case err != nil:
			return value{}, err
		case !found:
			return value{}, object.TypeErrorf(th, "expected str, bytes or os.PathLike object, not %s", file.Type().DisplayName())
		case !object.IsStr(r) && !object.IsBytes(r):
			return value{}, object.TypeErrorf(th, "expected %s.__fspath__() to return str or bytes, not %s", file.Type().DisplayName(), r.Type().DisplayName())
		}
		file = r
	}

	var create, read, write, app, update, text, binary bool
	seen := map[rune]bool{}
	for _, c := range mode {
		switch c {
		case 'x':
			create = true
		case 'r':
			read = true
		case 'w':
			write = true
		case 'a':
			app = true
		case '+':
			update = true
		case 't':
			text = true
		case 'b':
			binary = true
		default:
			return value{}, object.ValueErrorf(th, "invalid mode: '%s'", mode)
		}
		if seen[c] {
			return value{}, object.ValueErrorf(th, "invalid mode: '%s'", mode)
		}
		seen[c] = true
	}
	raw := ""
	kinds := 0
	for _, m := range []struct {
		on bool
		c  string
	}{{create, "x"}, {read, "r"}, {write, "w"}, {app, "a"}} {
		if m.on {
			raw += m.c
			kinds++
		}
	}
	if update {
		raw += "+"
	}
	switch {
	case text && binary:
		return value{}, valueError(th, "can't have text and binary mode at once")
	case kinds > 1: // none at all is for FileIO to refuse
		return value{}, valueError(th, "must have exactly one of create/read/write/append mode")
	case binary && haveEnc:
		return value{}, valueError(th, "binary mode doesn't take an encoding argument")
	case binary && haveErrs:
		return value{}, valueError(th, "binary mode doesn't take an errors argument")
	case binary && haveNL:
		return value{}, valueError(th, "binary mode doesn't take a newline argument")
	case binary && buffering == 1:
		if err := object.Warn(th, object.RuntimeWarningType, "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used", 1); err != nil {
			return value{}, err
		}
	}

	fv, err := fileIONew(th, fileIOType, nil, nil)
	if err != nil {
		return value{}, err
	}
	f := asFileIO(fv)
	if err := f.open(th, fv, file, raw, closefd, args[7]); err != nil {
		return value{}, err
	}
	top := fv // what to close if something fails
	fail := func(err error) (value, error) {
		_, cerr := object.CallMethod(th, top, "close")
		if cerr != nil {
			return value{}, chain(err, cerr)
		}
		return value{}, err
	}
	line := false
	if buffering == 1 && !binary {
		line = true
	}
	if buffering < 0 && f.has(fileWaits) && isatty(f.load()) {
		line = true
	}
	if buffering == 1 {
		buffering = -1
	}
	if buffering < 0 {
		buffering = f.blockSize()
	}
	if buffering == 0 {
		if !binary {
			return fail(valueError(th, "can't have unbuffered text I/O"))
		}
		return fv, nil
	}
	typ, bits := bufferedReaderType, bufRead
	switch {
	case update:
		typ, bits = bufferedRandomType, bufRead|bufWrite
		if !f.seekable() {
			return fail(unsupported(th, "File or stream is not seekable."))
		}
	case create || write || app:
		typ, bits = bufferedWriterType, bufWrite
	}
	bv, err := bufferedNew(th, typ, nil, nil)
	if err != nil {
		return fail(err)
	}
	if err := asBuffered(bv).init(th, fv, buffering, bits); err != nil {
		return fail(err)
	}
	top = bv
	if binary {
		return bv, nil
	}
	tv, err := textIOWrapperNew(th, textIOWrapperType, nil, nil)
	if err != nil {
		return fail(err)
	}
	if !haveErrs {
		errs = "strict"
	}
	if err := asText(tv).init(th, bv, encoding, haveEnc, errs, args[5], line, false); err != nil {
		return fail(err)
	}
	top = tv
	if err := object.SetAttrName(th, tv, "mode", object.NewStr(mode)); err != nil {
		return fail(err)
	}
	return tv, nil
}

func ioOpenCode(th *thread, args []value) (value, error) {
	if !object.IsStr(args[0]) {
		return value{}, object.TypeErrorf(th, "open_code() argument 'path' must be str, not %s", object.ArgTypeName(args[0]))
	}
	var a [8]value
	a[0], a[1] = args[0], object.NewStr("rb")
	return ioOpen(th, a[:])
}

func ioTextEncoding(th *thread, args []value) (value, error) {
	if !args[0].Is(none) {
		return args[0], nil
	}
	level, err := intArg(th, args[1], 2)
	if err != nil {
		return value{}, err
	}
	f := &th.Rt.Config.Flags
	if f.WarnDefaultEncoding != 0 {
		if err := object.Warn(th, object.EncodingWarningType, "'encoding' argument not specified", level); err != nil {
			return value{}, err
		}
	}
	if f.UTF8Mode != 0 {
		return object.NewStr("utf-8"), nil
	}
	return object.NewStr("locale"), nil
}
