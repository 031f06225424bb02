// This file implements weft.trace: recording what the threads do into a file.

package weftmod

import (
	"errors"
	"strings"
	"syscall"

	"weft/internal/object"
)

// traceSpec describes the module weft.trace.
func traceSpec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "weft.trace",
		Doc:  "Recording what the threads do, into a file that `weft view`, Perfetto and Chrome draw.",
		Methods: []object.Method{
			{Name: "start", Fn: traceStart, Sig: "(path, limit=0)", Doc: "Begin to record what the threads do, into the file path, which is overwritten.\n\nlimit is how many bytes it may have, 0: 100 MB. What happens after that is not\nin it. RuntimeError if a recording is under way."},
			{Name: "stop", Fn: traceStop, Sig: "()", Doc: "End the recording and return a dict about it:\n\npath: the file; bytes, events: what is in it;\ndropped: what was not recorded because too much happened at once;\nbeyond_limit: events for which there was no room in the file;\nseconds: how long the recording was, until: how much of it is in the file;\npaused: for how many seconds of it nothing was recorded, because too much\nhappened at once.\n\nOSError if the file could not be written: what was written stays.\nRuntimeError if nothing is being recorded."},
			{Name: "active", Fn: traceActive, Sig: "()", Doc: "Return whether a recording is under way."},
		},
	}
}

// pathText returns the file that v, a str, bytes or os.PathLike, names.
func pathText(th *thread, v value) (string, error) {
	if !object.IsStr(v) && !object.IsBytes(v) {
		r, found, err := object.CallSpecial(th, v, "__fspath__")
		if err != nil {
			return "", err
		}
		if !found || !object.IsStr(r) && !object.IsBytes(r) {
			return "", object.TypeErrorf(th, "path should be str, bytes or os.PathLike, not %s", v.Type().DisplayName())
		}
		v = r
	}
	s := ""
	if object.IsBytes(v) {
		s = object.AsBytes(v).String()
	} else {
		s = object.EncodeFS(object.AsStr(v).String())
	}
	if strings.IndexByte(s, 0) >= 0 {
		return "", object.ValueErrorf(th, "embedded null byte")
	}
	return s, nil
}

// osError turns an error of a file into OSError.
func osError(th *thread, err error, file value) error {
	e := syscall.EIO
	errors.As(err, &e)
	return object.OSError(th, e, file)
}

func traceStart(th *thread, args []value) (value, error) {
	path, err := pathText(th, args[0])
	if err != nil {
		return value{}, err
	}
	limit := 0
	if !args[1].IsAbsent() {
		if limit, err = object.AsIndex(th, args[1], object.OverflowErrorType); err != nil {
			return value{}, err
		}
		if limit < 0 {
			return value{}, object.ValueErrorf(th, "limit must not be negative")
		}
	}
	switch err := th.Rt.StartTimeline(th, path, int64(limit)); {
	case errors.Is(err, object.ErrTimelineRuns):
		return value{}, object.RuntimeErrorf(th, "%s", err.Error())
	case err != nil:
		return value{}, osError(th, err, args[0])
	}
	return object.None, nil
}

func traceStop(th *thread, args []value) (value, error) {
	s, err, ok := th.Rt.StopTimeline()
	switch {
	case !ok:
		return value{}, object.RuntimeErrorf(th, "no trace is being written")
	case err != nil:
		return value{}, osError(th, err, object.NewStr(object.DecodeFS(s.Path)))
	}
	d := object.NewDict()
	d.SetName("path", object.NewStr(object.DecodeFS(s.Path)))
	d.SetName("bytes", object.Int(s.Bytes))
	d.SetName("events", object.Int(int64(s.Events)))
	d.SetName("dropped", object.Int(int64(s.Dropped)))
	d.SetName("beyond_limit", object.Int(int64(s.Full)))
	d.SetName("seconds", object.Float(s.Length.Seconds()))
	d.SetName("paused", object.Float(s.Paused.Seconds()))
	d.SetName("until", object.Float(s.End.Seconds()))
	return d.Value(), nil
}

func traceActive(th *thread, args []value) (value, error) {
	return object.Bool(th.Rt.TimelineRuns()), nil
}
