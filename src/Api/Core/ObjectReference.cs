namespace Kubesharp.Api.Core;

/// <summary>Names an object, or a part of one.</summary>
[Definition("io.k8s.api.core.v1.ObjectReference", Atomic = true)]
public sealed partial record ObjectReference
{
    /// <summary>The value with nothing set.</summary>
    public static ObjectReference Empty { get; } = new();

    /// <summary>The object's kind.</summary>
    [Field(1, "kind")] public string Kind { get; init; } = "";
    /// <summary>The object's namespace; empty for one of the cluster.</summary>
    [Field(2, "namespace")] public string Namespace { get; init; } = "";
    /// <summary>The object's name.</summary>
    [Field(3, "name")] public string Name { get; init; } = "";
    /// <summary>The identity of one object over its whole life: a UUID.</summary>
    [Field(4, "uid")] public string Uid { get; init; } = "";
    /// <summary>Group and version of the object.</summary>
    [Field(5, "apiVersion")] public string ApiVersion { get; init; } = "";
    /// <summary>The revision of the object that is meant, where it matters.</summary>
    [Field(6, "resourceVersion")] public string ResourceVersion { get; init; } = "";
    /// <summary>A part of the object: spec.containers{web}. Empty: all of it.</summary>
    [Field(7, "fieldPath")] public string FieldPath { get; init; } = "";
}
