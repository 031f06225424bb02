// This file implements the list of native modules.

package stdlib

import (
	"weft/internal/modules/abc"
	"weft/internal/modules/ast"
	"weft/internal/modules/atexit"
	"weft/internal/modules/binascii"
	"weft/internal/modules/bisect"
	"weft/internal/modules/builtins"
	"weft/internal/modules/codecs"
	"weft/internal/modules/collections"
	"weft/internal/modules/contextvars"
	"weft/internal/modules/errno"
	"weft/internal/modules/faulthandler"
	"weft/internal/modules/fcntl"
	"weft/internal/modules/functools"
	"weft/internal/modules/gc"
	"weft/internal/modules/grp"
	"weft/internal/modules/hashes"
	"weft/internal/modules/heapq"
	"weft/internal/modules/io"
	"weft/internal/modules/itertools"
	"weft/internal/modules/locale"
	"weft/internal/modules/marshal"
	"weft/internal/modules/math"
	"weft/internal/modules/opcode"
	"weft/internal/modules/operator"
	"weft/internal/modules/posix"
	"weft/internal/modules/pwd"
	"weft/internal/modules/queue"
	"weft/internal/modules/random"
	"weft/internal/modules/resource"
	"weft/internal/modules/signal"
	"weft/internal/modules/sre"
	"weft/internal/modules/stat"
	"weft/internal/modules/stringmod"
	"weft/internal/modules/structmod"
	"weft/internal/modules/suggestions"
	"weft/internal/modules/sys"
	"weft/internal/modules/thread"
	"weft/internal/modules/time"
	"weft/internal/modules/tracemalloc"
	"weft/internal/modules/types"
	"weft/internal/modules/typing"
	"weft/internal/modules/warnings"
	"weft/internal/modules/weakref"
	"weft/internal/object"
)

// Native lists the native modules, in alphabetical order of their Python names.
func Native() []func() object.ModuleSpec {
	return []func() object.ModuleSpec{
		abc.Spec,
		ast.Spec,
		atexit.Spec,
		binascii.Spec,
		bisect.Spec,
		builtins.Spec,
		codecs.Spec,
		collections.Spec,
		contextvars.Spec,
		errno.Spec,
		faulthandler.Spec,
		fcntl.Spec,
		functools.Spec,
		gc.Spec,
		grp.Spec,
		heapq.Spec,
		io.Spec,
		itertools.Spec,
		locale.Spec,
		marshal.Spec,
		math.Spec,
		opcode.Spec,
		operator.Spec,
		posix.Spec,
		pwd.Spec,
		queue.Spec,
		random.Spec,
		resource.Spec,
		signal.Spec,
		sre.Spec,
		stat.Spec,
		stringmod.Spec,
		structmod.Spec,
		suggestions.Spec,
		sys.Spec,
		thread.Spec,
		time.Spec,
		tracemalloc.Spec,
		types.Spec,
		typing.Spec,
		warnings.Spec,
		weakref.Spec,
	}
}
