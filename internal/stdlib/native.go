// This file implements the list of native modules.

package stdlib

import (
	"weft/internal/modules/abc"
	"weft/internal/modules/array"
	"weft/internal/modules/ast"
	"weft/internal/modules/atexit"
	"weft/internal/modules/binascii"
	"weft/internal/modules/bisect"
	"weft/internal/modules/builtins"
	"weft/internal/modules/bz2"
	"weft/internal/modules/cmath"
	"weft/internal/modules/codecs"
	"weft/internal/modules/collections"
	"weft/internal/modules/contextvars"
	"weft/internal/modules/csv"
	"weft/internal/modules/datetime"
	"weft/internal/modules/decimal"
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
	"weft/internal/modules/json"
	"weft/internal/modules/locale"
	"weft/internal/modules/marshal"
	"weft/internal/modules/math"
	"weft/internal/modules/multibyte"
	"weft/internal/modules/opcode"
	"weft/internal/modules/operator"
	"weft/internal/modules/pickle"
	"weft/internal/modules/posix"
	"weft/internal/modules/posixsubprocess"
	"weft/internal/modules/pwd"
	"weft/internal/modules/queue"
	"weft/internal/modules/random"
	"weft/internal/modules/resource"
	"weft/internal/modules/selectmod"
	"weft/internal/modules/signal"
	"weft/internal/modules/socket"
	"weft/internal/modules/sre"
	"weft/internal/modules/stat"
	"weft/internal/modules/statistics"
	"weft/internal/modules/stringmod"
	"weft/internal/modules/structmod"
	"weft/internal/modules/suggestions"
	"weft/internal/modules/symtable"
	"weft/internal/modules/sys"
	"weft/internal/modules/sysconfigdata"
	"weft/internal/modules/termios"
	"weft/internal/modules/thread"
	"weft/internal/modules/time"
	"weft/internal/modules/tokenize"
	"weft/internal/modules/tracemalloc"
	"weft/internal/modules/types"
	"weft/internal/modules/typing"
	"weft/internal/modules/unicodedata"
	"weft/internal/modules/uuid"
	"weft/internal/modules/warnings"
	"weft/internal/modules/weakref"
	"weft/internal/modules/weftmod"
	"weft/internal/modules/zlib"
	"weft/internal/object"
)

// Native lists the native modules, in alphabetical order of their Python names.
func Native() []object.NativeModule {
	return []object.NativeModule{
		{Name: "_abc", Spec: abc.Spec},
		{Name: "array", Spec: array.Spec},
		{Name: "_ast", Spec: ast.Spec},
		{Name: "atexit", Spec: atexit.Spec},
		{Name: "binascii", Spec: binascii.Spec},
		{Name: "_bisect", Spec: bisect.Spec},
		{Name: "builtins", Spec: builtins.Spec},
		{Name: "_bz2", Spec: bz2.Spec},
		{Name: "cmath", Spec: cmath.Spec},
		{Name: "_codecs", Spec: codecs.Spec},
		{Name: "_codecs_cn", Spec: multibyte.CN},
		{Name: "_codecs_hk", Spec: multibyte.HK},
		{Name: "_codecs_iso2022", Spec: multibyte.ISO2022},
		{Name: "_codecs_jp", Spec: multibyte.JP},
		{Name: "_codecs_kr", Spec: multibyte.KR},
		{Name: "_codecs_tw", Spec: multibyte.TW},
		{Name: "_collections", Spec: collections.Spec},
		{Name: "_contextvars", Spec: contextvars.Spec},
		{Name: "_csv", Spec: csv.Spec},
		{Name: "_datetime", Spec: datetime.Spec},
		{Name: "_decimal", Spec: decimal.Spec},
		{Name: "errno", Spec: errno.Spec},
		{Name: "faulthandler", Spec: faulthandler.Spec},
		{Name: "fcntl", Spec: fcntl.Spec},
		{Name: "_functools", Spec: functools.Spec},
		{Name: "gc", Spec: gc.Spec},
		{Name: "grp", Spec: grp.Spec},
		{Name: "_blake2", Spec: hashes.Blake2},
		{Name: "_kdf", Spec: hashes.KDF},
		{Name: "_md5", Spec: hashes.MD5},
		{Name: "_sha1", Spec: hashes.SHA1},
		{Name: "_sha2", Spec: hashes.SHA2},
		{Name: "_sha3", Spec: hashes.SHA3},
		{Name: "_heapq", Spec: heapq.Spec},
		{Name: "_io", Spec: io.Spec},
		{Name: "itertools", Spec: itertools.Spec},
		{Name: "_json", Spec: json.Spec},
		{Name: "_locale", Spec: locale.Spec},
		{Name: "marshal", Spec: marshal.Spec},
		{Name: "math", Spec: math.Spec},
		{Name: "_multibytecodec", Spec: multibyte.Spec},
		{Name: "_opcode", Spec: opcode.Spec},
		{Name: "_operator", Spec: operator.Spec},
		{Name: "_pickle", Spec: pickle.Spec},
		{Name: "posix", Spec: posix.Spec},
		{Name: "_posixsubprocess", Spec: posixsubprocess.Spec},
		{Name: "pwd", Spec: pwd.Spec},
		{Name: "_queue", Spec: queue.Spec},
		{Name: "_random", Spec: random.Spec},
		{Name: "resource", Spec: resource.Spec},
		{Name: "select", Spec: selectmod.Spec},
		{Name: "_signal", Spec: signal.Spec},
		{Name: "_socket", Spec: socket.Spec},
		{Name: "_sre", Spec: sre.Spec},
		{Name: "_stat", Spec: stat.Spec},
		{Name: "_statistics", Spec: statistics.Spec},
		{Name: "_string", Spec: stringmod.Spec},
		{Name: "_struct", Spec: structmod.Spec},
		{Name: "_suggestions", Spec: suggestions.Spec},
		{Name: "_symtable", Spec: symtable.Spec},
		{Name: "sys", Spec: sys.Spec},
		{Name: sysconfigdata.Name(), Spec: sysconfigdata.Spec},
		{Name: "termios", Spec: termios.Spec},
		{Name: "_thread", Spec: thread.Spec},
		{Name: "time", Spec: time.Spec},
		{Name: "_tokenize", Spec: tokenize.Spec},
		{Name: "_tracemalloc", Spec: tracemalloc.Spec},
		{Name: "_types", Spec: types.Spec},
		{Name: "_typing", Spec: typing.Spec},
		{Name: "unicodedata", Spec: unicodedata.Spec},
		{Name: "_uuid", Spec: uuid.Spec},
		{Name: "_warnings", Spec: warnings.Spec},
		{Name: "_weakref", Spec: weakref.Spec},
		{Name: "weft", Spec: weftmod.Spec},
		{Name: "zlib", Spec: zlib.Spec},
	}
}
