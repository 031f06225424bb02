// This file implements the finder and loader of the embedded library. Its modules appear under the folder Importer.Prefix, which
// stands in sys.path; importlib's PathFinder finds them through a path hook, so that a program may shadow them as it may files.

package importer

import (
	"os"
	"strings"
	"unsafe"

	"weft/internal/object"
)

// ArchiveFinderType is the type of the finders and loaders: one object per folder.
var archiveFinderType = &object.Type{Name: "LibraryImporter"}

// archiveFinder finds and loads modules in one folder of the library.
type archiveFinder struct {
	object.Header
	im  *Importer
	dir string // "" or "json/"
}

func (im *Importer) finderSpec() *object.TypeSpec {
	return &object.TypeSpec{
		Type:   archiveFinderType,
		Module: "_frozen_importlib_external",
		Doc:    "Finder and loader of the Python library inside the weft binary.",
		Layout: object.LayoutOf[archiveFinder](),
		Flags:  object.TypeNoInstantiate,
		Methods: []object.Method{
			{Name: "find_spec", Fn: finderFindSpec, Sig: "(self, fullname, target=None)", Doc: "Return the spec of a module, or None."},
			{Name: "invalidate_caches", Fn: func(th *thread, args []value) (value, error) { return object.None, nil }, Sig: "(self)", Doc: "Do nothing: the library never changes."},
			{Name: "create_module", Fn: func(th *thread, args []value) (value, error) { return object.None, nil }, Sig: "(self, spec)", Doc: "Use the default module creation."},
			{Name: "exec_module", Fn: finderExecModule, Sig: "(self, module)", Doc: "Run the module's code in its namespace."},
			{Name: "get_code", Fn: finderGetCode, Sig: "(self, fullname)", Doc: "Return the code object of a module."},
			{Name: "get_source", Fn: finderGetSource, Sig: "(self, fullname)", Doc: "Return the source text of a module."},
			{Name: "get_filename", Fn: finderGetFilename, Sig: "(self, fullname)", Doc: "Return the __file__ of a module."},
			{Name: "is_package", Fn: finderIsPackage, Sig: "(self, fullname)", Doc: "Return whether the module is a package."},
			{Name: "get_data", Fn: finderGetData, Sig: "(self, path)", Doc: "Return the bytes of a file of the library."},
			{Name: "iter_modules", Fn: finderIterModules, Sig: "(self, prefix='')", Doc: "Return (name, is package) pairs, for pkgutil."},
		},
	}
}

// pathHook is the entry of sys.path_hooks.
func (im *Importer) pathHook(th *thread, args []value) (value, error) {
	if object.IsStr(args[0]) {
		if rest, ok := strings.CutPrefix(object.AsStr(args[0]).String(), im.Prefix); ok {
			if rest == "" || rest[0] == '/' {
				dir := strings.Trim(rest, "/")
				if dir != "" {
					dir += "/"
				}
				v := archiveFinderType.New()
				f := (*archiveFinder)(v.Ptr())
				f.im, f.dir = im, dir
				return v, nil
			}
		}
	}
	return value{}, object.Raise(th, object.ImportErrorType, "not a folder of the embedded library")
}

// zipHook is the entry of sys.path_hooks for zip files and folders inside them. It imports zipimport only for what may be one.
func (im *Importer) zipHook(th *thread, args []value) (value, error) {
	path, err := object.FSDecode(th, args[0])
	if err != nil {
		return value{}, err
	}
	if !mayBeZip(path) {
		return value{}, object.Raise(th, object.ImportErrorType, "not a zip file")
	}
	m := th.Rt.Modules.GetName("zipimport")
	if m.IsAbsent() || m.Is(object.None) {
		if m, err = im.importZipimport(th); err != nil {
			return value{}, err
		}
	}
	return object.CallMethod(th, m, "zipimporter", args[0])
}

// mayBeZip tells whether path names a regular file, or something inside one.
func mayBeZip(path string) bool {
	for p := object.EncodeFS(path); p != ""; {
		st, err := os.Stat(p)
		if err == nil {
			return st.Mode().IsRegular()
		}
		i := strings.LastIndexByte(p, '/')
		if i < 0 {
			break
		}
		p = p[:i]
	}
	return false
}

// importZipimport imports zipimport. Meanwhile what may be a zip file has no finder: looking for zipimport there would ask for one.
func (im *Importer) importZipimport(th *thread) (value, error) {
	path, cache := th.Rt.Sys.Dict().GetName("path"), th.Rt.Sys.Dict().GetName("path_importer_cache")
	if object.IsList(path) && object.IsDict(cache) {
		finders := object.AsDict(cache)
		for _, entry := range object.AsList(path).Snapshot() {
			if !entry.IsExact(object.StrType) || !finders.GetStr(object.AsStr(entry)).IsAbsent() || !mayBeZip(object.AsStr(entry).String()) ||
				strings.HasPrefix(object.AsStr(entry).String(), im.Prefix) { // the library: its folder is in the executable
				continue
			}
			finders.SetStr(object.AsStr(entry), object.None)
			defer func() { finders.DelStr(object.AsStr(entry)) }()
		}
	}
	return th.Rt.Engine().Import(th, object.Intern("zipimport"), object.None, object.None, object.TupleOf(object.NewStr("zipimporter")), 0)
}

func asFinder(v value) *archiveFinder { return (*archiveFinder)(unsafe.Pointer(v.Header())) }

// find looks the last part of a dotted name up in the folder.
func (f *archiveFinder) find(name value) (path string, pkg, ok bool) {
	if !object.IsStr(name) {
		return "", false, false
	}
	s := object.AsStr(name).String()
	tail := s[strings.LastIndexByte(s, '.')+1:]
	return f.im.Lib.Find(strings.ReplaceAll(f.dir, "/", ".") + tail)
}

// must is find that raises ImportError.
func (f *archiveFinder) must(th *thread, name value) (path string, pkg bool, err error) {
	path, pkg, ok := f.find(name)
	if !ok {
		s, err := object.ToString(th, name)
		if err != nil {
			return "", false, err
		}
		return "", false, object.RaiseImport(th, object.ImportErrorType, "the library has no module "+s, name, object.None, object.None)
	}
	return path, pkg, nil
}

func finderFindSpec(th *thread, args []value) (value, error) {
	f := asFinder(args[0])
	path, pkg, ok := f.find(args[1])
	if !ok {
		return object.None, nil
	}
	file := f.im.Prefix + "/" + path
	cls := f.im.bootstrap.Dict().GetName("ModuleSpec")
	kw := object.NewDict()
	kw.SetName("origin", object.NewStr(file))
	kw.SetName("is_package", object.Bool(pkg))
	spec, err := object.CallDict(th, cls, []value{args[1], args[0]}, kw)
	if err != nil {
		return value{}, err
	}
	if err := object.SetAttrName(th, spec, "_set_fileattr", object.True); err != nil {
		return value{}, err
	}
	if pkg {
		dir := file[:strings.LastIndexByte(file, '/')]
		if err := object.SetAttrName(th, spec, "submodule_search_locations", object.NewList([]value{object.NewStr(dir)}).Value()); err != nil {
			return value{}, err
		}
	}
	return spec, nil
}

func (f *archiveFinder) code(th *thread, name value) (*object.Code, error) {
	path, _, err := f.must(th, name)
	if err != nil {
		return nil, err
	}
	return f.im.Code(th, path, f.im.codeFilename(path))
}

// codeFilename is the co_filename of a module of the library: its path. runpy's is "<frozen runpy>", as its frames stand in every
// traceback of a program that -m runs. CPython 3.14 has some more modules frozen (os, abc, codecs, ...), but linecache would not
// find their source by such a name, and inspect.getsource(os.makedirs) would fail.
func (im *Importer) codeFilename(path string) string {
	if path == "runpy.py" {
		return "<frozen runpy>"
	}
	return im.Prefix + "/" + path
}

func finderExecModule(th *thread, args []value) (value, error) {
	name, err := object.GetAttrName(th, args[1], "__name__")
	if err != nil {
		return value{}, err
	}
	c, err := asFinder(args[0]).code(th, name)
	if err != nil {
		return value{}, err
	}
	d, err := object.GetAttr(th, args[1], object.NameDict)
	if err != nil {
		return value{}, err
	}
	g := object.AsDict(d)
	if g.GetStr(object.NameBuiltins).IsAbsent() {
		g.SetStr(object.NameBuiltins, th.Rt.Builtins.Value())
	}
	if _, err := th.Rt.Engine().RunCode(th, c, g, d, nil); err != nil {
		return value{}, err
	}
	if object.IsStr(name) {
		th.Rt.LibraryModuleDone(th, object.AsStr(name).String(), g)
	}
	return object.None, nil
}

func finderGetCode(th *thread, args []value) (value, error) {
	c, err := asFinder(args[0]).code(th, args[1])
	if err != nil {
		return value{}, err
	}
	return c.Value(), nil
}

func finderGetSource(th *thread, args []value) (value, error) {
	f := asFinder(args[0])
	path, _, err := f.must(th, args[1])
	if err != nil {
		return value{}, err
	}
	data, ok := f.im.Lib.Lookup(path)
	if !ok {
		return object.None, nil
	}
	return object.NewStr(string(data)), nil
}

func finderGetFilename(th *thread, args []value) (value, error) {
	f := asFinder(args[0])
	path, _, err := f.must(th, args[1])
	return object.NewStr(f.im.Prefix + "/" + path), err
}

func finderIsPackage(th *thread, args []value) (value, error) {
	_, pkg, err := asFinder(args[0]).must(th, args[1])
	return object.Bool(pkg), err
}

func finderGetData(th *thread, args []value) (value, error) {
	f := asFinder(args[0])
	p, err := object.FSDecode(th, args[1])
	if err != nil {
		return value{}, err
	}
	if rest, ok := strings.CutPrefix(p, f.im.Prefix+"/"); ok {
		if data, ok := f.im.Lib.Lookup(rest); ok {
			return object.BytesOf(data), nil
		}
	}
	return value{}, object.OSError(th, 2, object.NewStr(p))
}

func finderIterModules(th *thread, args []value) (value, error) {
	f := asFinder(args[0])
	prefix := ""
	if object.IsStr(args[1]) {
		prefix = object.AsStr(args[1]).String()
	}
	var out []value
	for _, n := range f.im.Lib.List(strings.TrimSuffix(f.dir, "/")) {
		name, pkg := n, false
		if s, ok := strings.CutSuffix(n, "/"); ok {
			if _, isPkg, ok := f.im.Lib.Find(strings.ReplaceAll(f.dir, "/", ".") + s); !ok || !isPkg {
				continue
			}
			name, pkg = s, true
		} else if s, ok := strings.CutSuffix(n, ".py"); ok && s != "__init__" {
			name = s
		} else {
			continue
		}
		out = append(out, object.TupleOf(object.NewStr(prefix+name), object.Bool(pkg)))
	}
	return object.NewList(out).Value(), nil
}
