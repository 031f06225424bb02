// This file implements View: `weft view`.

package weft

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os/exec"
	"runtime"
	"time"

	"weft/internal/traceview"
)

// ViewOptions say how View shows a trace.
type ViewOptions struct {
	Port    int  // of localhost; 0: any that is free
	Browser bool // open one
}

// View serves a page that draws the trace path, on localhost, until the context is cancelled. It tells on out where. The error, without
// a prefix, says what cannot be read or that the port is in use.
func View(ctx context.Context, path string, opt ViewOptions, out io.Writer) error {
	t, err := traceview.Open(path)
	if err != nil {
		return fmt.Errorf("cannot read the trace %s: %s", path, errnoText(err))
	}
	l, err := net.Listen("tcp4", fmt.Sprintf("127.0.0.1:%d", opt.Port))
	if err != nil {
		return fmt.Errorf("cannot use port %d: %s", opt.Port, errnoText(err))
	}
	switch {
	case t.Cut():
		fmt.Fprintf(out, "weft view: %s has %d MB: only the first %d MB are shown\n", path, t.Size>>20, traceview.MaxBytes>>20)
	case t.Broken:
		fmt.Fprintf(out, "weft view: %s breaks off: its recording was not ended in good order\n", path)
	}
	url := "http://" + l.Addr().String() + "/"
	fmt.Fprintf(out, "%s is shown at %s (end with Ctrl-C)\n", path, url)
	if opt.Browser {
		openBrowser(url)
	}
	srv := &http.Server{Handler: t, ReadHeaderTimeout: 10 * time.Second}
	stop := context.AfterFunc(ctx, func() { _ = srv.Close() })
	defer stop()
	if err := srv.Serve(l); err != http.ErrServerClosed {
		return err
	}
	return nil
}

// openBrowser shows url in the user's browser, if there is a way to.
func openBrowser(url string) {
	name := "xdg-open"
	if runtime.GOOS == "darwin" {
		name = "open"
	}
	if cmd := exec.Command(name, url); cmd.Start() == nil {
		_ = cmd.Process.Release()
	}
}
