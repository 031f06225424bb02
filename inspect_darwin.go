// This file implements the question who is at the other end of a local socket, on macOS.

package weft

import "golang.org/x/sys/unix"

// socketUser returns the user id of the process at the other end of a socket.
func socketUser(fd int) (int, error) {
	cred, err := unix.GetsockoptXucred(fd, unix.SOL_LOCAL, unix.LOCAL_PEERCRED)
	if err != nil {
		return -1, err
	}
	return int(cred.Uid), nil
}
