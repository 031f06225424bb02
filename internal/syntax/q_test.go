package syntax

import (
	"os"
	"strings"
	"testing"
)

func TestQ(t *testing.T) {
	data, _ := os.ReadFile("/tmp/q.txt")
	for _, s := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		t.Logf("%q %+v", s, verdictOf(s, "exec"))
	}
}
