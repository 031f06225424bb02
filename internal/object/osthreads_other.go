// This file implements the question how many OS threads there may be where the system is not asked.

//go:build !linux

package object

// osThreadLimit stays below macOS's limit of threads in a process, 4096 on most machines.
func osThreadLimit() int64 { return 2000 }

// nativeID is not known.
func nativeID() int { return 0 }
