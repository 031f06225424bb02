// Package types is the native module _types: the built-in types that have no name in builtins, which types.py re-exports.
//
// Invariant and concurrency: everything it shows lives in package object, but for the type of capsules, which has no instances.
package types

// This file implements the module.

import "weft/internal/object"

var capsuleType = &object.Type{Name: "PyCapsule"}

// Spec describes the module.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "_types",
		Doc:  "The built-in types that have no name in builtins.",
		Exec: func(th *object.Thread, m *object.Module) error {
			capsule := object.ReadyType(&object.TypeSpec{Type: capsuleType, Doc: "A pointer of an extension module.", Flags: object.TypeNoInstantiate})
			for name, t := range map[string]*object.Type{
				"AsyncGeneratorType": object.AsyncGenType, "BuiltinFunctionType": object.BuiltinType, "BuiltinMethodType": object.BuiltinType,
				"CapsuleType": capsule, "CellType": object.CellType, "ClassMethodDescriptorType": object.ClassMethodDescrType,
				"CodeType": object.CodeType, "CoroutineType": object.CoroutineType, "EllipsisType": object.EllipsisType,
				"FrameType": object.FrameType, "FunctionType": object.FunctionType, "GeneratorType": object.GeneratorType,
				"GenericAlias": object.GenericAliasType, "GetSetDescriptorType": object.GetSetType, "LambdaType": object.FunctionType,
				"MappingProxyType": object.MappingProxyType, "MemberDescriptorType": object.MemberType,
				"MethodDescriptorType": object.MethodDescriptorType, "MethodType": object.MethodType,
				"MethodWrapperType": object.MethodWrapperType, "ModuleType": object.ModuleType, "NoneType": object.NoneType,
				"NotImplementedType": object.NotImplementedType, "SimpleNamespace": object.SimpleNamespaceType,
				"TracebackType": object.TracebackType, "UnionType": object.UnionType, "WrapperDescriptorType": object.WrapperDescriptorType,
			} {
				m.Dict().SetName(name, t.Value())
			}
			return nil
		},
	}
}
