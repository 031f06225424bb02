package packfile

// This file implements the tag that says which compiler made the compiled forms of a pack.

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"sort"
	"strings"
)

// CompilerTag hashes the sources of the compiler, without its tests, and the modules of package overlay; root is the module's
// folder.
func CompilerTag(root string) (string, error) {
	h := sha256.New()
	for _, pattern := range []string{"syntax/*.go", "symtable/*.go", "code/*.go", "compile/*.go", "stdlib/overlay/modules/*.py"} {
		dir := path.Dir(pattern)
		files, err := filepath.Glob(filepath.Join(root, "internal", filepath.FromSlash(pattern)))
		if err != nil {
			return "", err
		}
		sort.Strings(files)
		for _, f := range files {
			if strings.HasSuffix(f, "_test.go") {
				continue
			}
			b, err := os.ReadFile(f)
			if err != nil {
				return "", err
			}
			fmt.Fprintf(h, "%s/%s %d\n", dir, filepath.Base(f), len(b))
			h.Write(b)
		}
	}
	return hex.EncodeToString(h.Sum(nil))[:32], nil
}
