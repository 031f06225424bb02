// This file implements nothing where there is no Linux: see residency_linux.go.

//go:build !linux

package weft

func forgetBinary() {}
