namespace Kubesharp.Api.Core;

/// <summary>Configuration as keys and values.</summary>
[ApiResource("v1", "ConfigMap", "configmaps", ShortNames = ["cm"])]
[Definition("io.k8s.api.core.v1.ConfigMap")]
public sealed partial record ConfigMap : ApiObject
{
    /// <summary>When true the content cannot change any more; only deletion remains.</summary>
    [Field(4, "immutable")] public bool? Immutable { get; init; }
    /// <summary>Data.</summary>
    [Field(2, "data")] public IReadOnlyDictionary<string, string> Data { get; init; } = Maps.None<string>();
    /// <summary>Binary data.</summary>
    [Field(3, "binaryData")] public IReadOnlyDictionary<string, Bytes> BinaryData { get; init; } = Maps.None<Bytes>();
}
