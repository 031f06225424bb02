// Package archtest holds the rules of the tree as tests: who may import whom, what start-up may not do, where goroutines begin,
// and that documents name things that exist. It has no code that ships.
//
// The tables at the top of imports_test.go and rules_test.go are the rules; change them in the same commit as the layout,
// with the reason.
package archtest
