package testkit

// This file implements the hammer: many goroutines that do the same thing at the same moment, for code with locks or atomics.

import (
	"fmt"
	"runtime/debug"
	"sync"
	"testing"
	"time"
)

// Hammer runs f(goroutine, iteration) on n goroutines, rounds times each, all starting together. A panic in f fails the
// test with its stack instead of ending the process; so does not finishing within two minutes, which a deadlock would cause.
// Name the test TestHammer…: the race pass of `make test` looks for that.
func Hammer(t testing.TB, n, rounds int, f func(g, i int)) {
	t.Helper()
	var ready, done sync.WaitGroup
	start := make(chan struct{})
	failed := make(chan string, n)
	for g := range n {
		ready.Add(1)
		done.Add(1)
		go func() {
			defer done.Done()
			i := 0
			defer func() {
				if r := recover(); r != nil {
					failed <- fmt.Sprintf("goroutine %d, round %d: panic: %v\n%s", g, i, r, debug.Stack())
				}
			}()
			ready.Done()
			<-start
			for ; i < rounds; i++ {
				f(g, i)
			}
		}()
	}
	ready.Wait()
	close(start)
	finished := make(chan struct{})
	go func() { done.Wait(); close(finished) }()
	select {
	case <-finished:
	case <-time.After(2 * time.Minute):
		t.Fatal("hammer: not finished after two minutes: a deadlock?")
	}
	for {
		select {
		case s := <-failed:
			t.Error(s)
		default:
			return
		}
	}
}
