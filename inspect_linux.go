// This file implements the question who is at the other end of a local socket, on Linux.

package weft

import "golang.org/x/sys/unix"

// socketUser returns the user id of the process at the other end of a socket.
func socketUser(fd int) (int, error) {
	cred, err := unix.GetsockoptUcred(fd, unix.SOL_SOCKET, unix.SO_PEERCRED)
	if err != nil {
		return -1, err
	}
	return int(cred.Uid), nil
}
