// This file implements the making of the built-in types: the list of their specifications, and their order.

package object

import "sync"

// builtinSpecs lists every built-in type of this package, bases before derived types.
func builtinSpecs() []TypeSpec {
	specs := []TypeSpec{
		objectSpec(),
		typeSpec(),
		wrapperDescriptorSpec(),
		methodWrapperSpec(),
		methodDescriptorSpec(),
		classMethodDescriptorSpec(),
		getSetDescriptorSpec(),
		memberDescriptorSpec(),
		staticMethodSpec(),
		classMethodSpec(),
		propertySpec(),
		superSpec(),
		mappingProxySpec(),
		noneSpec(),
		notImplementedSpec(),
		ellipsisSpec(),
		weakRefSpec(),
		proxySpec(WeakProxyType, "A weak proxy: it behaves as the object it refers to."),
		proxySpec(WeakCallProxyType, "A weak proxy of a callable object."),
		intSpec(),
		boolSpec(),
		floatSpec(),
		complexSpec(),
		strSpec(),
		strASCIIIterSpec(),
		strIterSpec(),
		bytesSpec(),
		bytesIterSpec(),
		bytearraySpec(),
		bytearrayIterSpec(),
		encodingMapSpec(),
		memoryViewSpec(),
		memoryViewIterSpec(),
		functionSpec(),
		listSpec(), listIterSpec(), listReverseIterSpec(),
		tupleSpec(), tupleIterSpec(),
		rangeSpec(), rangeIterSpec(), longRangeIterSpec(),
		sliceSpec(),
		dictSpec(), foreignBuiltinsSpec(), dictKeysSpec(), dictValuesSpec(), dictItemsSpec(),
		setSpec(), frozensetSpec(), setIterSpec(),
		enumerateSpec(), zipSpec(), mapSpec(), filterSpec(), reversedSpec(),
		codeSpec(),
		frameSpec(),
		frameLocalsProxySpec(),
		cellSpec(),
		tracebackSpec(),
		generatorSpec(),
		coroutineSpec(),
		coroutineWrapperSpec(),
		anextAwaitableSpec(),
		asyncGenSpec(),
		asyncGenASendSpec(),
		asyncGenAThrowSpec(),
		asyncGenWrappedSpec(),
		methodSpec(),
		builtinSpec(),
		moduleSpec(),
		namespaceSpec(),
		seqIterSpec(),
		callIterSpec(),
		templateSpec(),
		templateIterSpec(),
		interpolationSpec(),
		genericAliasSpec(),
		genericAliasIterSpec(),
		unionSpec(),
		typeVarSpec(),
		paramSpecSpec(),
		typeVarTupleSpec(),
		typeAliasSpec(),
		paramSpecPartSpec(ParamSpecArgsType, "paramspecargs"),
		paramSpecPartSpec(ParamSpecKwargsType, "paramspeckwargs"),
		noDefaultSpec(),
		genericSpec(),
		constEvaluatorSpec(),
	}
	specs = append(specs, dictIterSpecs()...)
	return append(specs, exceptionSpecs()...)
}

var bootstrapOnce sync.Once

// shownTypes are the types that the builtins module shows; bootstrap sets it.
var shownTypes []*Type

// bootstrap readies the built-in types, once in a process.
func bootstrap() {
	bootstrapOnce.Do(func() {
		initSlotTable()
		specs := builtinSpecs()
		for i := range specs {
			t := ReadyType(&specs[i])
			if specs[i].Module == "" && specs[i].Flags&typeHidden == 0 {
				shownTypes = append(shownTypes, t)
			}
		}
	})
}
