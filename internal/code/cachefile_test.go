// This file implements tests of the cache-file form and of the disassembler.

package code

import (
	"errors"
	"flag"
	"math"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func TestEncodeDecodeRoundTrip(t *testing.T) {
	c := sample()
	data := Encode(c)
	got, err := Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	if !same(c, got) {
		t.Errorf("decoded:\n%s\nwant:\n%s", Disassemble(got), Disassemble(c))
	}
	if err := Verify(got); err != nil {
		t.Error(err)
	}
	if again := Encode(got); string(again) != string(data) {
		t.Error("encoding again gives other bytes")
	}
	named, err := DecodeAs(data, "other.py")
	if err != nil || named.Filename != "other.py" || f(named).Filename != "other.py" {
		t.Errorf("DecodeAs: %v, %v", named, err)
	}
}

func TestDecodeSharesWhatIsEqual(t *testing.T) {
	inner := &Code{Name: "x", NumRegs: 1, Instrs: []Instr{Make(RETURN_NONE, 0, 0, 0), Make(TRAP, 0, 0, 0)}}
	c := &Code{Name: "x", NumRegs: 1, Instrs: inner.Instrs, Consts: []Const{inner, Tuple{inner}}}
	got, err := Decode(Encode(c))
	if err != nil {
		t.Fatal(err)
	}
	if got.Consts[0] != got.Consts[1].(Tuple)[0] {
		t.Error("one code became two")
	}
}

func TestDecodeCanonicalisesNaN(t *testing.T) {
	for _, bits := range []uint64{0x7ff0dead_beef0001, 0xfff8dead_beef0001, 0xffffffff_ffffffff} {
		c := &Code{Consts: []Const{Float(math.Float64frombits(bits))}}
		got, err := Decode(Encode(c))
		if err != nil {
			t.Fatal(err)
		}
		if b := math.Float64bits(float64(got.Consts[0].(Float))); b&^(1<<63) != 0x7ff8<<48 || b>>63 != bits>>63 {
			t.Errorf("%#x became %#x", bits, b)
		}
	}
}

func TestDecodeRejectsDamage(t *testing.T) {
	data := Encode(sample())
	for n := range len(data) {
		if _, err := Decode(data[:n]); err == nil {
			t.Errorf("the first %d bytes decode", n)
		}
	}
	if _, err := Decode(append(data[:len(data):len(data)], 0)); err == nil {
		t.Error("a byte too many decodes")
	}
	for _, i := range []int{0, 5} {
		bad := append([]byte{}, data...)
		bad[i] ^= 1
		if _, err := Decode(bad); !errors.Is(err, ErrStale) {
			t.Errorf("with byte %d changed: %v", i, err)
		}
	}
	// What decodes after a change must not make Verify or Disassemble panic.
	for i := headerSize; i < len(data); i++ {
		for _, x := range []byte{1, 0x80, 0xff} {
			bad := append([]byte{}, data...)
			bad[i] ^= x
			exercise(bad)
		}
	}
}

func TestDecodeRejectsExplodingConstants(t *testing.T) {
	// Encode visits shared tuples once for each use, so the file is made by hand: t1 = (t0, t0), t2 = (t1, t1), ...
	try := func(levels int) error {
		e := &encoder{strings: map[string]uint64{}, consts: map[string]uint64{}, codes: map[*Code]uint64{}}
		n := e.object(Tuple{})
		for range levels {
			e.refs += 2
			n = e.emit([]byte{tagTuple, 2, byte(n), byte(n)})
		}
		e.code(&Code{Instrs: []Instr{0}})
		out := append([]byte(cacheMagic), byte(formatFingerprint), byte(formatFingerprint>>8), byte(formatFingerprint>>16), byte(formatFingerprint>>24))
		out = append(out, 1, 0, byte(e.count), 1, byte(e.refs), 0, 0, 0, 0, 0, 1)
		out = append(append(append(out, e.lens...), e.text...), e.objects...)
		_, err := Decode(out)
		return err
	}
	if err := try(20); err != nil {
		t.Errorf("20 levels: %v", err)
	}
	if err := try(40); err != errCorrupt {
		t.Errorf("40 levels: %v", err)
	}
}

// exercise decodes data and uses the result in every way that must not panic. It tells whether it verified.
func exercise(data []byte) bool {
	c, err := Decode(data)
	if err != nil {
		return false
	}
	_ = Disassemble(c)
	return Verify(c) == nil
}

func FuzzDecode(f *testing.F) {
	f.Add(Encode(sample()))
	f.Fuzz(func(t *testing.T, data []byte) {
		// The fingerprint would stop nearly every mutation from other versions.
		if len(data) >= headerSize {
			data = append([]byte(cacheMagic+string([]byte{byte(formatFingerprint), byte(formatFingerprint >> 8),
				byte(formatFingerprint >> 16), byte(formatFingerprint >> 24)})), data[headerSize:]...)
		}
		if !exercise(data) {
			return
		}
		c, _ := Decode(data)
		again, err := Decode(Encode(c))
		if err != nil {
			t.Fatalf("a verified code does not survive: %v", err)
		}
		if !same(c, again) {
			t.Fatal("round trip changes a verified code")
		}
	})
}

func TestDisassembleGolden(t *testing.T) {
	golden(t, "sample", Disassemble(sample()))
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.MkdirAll("testdata", 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs (rewrite with -update):\n%s", path, got)
	}
}

func TestDisassembleBrokenCode(t *testing.T) {
	c := &Code{Instrs: []Instr{Instr(NumOps), MakeWide(LOAD_CONST, 9, 9), Make(LOAD_GLOBAL, 0, 0, 3), MakeWide(JUMP, 0, 99),
		Make(LOAD_DEREF, 1, 2, 3), Make(CALL_KW, 1, 2, 3)}, Handlers: []Handler{{0, 0, 77, 3}}, Consts: []Const{nil}}
	_ = Disassemble(c)
}

func benchmarkData() []byte {
	// About the size of a large module.
	c := sample()
	for i := range 300 {
		fn := *f(sample())
		fn.Name = fn.Name + string(rune('a'+i%26)) + string(rune('a'+i/26))
		fn.Names = append(fn.Names, fn.Name)
		c.Consts = append(c.Consts, &fn)
	}
	return Encode(c)
}

func BenchmarkDecode(b *testing.B) {
	data := benchmarkData()
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Decode(data); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkVerify(b *testing.B) {
	data := benchmarkData()
	c, err := Decode(data)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if err := Verify(c); err != nil {
			b.Fatal(err)
		}
	}
}
