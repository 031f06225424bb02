// This file implements the question how many OS threads there may be where the system is not asked.

//go:build !linux

package object

import "runtime"

// osThreadLimit stays below macOS's limit of threads in a process, 4096 on most machines.
func osThreadLimit() int64 { return 2000 }

// OSThreads returns how many threads of the operating system the process has started.
func OSThreads() int {
	n, _ := runtime.ThreadCreateProfile(nil)
	return n
}

// nativeID is not known.
func nativeID() int { return 0 }
