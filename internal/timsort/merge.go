// This file implements merging: the powersort stack, galloping search, and the two merge directions.

package timsort

// power returns the depth, in the nearly optimal merge tree over n elements, of the boundary between the run at s1 of
// length n1 and the next one of length n2: the first bit in which the midpoints of the two, as fractions of n, differ.
func power(s1, n1, n2, n int) int {
	a := 2*s1 + n1
	b := a + n1 + n2
	for p := 1; ; p++ {
		if a >= n {
			a -= n
			b -= n
		} else if b >= n {
			return p
		}
		a <<= 1
		b <<= 1
	}
}

// foundNewRun merges until the stack may take a run of n2 elements.
func (s *sorter[K, V]) foundNewRun(n2 int) error {
	if s.n == 0 {
		return nil
	}
	top := s.pending[s.n-1]
	p := power(top.base, top.len, n2, len(s.keys))
	for s.n > 1 && s.pending[s.n-2].power > p {
		if err := s.mergeAt(s.n - 2); err != nil {
			return err
		}
	}
	s.pending[s.n-1].power = p
	return nil
}

func (s *sorter[K, V]) forceCollapse() error {
	for s.n > 1 {
		i := s.n - 2
		if i > 0 && s.pending[i-1].len < s.pending[i+1].len {
			i--
		}
		if err := s.mergeAt(i); err != nil {
			return err
		}
	}
	return nil
}

// mergeAt merges runs i and i+1 of the stack.
func (s *sorter[K, V]) mergeAt(i int) error {
	a, na := s.pending[i].base, s.pending[i].len
	b, nb := s.pending[i+1].base, s.pending[i+1].len
	s.pending[i].len = na + nb
	if i == s.n-3 {
		s.pending[i+1] = s.pending[i+2]
	}
	s.n--

	// What of a lies before b[0], and what of b behind the end of a, is in place already.
	k, err := s.gallopRight(s.keys[b], s.keys[a:a+na], 0)
	if err != nil {
		return err
	}
	a += k
	na -= k
	if na == 0 {
		return nil
	}
	nb, err = s.gallopLeft(s.keys[a+na-1], s.keys[b:b+nb], nb-1)
	if err != nil || nb == 0 {
		return err
	}
	if na <= nb {
		return s.mergeLo(a, na, b, nb)
	}
	return s.mergeHi(a, na, b, nb)
}

// gallopLeft returns k with a[k-1] < key <= a[k], searching outwards from hint by doubling steps.
func (s *sorter[K, V]) gallopLeft(key K, a []K, hint int) (int, error) {
	last, ofs := 0, 1
	lt, err := s.less(a[hint], key)
	if err != nil {
		return 0, err
	}
	if lt {
		limit := len(a) - hint
		for ofs < limit {
			lt, err := s.less(a[hint+ofs], key)
			if err != nil {
				return 0, err
			}
			if !lt {
				break
			}
			last = ofs
			ofs = ofs<<1 + 1
		}
		ofs = min(ofs, limit)
		last += hint
		ofs += hint
	} else {
		limit := hint + 1
		for ofs < limit {
			lt, err := s.less(a[hint-ofs], key)
			if err != nil {
				return 0, err
			}
			if lt {
				break
			}
			last = ofs
			ofs = ofs<<1 + 1
		}
		ofs = min(ofs, limit)
		last, ofs = hint-ofs, hint-last
	}
	for last++; last < ofs; {
		m := last + (ofs-last)>>1
		lt, err := s.less(a[m], key)
		if err != nil {
			return 0, err
		}
		if lt {
			last = m + 1
		} else {
			ofs = m
		}
	}
	return ofs, nil
}

// gallopRight returns k with a[k-1] <= key < a[k].
func (s *sorter[K, V]) gallopRight(key K, a []K, hint int) (int, error) {
	last, ofs := 0, 1
	lt, err := s.less(key, a[hint])
	if err != nil {
		return 0, err
	}
	if lt {
		limit := hint + 1
		for ofs < limit {
			lt, err := s.less(key, a[hint-ofs])
			if err != nil {
				return 0, err
			}
			if !lt {
				break
			}
			last = ofs
			ofs = ofs<<1 + 1
		}
		ofs = min(ofs, limit)
		last, ofs = hint-ofs, hint-last
	} else {
		limit := len(a) - hint
		for ofs < limit {
			lt, err := s.less(key, a[hint+ofs])
			if err != nil {
				return 0, err
			}
			if lt {
				break
			}
			last = ofs
			ofs = ofs<<1 + 1
		}
		ofs = min(ofs, limit)
		last += hint
		ofs += hint
	}
	for last++; last < ofs; {
		m := last + (ofs-last)>>1
		lt, err := s.less(key, a[m])
		if err != nil {
			return 0, err
		}
		if lt {
			ofs = m
		} else {
			last = m + 1
		}
	}
	return ofs, nil
}

// save copies n elements at from to temporary memory.
func (s *sorter[K, V]) save(from, n int) {
	if cap(s.tmpKeys) < n {
		s.tmpKeys = make([]K, n)
		if s.paired {
			s.tmpVals = make([]V, n)
		}
	}
	s.tmpKeys = s.tmpKeys[:n]
	copy(s.tmpKeys, s.keys[from:from+n])
	if s.paired {
		s.tmpVals = s.tmpVals[:n]
		copy(s.tmpVals, s.vals[from:from+n])
	}
}

// move copies n elements within the slice; restore copies n from temporary memory.
func (s *sorter[K, V]) move(dst, src, n int) {
	copy(s.keys[dst:dst+n], s.keys[src:src+n])
	if s.paired {
		copy(s.vals[dst:dst+n], s.vals[src:src+n])
	}
}

func (s *sorter[K, V]) restore(dst, src, n int) {
	copy(s.keys[dst:dst+n], s.tmpKeys[src:src+n])
	if s.paired {
		copy(s.vals[dst:dst+n], s.tmpVals[src:src+n])
	}
}

func (s *sorter[K, V]) moveOne(dst, src int) {
	s.keys[dst] = s.keys[src]
	if s.paired {
		s.vals[dst] = s.vals[src]
	}
}

func (s *sorter[K, V]) restoreOne(dst, src int) {
	s.keys[dst] = s.tmpKeys[src]
	if s.paired {
		s.vals[dst] = s.tmpVals[src]
	}
}

// mergeLo merges the adjacent runs at a and b from the left; na <= nb, a[0] > b[0], a[na-1] > every b. Run a is moved to
// temporary memory; at any time the gap before b has room for exactly what is left of it.
func (s *sorter[K, V]) mergeLo(a, na, b, nb int) (err error) {
	s.save(a, na)
	dst := a
	t := 0 // a's position in temporary memory
	minGallop := s.minGallop
	var lt bool
	var k int

	s.moveOne(dst, b)
	dst++
	b++
	nb--
	if nb == 0 {
		goto done
	}
	if na == 1 {
		goto copyB
	}
	for {
		aCount, bCount := 0, 0
		for {
			if lt, err = s.less(s.keys[b], s.tmpKeys[t]); err != nil {
				goto done
			}
			if lt {
				s.moveOne(dst, b)
				dst++
				b++
				nb--
				bCount++
				aCount = 0
				if nb == 0 {
					goto done
				}
				if bCount >= minGallop {
					break
				}
			} else {
				s.restoreOne(dst, t)
				dst++
				t++
				na--
				aCount++
				bCount = 0
				if na == 1 {
					goto copyB
				}
				if aCount >= minGallop {
					break
				}
			}
		}
		minGallop++
		for {
			if minGallop > 1 {
				minGallop--
			}
			s.minGallop = minGallop
			if k, err = s.gallopRight(s.keys[b], s.tmpKeys[t:t+na], 0); err != nil {
				goto done
			}
			aCount = k
			if k > 0 {
				s.restore(dst, t, k)
				dst += k
				t += k
				na -= k
				if na == 1 {
					goto copyB
				}
				if na == 0 { // only if less is inconsistent
					goto done
				}
			}
			s.moveOne(dst, b)
			dst++
			b++
			nb--
			if nb == 0 {
				goto done
			}
			if k, err = s.gallopLeft(s.tmpKeys[t], s.keys[b:b+nb], 0); err != nil {
				goto done
			}
			bCount = k
			if k > 0 {
				s.move(dst, b, k)
				dst += k
				b += k
				nb -= k
				if nb == 0 {
					goto done
				}
			}
			s.restoreOne(dst, t)
			dst++
			t++
			na--
			if na == 1 {
				goto copyB
			}
			if aCount < minGallopStart && bCount < minGallopStart {
				break
			}
		}
		minGallop++ // leaving galloping is penalised
		s.minGallop = minGallop
	}
copyB:
	s.move(dst, b, nb)
	s.restoreOne(dst+nb, t)
	return nil
done:
	s.restore(dst, t, na)
	return err
}

// mergeHi is mergeLo from the right, for na >= nb: run b is moved to temporary memory.
func (s *sorter[K, V]) mergeHi(a, na, b, nb int) (err error) {
	s.save(b, nb)
	dst := b + nb - 1
	pa := a + na - 1 // last of a
	t := nb - 1      // last of b in temporary memory
	minGallop := s.minGallop
	var lt bool
	var k int

	s.moveOne(dst, pa)
	dst--
	pa--
	na--
	if na == 0 {
		goto done
	}
	if nb == 1 {
		goto copyA
	}
	for {
		aCount, bCount := 0, 0
		for {
			if lt, err = s.less(s.tmpKeys[t], s.keys[pa]); err != nil {
				goto done
			}
			if lt {
				s.moveOne(dst, pa)
				dst--
				pa--
				na--
				aCount++
				bCount = 0
				if na == 0 {
					goto done
				}
				if aCount >= minGallop {
					break
				}
			} else {
				s.restoreOne(dst, t)
				dst--
				t--
				nb--
				bCount++
				aCount = 0
				if nb == 1 {
					goto copyA
				}
				if bCount >= minGallop {
					break
				}
			}
		}
		minGallop++
		for {
			if minGallop > 1 {
				minGallop--
			}
			s.minGallop = minGallop
			if k, err = s.gallopRight(s.tmpKeys[t], s.keys[a:a+na], na-1); err != nil {
				goto done
			}
			k = na - k
			aCount = k
			if k > 0 {
				dst -= k
				pa -= k
				s.move(dst+1, pa+1, k)
				na -= k
				if na == 0 {
					goto done
				}
			}
			s.restoreOne(dst, t)
			dst--
			t--
			nb--
			if nb == 1 {
				goto copyA
			}
			if k, err = s.gallopLeft(s.keys[pa], s.tmpKeys[:nb], nb-1); err != nil {
				goto done
			}
			k = nb - k
			bCount = k
			if k > 0 {
				dst -= k
				t -= k
				s.restore(dst+1, t+1, k)
				nb -= k
				if nb == 1 {
					goto copyA
				}
				if nb == 0 { // only if less is inconsistent
					goto done
				}
			}
			s.moveOne(dst, pa)
			dst--
			pa--
			na--
			if na == 0 {
				goto done
			}
			if aCount < minGallopStart && bCount < minGallopStart {
				break
			}
		}
		minGallop++
		s.minGallop = minGallop
	}
copyA:
	s.move(dst+1-na, pa+1-na, na)
	s.restoreOne(dst-na, t)
	return nil
done:
	s.restore(dst-(nb-1), 0, nb)
	return err
}
