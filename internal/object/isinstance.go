// This file implements isinstance() and issubclass().

package object

func isInstanceOf(th *Thread, v, cls Value) (bool, error) {
	return false, Raise(th, NotImplementedErrorType, "isinstance")
}

func isSubclassOf(th *Thread, c, cls Value) (bool, error) {
	return false, Raise(th, NotImplementedErrorType, "issubclass")
}
