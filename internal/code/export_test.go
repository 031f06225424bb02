// This file implements what tests of package code_test need of this package.

package code

import "testing"

// Golden compares got with a golden file.
func Golden(t *testing.T, name, got string) {
	t.Helper()
	golden(t, name, got)
}
