// This file implements the hammer test of the waits for descriptors.

package object

import (
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// TestHammerDescriptors lets threads receive from pairs of sockets that others send to, close and make anew: nobody waits for ever, and
// each byte that was sent to a pair is received from it or lost with it.
func TestHammerDescriptors(t *testing.T) {
	rt := clockRuntime()
	rt.watchdog.running.Store(true)
	var received, sent atomic.Int64
	var wg sync.WaitGroup
	for range 4 {
		th := testThread(rt)
		wg.Add(1)
		go func() {
			defer wg.Done()
			for range 40 {
				fds, err := syscall.Socketpair(syscall.AF_UNIX, syscall.SOCK_STREAM|syscall.SOCK_NONBLOCK|syscall.SOCK_CLOEXEC, 0)
				if err != nil {
					t.Error(err)
					return
				}
				rt.NewFD(fds[0])
				rt.NewFD(fds[1])
				var pair sync.WaitGroup
				pair.Add(1)
				go func() {
					defer pair.Done()
					for k := range 20 {
						if n, _ := syscall.Write(fds[1], []byte{byte(k)}); n == 1 {
							sent.Add(1)
						}
						if k%5 == 0 {
							rt.poller.lookNow()
							time.Sleep(10 * time.Microsecond)
						}
					}
					rt.ForgetFD(fds[1])
					syscall.Close(fds[1])
				}()
				var buf [8]byte
				for limit := time.Now().Add(20 * time.Second); ; {
					m := MarkFD(th, fds[0], PollIn)
					n, err := syscall.Read(fds[0], buf[:])
					if n > 0 {
						received.Add(int64(n))
						continue
					}
					if n == 0 && err == nil {
						break // the other end is closed
					}
					if err != syscall.EAGAIN {
						t.Error(err)
						break
					}
					if _, errno, err := m.Wait(th, 5*time.Second); errno != 0 || err != nil {
						t.Error(errno, err)
						break
					}
					if time.Now().After(limit) {
						t.Error("nobody woke the receiver")
						break
					}
				}
				pair.Wait()
				rt.ForgetFD(fds[0])
				syscall.Close(fds[0])
			}
		}()
	}
	wg.Wait()
	if sent.Load() != received.Load() {
		t.Errorf("%d bytes were sent, %d received", sent.Load(), received.Load())
	}
}
