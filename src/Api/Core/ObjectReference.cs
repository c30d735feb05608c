namespace Kubesharp.Api.Core;

/// <summary>An object reference.</summary>
[Definition("io.k8s.api.core.v1.ObjectReference", Atomic = true)]
public sealed partial record ObjectReference
{
    /// <summary>The value with nothing set.</summary>
    public static ObjectReference Empty { get; } = new();

    /// <summary>Kind.</summary>
    [Field(1, "kind")] public string Kind { get; init; } = "";
    /// <summary>The namespace, empty for the object's own or for cluster scope.</summary>
    [Field(2, "namespace")] public string Namespace { get; init; } = "";
    /// <summary>The name.</summary>
    [Field(3, "name")] public string Name { get; init; } = "";
    /// <summary>The identity of one object over its whole life: a UUID.</summary>
    [Field(4, "uid")] public string Uid { get; init; } = "";
    /// <summary>Api version.</summary>
    [Field(5, "apiVersion")] public string ApiVersion { get; init; } = "";
    /// <summary>Resource version.</summary>
    [Field(6, "resourceVersion")] public string ResourceVersion { get; init; } = "";
    /// <summary>Field path.</summary>
    [Field(7, "fieldPath")] public string FieldPath { get; init; } = "";
}
