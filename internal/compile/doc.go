// Package compile turns a syntax tree and its symbol table into a *code.Code for the register machine.
//
// Invariant: an expression is compiled into a register whose old content is dead; a named local is written only by the last
// instruction of the expression assigned to it, so that a failing expression leaves the variable as it was. Temporaries form
// a stack (unit.top); whatever a method pushes it pops before it returns, except for the register it returns.
//
// Each block (module, class body, function, ...) is a unit. A unit collects inst values with symbolic labels, handlers and
// registers; peephole.go tidies them and assembler.go makes the code object. Errors are sticky: the first one is kept in
// compiler.err and the rest of the walk is harmless. A compiler is used by one goroutine.
//
// Start reading at compile.go (entry points), unit.go (registers, labels, emission), then one file per topic.
package compile
