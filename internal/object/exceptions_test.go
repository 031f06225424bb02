package object

import "testing"

func TestExceptionHierarchy(t *testing.T) {
	bootstrap()
	for i, s := range exceptionSpecs() {
		typ := s.Type
		if !typ.HasFlag(typeReady) || !typ.IsSubtype(BaseExceptionType) || !typ.HasFlag(TypeSubException) {
			t.Errorf("%d: %s is not a ready exception class", i, typ.Name)
		}
	}
	var names []string
	for _, b := range ExceptionGroupType.MRO() {
		names = append(names, b.Name)
	}
	if got := len(names); got != 5 || names[1] != "BaseExceptionGroup" || names[2] != "Exception" {
		t.Errorf("ExceptionGroup MRO = %v", names)
	}
}
