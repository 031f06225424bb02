// This file implements the list of native modules.

package stdlib

import (
	"weft/internal/modules/builtins"
	"weft/internal/modules/contextvars"
	"weft/internal/modules/errno"
	"weft/internal/modules/posix"
	"weft/internal/modules/stat"
	"weft/internal/modules/sys"
	"weft/internal/modules/thread"
	"weft/internal/modules/warnings"
	"weft/internal/modules/weakref"
	"weft/internal/object"
)

// Native lists the native modules, in alphabetical order of their Python names.
func Native() []func() object.ModuleSpec {
	return []func() object.ModuleSpec{
		builtins.Spec,
		contextvars.Spec,
		errno.Spec,
		posix.Spec,
		stat.Spec,
		sys.Spec,
		thread.Spec,
		warnings.Spec,
		weakref.Spec,
	}
}
