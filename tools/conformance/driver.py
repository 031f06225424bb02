"""Run the tests of one module and write what became of each to a file, one line per event.

Arguments: module name, results file, file with the ids of tests not to run.
Lines are "start ID", "pass ID", "skip ID reason", "fail ID reason", "error ID reason", with tabs between, and "done" last.
"""
import builtins
import os
import sys
import unittest


def bridge_versions(support):
    """Give the test package of CPython 3.13 what 3.14 no longer has and whole modules of it want when they load.

    While a module loads there is also a name __annotations__, which 3.14 defines only for those who ask.
    """
    # Asks _testinternalcapi.get_config(), which is gone; the tests run without -X no_debug_ranges.
    support.has_no_debug_ranges = lambda: False
    try:
        import _compression
    except ImportError:
        try:
            from compression._common import _streams
        except ImportError:
            return
        sys.modules["_compression"] = _streams


def main():
    module, results, skip_file = sys.argv[1:4]
    with open(skip_file, encoding="utf-8") as f:
        skip = set(f.read().split("\n"))
    out = open(results, "a", encoding="utf-8", errors="backslashreplace")

    def emit(*fields):
        out.write("\t".join(str(f).replace("\t", " ").replace("\n", "\\n") for f in fields) + "\n")
        out.flush()

    class Result(unittest.TestResult):
        def __init__(self):
            super().__init__()
            self.verdict = None

        def startTest(self, test):
            super().startTest(test)
            self.verdict = None
            emit("start", test.id())

        def note(self, kind, test, why=""):
            rank = ("skip", "fail", "error")
            if self.verdict is None or rank.index(kind) > rank.index(self.verdict[0]):
                self.verdict = (kind, why)

        def stopTest(self, test):
            super().stopTest(test)
            kind, why = self.verdict or ("pass", "")
            emit(kind, test.id(), why)
            self.verdict = None

        @staticmethod
        def why(err):
            text = f"{err[0].__name__}: {err[1]}"
            return text if len(text) < 300 else text[:300] + "..."

        def other(self, kind, test, why):
            # Trouble in setUpClass or setUpModule is not between a startTest and a stopTest.
            if isinstance(test, unittest.TestCase):
                self.note(kind, test, why)
            else:
                emit(kind, test.id(), why)

        def addError(self, test, err):
            self.other("error", test, self.why(err))

        def addFailure(self, test, err):
            self.other("fail", test, self.why(err))

        def addSubTest(self, test, subtest, err):
            if err is not None:
                self.note("fail" if issubclass(err[0], test.failureException) else "error", test, self.why(err))

        def addSkip(self, test, reason):
            self.other("skip", test, reason)

        def addExpectedFailure(self, test, err):
            pass

        def addUnexpectedSuccess(self, test):
            self.note("fail", test, "unexpected success")

    try:
        import test.support as support
        support.use_resources = {}
        support.verbose = 0
    except ImportError as e:
        emit("load", module, Result.why(sys.exc_info()))
        return
    impl_detail = getattr(support, "impl_detail", None)

    def marked_detail(msg=None, **guards):
        # A test of CPython's details that gives a reason of its own is marked like those that give none.
        if msg is not None and guards.get("cpython", True):
            msg = "implementation detail specific to cpython: " + msg
        return impl_detail(msg, **guards)
    if impl_detail is not None:
        support.impl_detail = marked_detail
    bridge_versions(support)
    try:
        builtins.__annotations__ = {}
        try:
            suite = unittest.defaultTestLoader.loadTestsFromName(module)
        finally:
            del builtins.__annotations__
    except unittest.SkipTest as e:
        emit("skipmodule", module, e)
        emit("done")
        return
    except BaseException:
        emit("load", module, Result.why(sys.exc_info()))
        return

    def keep(s):
        if isinstance(s, unittest.TestSuite):
            # Containers stay as they are, so that class and module fixtures run.
            s._tests = [t for t in map(keep, s) if t is not None]
            return s
        if type(s).__name__ == "_FailedTest":
            try:
                s.debug()
            except BaseException:
                emit("load", module, Result.why(sys.exc_info()))
        return None if s.id() in skip else s
    suite = keep(suite)
    try:
        suite.run(Result())
    except BaseException:
        emit("stopped", module, Result.why(sys.exc_info()))
        raise
    emit("done")


if __name__ == "__main__":
    main()
    sys.stdout.flush()
    os._exit(0)
