// This file implements module objects' construction: native modules from their specifications. Attributes: moduleobject.go.

package object

// ModuleType is types.ModuleType.
var ModuleType = &Type{Name: "module"}

// NativeModule names a native module and makes its description: start-up, which needs few of them, asks for those only.
type NativeModule struct {
	Name string // as in Spec
	Spec func() ModuleSpec
}

// ModuleSpec describes a native module.
type ModuleSpec struct {
	Name    string
	Doc     string
	Methods []Method
	// Types are put into the module under their names, made ready first.
	Types []TypeSpec
	// Exec runs when a runtime imports the module, after Methods and Types are in place: constants, state, the rest.
	Exec func(th *Thread, m *Module) error
}

// NewModule returns a module with only a name and the standard attributes.
func NewModule(name string) *Module {
	m := &Module{Header: Header{typ: ModuleType}}
	m.shape = ModuleType.rootShape()
	d := m.toDict(&m.Header)
	d.SetName("__name__", NewStr(name))
	for _, k := range []string{"__doc__", "__package__", "__loader__", "__spec__"} {
		d.SetName(k, None)
	}
	return m
}

// Dict returns the module's namespace.
func (m *Module) Dict() *Dict { return m.toDict(&m.Header) }

// IsModule reports whether v is a module or an instance of a subclass.
func IsModule(v Value) bool { return v.IsObj() && v.Header().Type().IsSubtype(ModuleType) }

// AsModule casts v; call only if IsModule.
func AsModule(v Value) *Module { return (*Module)(v.p) }

// Instantiate makes the module of a specification.
func (s *ModuleSpec) Instantiate(th *Thread) (*Module, error) {
	m := NewModule(s.Name)
	d := m.Dict()
	d.Reserve(len(s.Methods) + len(s.Types))
	if s.Doc != "" {
		d.SetName("__doc__", NewStr(s.Doc))
	}
	name := Intern(s.Name).Value()
	if s.Name == "builtins" || s.Name == "sys" { // made before strings are interned: pickles show which strings are the same object
		name = d.GetName("__name__")
	}
	for _, row := range s.Methods {
		def := NewDef(row, nil)
		if s.Name != "builtins" {
			def.module = s.Name
		}
		d.SetName(row.Name, NewBuiltin(def, m.Value(), name))
	}
	for i := range s.Types {
		t := ReadyType(&s.Types[i])
		d.SetName(t.ShortName(), t.Value())
	}
	if s.Exec != nil {
		if err := s.Exec(th, m); err != nil {
			return nil, err
		}
	}
	return m, nil
}
