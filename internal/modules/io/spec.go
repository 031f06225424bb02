// This file implements the module's table.

package io

import "weft/internal/object"

// Spec describes the module.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "_io",
		Doc:  "The streams of the io module.",
		Methods: []object.Method{
			{Name: "open", Fn: ioOpen, Sig: "(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)",
				Doc: "Open a file and return a stream: raw with buffering 0 in binary mode, buffered in binary mode, else a text stream."},
			{Name: "open_code", Fn: ioOpenCode, Sig: "(path)", Doc: "Open a file of code for reading in binary mode."},
			{Name: "text_encoding", Fn: ioTextEncoding, Sig: "(encoding, stacklevel=2, /)", Doc: "Return the encoding a function should use that got encoding=None: 'locale', or 'utf-8' in UTF-8 mode."},
		},
		Types: []object.TypeSpec{
			unsupportedSpec(), ioBaseSpec(), rawIOBaseSpec(), bufIOBaseSpec(), textIOBaseSpec(), fileIOSpec(), bytesIOSpec(), bytesIOBufferSpec(),
			stringIOSpec(), bufferedReaderSpec(), bufferedWriterSpec(), bufferedRandomSpec(), bufferedRWPairSpec(), incNewlineDecoderSpec(), textIOWrapperSpec(),
		},
		Exec: func(th *thread, m *object.Module) error {
			d := m.Dict()
			d.SetName("DEFAULT_BUFFER_SIZE", num(defaultBufferSize))
			d.SetName("BlockingIOError", object.BlockingIOErrorType.Value())
			textIOWrapperType.SetTextWriter(textWrite)
			return nil
		},
	}
}
