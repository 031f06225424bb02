// This file implements the name of the platform that sys and sysconfig build names from.

package object

import "runtime"

// Multiarch returns the GNU triplet of the platform, as in sys.implementation._multiarch: "x86_64-linux-gnu", or "darwin".
func Multiarch() string {
	if runtime.GOOS == "darwin" {
		return "darwin"
	}
	arch := map[string]string{"amd64": "x86_64", "arm64": "aarch64"}[runtime.GOARCH]
	if arch == "" {
		arch = runtime.GOARCH
	}
	return arch + "-" + runtime.GOOS + "-gnu"
}
