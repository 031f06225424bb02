// This file implements the package weft itself.

package weftmod

import (
	"strings"

	"weft/internal/object"
)

type (
	value  = object.Value
	thread = object.Thread
)

// submodules are made with the package, so that `import weft` is enough.
func submodules() []object.ModuleSpec { return []object.ModuleSpec{threadsSpec(), traceSpec()} }

// Spec describes the package.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "weft",
		Doc:  "What Weft, the implementation of Python that runs this program, tells of itself.\n\nthreads: the threading model, and what the threads do.\ntrace: a recording of what the threads do, for `weft view`.\nCancelled: what threads raise when a Go program ends the runtime.",
		Exec: func(th *thread, m *object.Module) error {
			version, err := versionText(th)
			if err != nil {
				return err
			}
			d := m.Dict()
			d.SetName("__path__", object.NewList(nil).Value())
			d.SetName("__package__", object.NewStr("weft"))
			d.SetName("Cancelled", object.CancelledType.Value())
			d.SetName("__version__", object.NewStr(version))
			for _, s := range submodules() {
				sub, err := s.Instantiate(th)
				if err != nil {
					return err
				}
				sub.Dict().SetName("__package__", object.NewStr("weft"))
				th.Rt.Modules.SetName(s.Name, sub.Value())
				d.SetName(strings.TrimPrefix(s.Name, "weft."), sub.Value())
			}
			return nil
		},
	}
}

// versionText returns sys.implementation.version as a text.
func versionText(th *thread) (string, error) {
	v, err := object.GetAttrName(th, th.Rt.Sys.Value(), "implementation")
	if err != nil {
		return "", err
	}
	if v, err = object.GetAttrName(th, v, "version"); err != nil {
		return "", err
	}
	n, err := object.ToSlice(th, v)
	if err != nil {
		return "", err
	}
	var parts []string
	for _, x := range n[:min(len(n), 3)] {
		s, err := object.ToString(th, x)
		if err != nil {
			return "", err
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, "."), nil
}
