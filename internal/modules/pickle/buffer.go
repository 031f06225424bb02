// This file implements PickleBuffer.

package pickle

import (
	"sync/atomic"

	"weft/internal/object"
)

var pickleBufferType = &object.Type{Name: "PickleBuffer"}

// pickleBuffer wraps a buffer that may be pickled out of band. view is nil once it is released.
type pickleBuffer struct {
	object.Header
	view atomic.Pointer[object.Buffer]
	obj  value
}

func pickleBufferSpec() object.TypeSpec {
	return object.TypeSpec{
		Type:   pickleBufferType,
		Module: "pickle",
		Doc:    "Wrapper for potentially out-of-band buffers",
		Flags:  object.TypeHasWeakref,
		Layout: object.LayoutOf[pickleBuffer](),
		Slots:  object.Slots{New: pickleBufferNew, Buffer: pickleBufferBuffer},
		Methods: []object.Method{
			{Name: "raw", Sig: "(self, /)", Fn: pickleBufferRaw, Doc: "Return a memoryview of the raw memory underlying this buffer.\n\nIt has one dimension and the format 'B'. BufferError is raised if the buffer is\nnot contiguous."},
			{Name: "release", Sig: "(self, /)", Fn: pickleBufferRelease, Doc: "Release the underlying buffer exposed by the PickleBuffer object."},
		},
	}
}

func pickleBufferNew(th *thread, t *object.Type, args []value, kwnames *object.Tuple) (value, error) {
	if len(args) != 1 || kwnames.Len() != 0 {
		return value{}, object.TypeErrorf(th, "PickleBuffer() takes exactly 1 positional argument (%d given)", len(args)-kwnames.Len())
	}
	b, err := object.GetBuffer(th, args[0], object.BufferFullRO)
	if err != nil {
		return value{}, err
	}
	v := t.New()
	p := (*pickleBuffer)(v.Ptr())
	p.obj = args[0]
	p.view.Store(b)
	return v, nil
}

// held returns the buffer, or raises ValueError if it is released.
func held(th *thread, v value) (*object.Buffer, error) {
	b := (*pickleBuffer)(v.Ptr()).view.Load()
	if b == nil {
		return nil, object.ValueErrorf(th, "operation forbidden on released PickleBuffer object")
	}
	return b, nil
}

func pickleBufferBuffer(th *thread, self value, flags object.BufferFlags) (*object.Buffer, error) {
	if _, err := held(th, self); err != nil {
		return nil, err
	}
	return object.GetBuffer(th, (*pickleBuffer)(self.Ptr()).obj, flags)
}

func pickleBufferRelease(th *thread, args []value) (value, error) {
	if b := (*pickleBuffer)(args[0].Ptr()).view.Swap(nil); b != nil {
		b.Done(th)
	}
	return object.None, nil
}

func pickleBufferRaw(th *thread, args []value) (value, error) {
	if _, err := held(th, args[0]); err != nil {
		return value{}, err
	}
	b, err := object.GetBuffer(th, (*pickleBuffer)(args[0].Ptr()).obj, object.BufferFullRO)
	if err != nil {
		return value{}, err
	}
	if !contiguous(b) {
		b.Done(th)
		return value{}, object.Raise(th, object.BufferErrorType, "cannot extract raw buffer from non-contiguous buffer")
	}
	b.ItemSize, b.Format, b.Shape, b.Strides = 1, "B", []int{b.Len}, nil
	return object.NewBufferView(th, b), nil
}

// contiguous reports whether the buffer is one piece of memory, in C's or Fortran's order of items.
func contiguous(b *object.Buffer) bool {
	if b.Strides == nil || b.Len == 0 {
		return true
	}
	order := func(from, to, step int) bool {
		size := b.ItemSize
		for i := from; i != to; i += step {
			if b.Shape[i] > 1 && b.Strides[i] != size {
				return false
			}
			size *= b.Shape[i]
		}
		return true
	}
	n := len(b.Shape)
	return order(n-1, -1, -1) || order(0, n, 1)
}
