// This file implements the iterator over __getitem__ that iter() makes for classes without __iter__, and iter(callable, sentinel).

package object

func newSeqIter(v Value) Value { panic("seqiter: not written yet") }
