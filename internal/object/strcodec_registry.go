// This file implements the codec registry behind the codecs module (Library Reference, "Codec registry"): search functions, the
// cache of found codecs, and error handlers by name. Its state belongs to a runtime.

package object

import "sync"

// codecState is the registry of one runtime. The fields are guarded by mu; no Python code runs under it.
type codecState struct {
	mu       sync.Mutex
	search   []Value
	cache    map[string]Value // by normalized name
	errors   map[string]Value
	imported bool
}

type codecStateKey struct{}

// builtinErrorHandlers are the names of the handlers that always exist.
var builtinErrorHandlers = [...]string{"strict", "ignore", "replace", "xmlcharrefreplace", "backslashreplace", "namereplace", "surrogatepass", "surrogateescape"}

func codecRegistry(th *Thread) *codecState {
	return th.Rt.State(codecStateKey{}, func() any {
		st := &codecState{cache: map[string]Value{}, errors: map[string]Value{}}
		for _, name := range builtinErrorHandlers {
			name := name
			st.errors[name] = NewNative(name+"_errors", "(exception, /)", func(th *Thread, args []Value) (Value, error) {
				return callErrorHandler(th, name, args[0])
			})
		}
		return st
	}).(*codecState)
}

// CodecRegister adds a search function: codecs.register.
func CodecRegister(th *Thread, f Value) error {
	if !IsCallable(f) {
		return TypeErrorf(th, "argument must be callable")
	}
	st := codecRegistry(th)
	st.mu.Lock()
	st.search = append(st.search[:len(st.search):len(st.search)], f)
	st.mu.Unlock()
	return nil
}

// CodecUnregister removes a search function and empties the cache: codecs.unregister.
func CodecUnregister(th *Thread, f Value) {
	st := codecRegistry(th)
	st.mu.Lock()
	defer st.mu.Unlock()
	for i, g := range st.search {
		if g.Is(f) {
			st.search = append(append([]Value(nil), st.search[:i]...), st.search[i+1:]...)
			clear(st.cache)
			return
		}
	}
}

// CodecLookup returns the CodecInfo of an encoding: codecs.lookup. It raises LookupError.
func CodecLookup(th *Thread, encoding string) (Value, error) {
	st := codecRegistry(th)
	key := normalizeEncoding(encoding)
	st.mu.Lock()
	v := st.cache[key]
	imported := st.imported
	st.imported = true
	st.mu.Unlock()
	if !v.IsAbsent() {
		return v, nil
	}
	if !imported {
		if _, err := th.Rt.engine.Import(th, Intern("encodings"), None, None, None, 0); err != nil {
			st.mu.Lock()
			st.imported = false
			st.mu.Unlock()
			return Value{}, err
		}
	}
	st.mu.Lock()
	v = st.cache[key]
	search := st.search
	st.mu.Unlock()
	if !v.IsAbsent() {
		return v, nil
	}
	if len(search) == 0 {
		return Value{}, Raise(th, LookupErrorType, "no codec search functions registered: can't find encoding")
	}
	name := NewStr(key)
	for _, f := range search {
		r, err := Call(th, f, name)
		if err != nil {
			return Value{}, err
		}
		if r.Is(None) {
			continue
		}
		if !IsTuple(r) || AsTuple(r).Len() != 4 {
			return Value{}, TypeErrorf(th, "codec search functions must return 4-tuples")
		}
		st.mu.Lock()
		st.cache[key] = r
		st.mu.Unlock()
		return r, nil
	}
	if err := CheckEncodable(th, encoding); err != nil {
		return Value{}, err
	}
	return Value{}, Raisef(th, LookupErrorType, "unknown encoding: %s", encoding)
}

// CodecRegisterError registers an error handler: codecs.register_error.
func CodecRegisterError(th *Thread, name string, handler Value) error {
	if !IsCallable(handler) {
		return TypeErrorf(th, "handler must be callable")
	}
	st := codecRegistry(th)
	st.mu.Lock()
	st.errors[name] = handler
	st.mu.Unlock()
	return nil
}

// CodecUnregisterError removes an error handler and reports whether it existed; built-in ones raise ValueError.
func CodecUnregisterError(th *Thread, name string) (bool, error) {
	for _, b := range builtinErrorHandlers {
		if b == name {
			return false, ValueErrorf(th, "cannot un-register built-in error handler '%s'", name)
		}
	}
	st := codecRegistry(th)
	st.mu.Lock()
	defer st.mu.Unlock()
	_, ok := st.errors[name]
	delete(st.errors, name)
	return ok, nil
}

// CodecLookupError returns an error handler: codecs.lookup_error. It raises LookupError.
func CodecLookupError(th *Thread, name string) (Value, error) {
	st := codecRegistry(th)
	st.mu.Lock()
	v := st.errors[name]
	st.mu.Unlock()
	if v.IsAbsent() {
		if err := CheckEncodable(th, name); err != nil {
			return v, err
		}
		return v, Raisef(th, LookupErrorType, "unknown error handler name '%s'", name)
	}
	return v, nil
}

// codecCall calls an encoder or decoder with obj and the error handler's name (unless "") and returns the first item of the pair
// that it returns.
func codecCall(th *Thread, f, obj Value, what, encoding, errors string) (Value, error) {
	var r Value
	var err error
	if errors == "" {
		r, err = Call(th, f, obj)
	} else {
		r, err = Call(th, f, obj, NewStr(errors))
	}
	if err != nil {
		addCodecNote(th, err, what, encoding)
		return Value{}, err
	}
	if !IsTuple(r) || AsTuple(r).Len() != 2 {
		return Value{}, TypeErrorf(th, "%sr must return a tuple (object, integer)", what)
	}
	return AsTuple(r).items[0], nil
}

// addCodecNote adds a note to an exception that says which codec raised it.
func addCodecNote(th *Thread, err error, what, encoding string) {
	exc, ok := err.(*Exception)
	if !ok {
		return
	}
	note := NewStr(what[:len(what)-1] + "ing with '" + encoding + "' codec failed")
	// A note that cannot be added must not hide the exception.
	_, _ = baseExceptionAddNote(th, []Value{exc.Value(), note})
}

// CodecEncode is codecs.encode; errors may be "": not given.
func CodecEncode(th *Thread, obj Value, encoding, errors string) (Value, error) {
	c, err := CodecLookup(th, encoding)
	if err != nil {
		return Value{}, err
	}
	return codecCall(th, AsTuple(c).items[0], obj, "encode", encoding, errors)
}

// CodecDecode is codecs.decode; errors may be "": not given.
func CodecDecode(th *Thread, obj Value, encoding, errors string) (Value, error) {
	c, err := CodecLookup(th, encoding)
	if err != nil {
		return Value{}, err
	}
	return codecCall(th, AsTuple(c).items[1], obj, "decode", encoding, errors)
}

// codecLookupText is CodecLookup that refuses codecs which are not text encodings.
func codecLookupText(th *Thread, encoding, alternative string) (Value, error) {
	c, err := CodecLookup(th, encoding)
	if err != nil {
		return c, err
	}
	if !c.isExact(TupleType) {
		a, err := GetAttrOpt(th, c, Intern("_is_text_encoding"))
		if err != nil {
			return c, err
		}
		if !a.IsAbsent() {
			is, err := IsTrue(th, a)
			if err != nil {
				return c, err
			}
			if !is {
				return c, Raisef(th, LookupErrorType, "'%s' is not a text encoding; use %s to handle arbitrary codecs", encoding, alternative)
			}
		}
	}
	return c, nil
}

func codecEncodeText(th *Thread, obj Value, encoding, errors string) (Value, error) {
	c, err := codecLookupText(th, encoding, "codecs.encode()")
	if err != nil {
		return Value{}, err
	}
	return codecCall(th, AsTuple(c).items[0], obj, "encode", encoding, errors)
}

func codecDecodeText(th *Thread, obj Value, encoding, errors string) (Value, error) {
	c, err := codecLookupText(th, encoding, "codecs.decode()")
	if err != nil {
		return Value{}, err
	}
	return codecCall(th, AsTuple(c).items[1], obj, "decode", encoding, errors)
}
