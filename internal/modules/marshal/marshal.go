// This file implements the module's functions.

package marshal

import (
	"weft/internal/object"
)

type (
	value  = object.Value
	thread = object.Thread
)

const (
	version  = 5
	maxDepth = 2000
	flagRef  = 0x80
)

// Spec describes the module.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "marshal",
		Doc:  "Reading and writing Python values in a binary format that only this version of Python promises to understand.",
		Methods: []object.Method{
			{Name: "dump", Fn: marshalDump, Sig: "(value, file, version=version, /, *, allow_code=True)", Doc: "Write the value on the open file."},
			{Name: "dumps", Fn: marshalDumps, Sig: "(value, version=version, /, *, allow_code=True)", Doc: "Return the bytes object that would be written to a file by dump(value, file)."},
			{Name: "load", Fn: marshalLoad, Sig: "(file, /, *, allow_code=True)", Doc: "Read one value from the open file and return it."},
			{Name: "loads", Fn: marshalLoads, Sig: "(bytes, /, *, allow_code=True)", Doc: "Convert the bytes-like object to a value."},
		},
		Exec: func(th *thread, m *object.Module) error {
			m.Dict().SetName("version", object.SmallInt(version))
			return nil
		},
	}
}

func allowCode(th *thread, v value) (bool, error) {
	if v.IsAbsent() {
		return true, nil
	}
	return object.IsTrue(th, v)
}

// dumps marshals v as the functions' arguments say.
func dumps(th *thread, v, ver, allow value) (value, error) {
	n := version
	var err error
	if !ver.IsAbsent() {
		if n, err = object.AsCInt(th, ver); err != nil {
			return value{}, err
		}
	}
	ok, err := allowCode(th, allow)
	if err != nil {
		return value{}, err
	}
	if err := object.Audit(th, "marshal.dumps", v, object.SmallInt(int64(n))); err != nil {
		return value{}, err
	}
	b, err := write(th, v, n, ok)
	if err != nil {
		return value{}, err
	}
	return object.BytesOf(b), nil
}

func marshalDump(th *thread, a []value) (value, error) {
	b, err := dumps(th, a[0], a[2], a[3])
	if err != nil {
		return value{}, err
	}
	return object.CallMethod(th, a[1], "write", b)
}

func marshalDumps(th *thread, a []value) (value, error) { return dumps(th, a[0], a[1], a[2]) }

func marshalLoads(th *thread, a []value) (value, error) {
	ok, err := allowCode(th, a[1])
	if err != nil {
		return value{}, err
	}
	b, err := object.GetBuffer(th, a[0], object.BufferSimple)
	if err != nil {
		return value{}, err
	}
	defer b.Done(th)
	if err := object.Audit(th, "marshal.loads", a[0]); err != nil {
		return value{}, err
	}
	// A copy: Python code may run while we read, and the buffer may be writable.
	r := reader{th: th, data: append([]byte(nil), b.Bytes()...), allowCode: ok}
	return r.top()
}

func marshalLoad(th *thread, a []value) (value, error) {
	ok, err := allowCode(th, a[1])
	if err != nil {
		return value{}, err
	}
	probe, err := object.CallMethod(th, a[0], "read", object.SmallInt(0))
	if err != nil {
		return value{}, err
	}
	if !object.IsBytes(probe) {
		return value{}, object.TypeErrorf(th, "file.read() returned not bytes but %s", probe.Type().DisplayName())
	}
	if err := object.Audit(th, "marshal.load"); err != nil {
		return value{}, err
	}
	r := reader{th: th, file: a[0], allowCode: ok}
	return r.top()
}
