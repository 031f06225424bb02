// This file implements forgetStartup where there is no need.

//go:build !linux

package weft

// forgetStartup gives the pages of the executable back that start-up has touched.
func forgetStartup() {}
