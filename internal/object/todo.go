// This file implements, for the moment, the error of what is not written yet.

package object

func notYet(th *Thread, what string) error {
	return Raise(th, NotImplementedErrorType, "weft: "+what+" is not written yet")
}
